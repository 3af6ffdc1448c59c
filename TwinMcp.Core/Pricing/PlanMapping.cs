using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Pricing;

sealed class PlanMapping : IEntityTypeConfiguration<Plan>, IEntityTypeConfiguration<PlanVersion>, IEntityTypeConfiguration<PlanPrice>, IEntityTypeConfiguration<PlanPriceTier>
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
            t.HasCheckConstraint("ck_plan_versions_fee", "monthly_fee >= 0 AND yearly_fee >= 0");
            t.HasCheckConstraint("ck_plan_versions_exponent", "(monthly_fee, coalesce(yearly_fee, 0)) = (round(monthly_fee, currency_exponent(currency)), round(coalesce(yearly_fee, 0), currency_exponent(currency)))");
        });
        builder.HasKey(v => v.Id);
        builder.HasOne(v => v.Plan).WithMany().HasForeignKey(v => v.PlanId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(v => v.Prices).WithOne().HasForeignKey(p => p.PlanVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(v => v.IsDraft).HasDefaultValue(false);
        builder.Ignore(v => v.FeeOfAYear);
        builder.Property(v => v.Version).IsRowVersion();
        builder.HasIndex(v => new { v.PlanId, v.Currency, v.Number }).IsUnique();
        builder.HasIndex(v => new { v.PlanId, v.Currency }).IsUnique().HasFilter("is_draft").HasDatabaseName("ux_plan_versions_one_draft");
    }

    public void Configure(EntityTypeBuilder<PlanPrice> builder)
    {
        builder.ToTable("plan_prices", t => t.HasCheckConstraint("ck_plan_prices_positive", "unit_price >= 0 AND base_quantity > 0 AND included_quantity >= 0 AND minimum_amount >= 0"));
        builder.HasKey(p => new { p.PlanVersionId, p.Component, p.Tool });
        builder.Property(p => p.Tool).HasMaxLength(60).HasDefaultValue(PlanPrice.AllTools);
        builder.Property(p => p.Model).HasDefaultValue(PriceModelKind.PerUnit);
        builder.Property(p => p.IncludedQuantity).HasDefaultValue(0m);
        builder.Property(p => p.MinimumAmount).HasDefaultValue(0m);
        builder.HasMany(p => p.Tiers).WithOne().HasForeignKey(t => new { t.PlanVersionId, t.Component, t.Tool }).OnDelete(DeleteBehavior.Cascade);
        builder.Property(p => p.UnitPrice).HasPrecision(20, 10);
        builder.Property(p => p.BaseQuantity).HasPrecision(20, 4);
    }

    public void Configure(EntityTypeBuilder<PlanPriceTier> builder)
    {
        builder.ToTable("plan_price_tiers", t => t.HasCheckConstraint("ck_plan_price_tiers_positive", "unit_price >= 0 AND base_quantity > 0 AND flat_fee >= 0 AND up_to > 0"));
        builder.HasKey(t => new { t.PlanVersionId, t.Component, t.Tool, t.Position });
        builder.Property(t => t.Tool).HasMaxLength(60);
        builder.Property(t => t.UnitPrice).HasPrecision(20, 10);
        builder.Property(t => t.FlatFee).HasPrecision(20, 10);
    }
}
