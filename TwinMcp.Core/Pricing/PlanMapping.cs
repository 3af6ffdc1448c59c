using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Pricing;

sealed class PlanMapping : IEntityTypeConfiguration<Plan>, IEntityTypeConfiguration<PlanVersion>, IEntityTypeConfiguration<PlanPrice>
{
    public void Configure(EntityTypeBuilder<Plan> builder)
    {
        builder.ToTable("plans");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Code).HasMaxLength(40);
        builder.Property(p => p.Name).HasMaxLength(100);
        builder.HasIndex(p => p.Code).IsUnique();
    }

    public void Configure(EntityTypeBuilder<PlanVersion> builder)
    {
        builder.ToTable("plan_versions", t =>
        {
            t.HasCheckConstraint("ck_plan_versions_fee", "monthly_fee >= 0");
            t.HasCheckConstraint("ck_plan_versions_exponent", "monthly_fee = round(monthly_fee, currency_exponent(currency))");
        });
        builder.HasKey(v => v.Id);
        builder.HasOne(v => v.Plan).WithMany().HasForeignKey(v => v.PlanId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(v => v.Prices).WithOne().HasForeignKey(p => p.PlanVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => new { v.PlanId, v.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<PlanPrice> builder)
    {
        builder.ToTable("plan_prices", t => t.HasCheckConstraint("ck_plan_prices_positive", "unit_price >= 0 AND base_quantity > 0"));
        builder.HasKey(p => new { p.PlanVersionId, p.Component });
        builder.Property(p => p.UnitPrice).HasPrecision(20, 10);
        builder.Property(p => p.BaseQuantity).HasPrecision(20, 4);
    }
}
