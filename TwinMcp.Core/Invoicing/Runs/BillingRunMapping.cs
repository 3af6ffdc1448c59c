using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TwinMcp.Core.Customers;

namespace TwinMcp.Core.Invoicing.Runs;

sealed class BillingRunMapping : IEntityTypeConfiguration<BillingRun>, IEntityTypeConfiguration<BillingChunk>, IEntityTypeConfiguration<ParkedBill>
{
    public void Configure(EntityTypeBuilder<BillingRun> builder)
    {
        builder.ToTable("billing_runs", t => t.HasCheckConstraint("ck_billing_runs_month", "extract(day FROM month) = 1"));
        builder.HasKey(r => r.Id);
        builder.Property(r => r.StartedBy).HasMaxLength(200);
        builder.HasIndex(r => r.Month).IsUnique().HasFilter("status <> 'FINISHED'").HasDatabaseName("ux_billing_runs_one_of_a_month");
        builder.HasIndex(r => r.StartedAt).IsDescending().HasDatabaseName("ix_billing_runs_started");
    }

    public void Configure(EntityTypeBuilder<BillingChunk> builder)
    {
        builder.ToTable("billing_chunks");
        builder.HasKey(c => new { c.RunId, c.Number });
        builder.HasOne<BillingRun>().WithMany().HasForeignKey(c => c.RunId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ParkedBill> builder)
    {
        builder.ToTable("parked_bills");
        builder.HasKey(p => new { p.UserId, p.PeriodStart });
        builder.HasOne<Customer>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(p => p.Code).HasMaxLength(60);
        builder.Property(p => p.Detail).HasMaxLength(500);
        builder.HasIndex(p => p.ParkedAt).IsDescending().HasFilter("resolved_at IS NULL").HasDatabaseName("ix_parked_bills_open");
    }
}
