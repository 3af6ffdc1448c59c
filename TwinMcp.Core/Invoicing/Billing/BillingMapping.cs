using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TwinMcp.Core.Customers;

namespace TwinMcp.Core.Invoicing.Billing;

sealed class BillingMapping : IEntityTypeConfiguration<InvoiceUsage>, IEntityTypeConfiguration<ClosedPeriod>
{
    public void Configure(EntityTypeBuilder<InvoiceUsage> builder)
    {
        builder.ToTable("invoice_usage", t =>
        {
            t.HasCheckConstraint("ck_invoice_usage_days", "to_on > from_on AND to_on <= (date_trunc('month', from_on) + interval '1 month')::date");
            t.HasCheckConstraint("ck_invoice_usage_counts", "requests >= 0 AND tokens >= 0");
        });
        builder.HasKey(u => new { u.UserId, u.InvoiceId, u.FromOn, u.Tool, u.Kind });
        builder.HasOne<Invoice>().WithMany(i => i.Usage).HasForeignKey(u => new { u.UserId, u.InvoiceId }).OnDelete(DeleteBehavior.Cascade);
        builder.Property(u => u.Tool).HasMaxLength(60);
        builder.HasIndex(u => new { u.UserId, u.FromOn }).HasDatabaseName("ix_invoice_usage_days");
    }

    public void Configure(EntityTypeBuilder<ClosedPeriod> builder)
    {
        builder.ToTable("closed_periods", t => t.HasCheckConstraint("ck_closed_periods_range", "period_end > period_start"));
        builder.HasKey(p => new { p.UserId, p.PeriodStart });
        builder.HasOne<Customer>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}
