using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Invoicing.Dunning;

sealed class DunningMapping : IEntityTypeConfiguration<DunningStep>, IEntityTypeConfiguration<DunningPause>, IEntityTypeConfiguration<PenaltyRate>
{
    public void Configure(EntityTypeBuilder<DunningStep> builder)
    {
        builder.ToTable("dunning_steps", t => t.HasCheckConstraint("ck_dunning_steps_amount", "amount_due > 0"));
        // one mail per invoice and step: this key is what two nodes at once meet
        builder.HasKey(s => new { s.UserId, s.InvoiceId, s.Step });
        builder.HasOne<Invoice>().WithMany().HasForeignKey(s => new { s.UserId, s.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<DunningPause> builder)
    {
        builder.ToTable("dunning_pauses");
        builder.HasKey(p => new { p.UserId, p.InvoiceId });
        builder.HasOne<Invoice>().WithMany().HasForeignKey(p => new { p.UserId, p.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
        builder.Property(p => p.Reason).HasMaxLength(PauseDunning.MaxReason);
    }

    public void Configure(EntityTypeBuilder<PenaltyRate> builder)
    {
        builder.ToTable("penalty_rates", t => t.HasCheckConstraint("ck_penalty_rates_legal", "legal >= 0"));
        builder.HasKey(r => r.ValidFrom);
        builder.Property(r => r.Refinancing).HasPrecision(7, 4);
        builder.Property(r => r.Legal).HasPrecision(7, 4);
        builder.Property(r => r.Percent).HasPrecision(7, 4).HasComputedColumnSql("greatest(refinancing + 10, 3 * legal)", stored: true);
    }
}
