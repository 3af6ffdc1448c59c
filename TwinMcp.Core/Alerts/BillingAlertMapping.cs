using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TwinMcp.Core.Customers;

namespace TwinMcp.Core.Alerts;

sealed class BillingAlertMapping : IEntityTypeConfiguration<BillingAlert>
{
    public void Configure(EntityTypeBuilder<BillingAlert> builder)
    {
        builder.ToTable("billing_alerts");
        builder.HasKey(a => new { a.UserId, a.Id });
        builder.HasOne<Customer>().WithMany().HasForeignKey(a => a.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(a => a.Message).HasMaxLength(500);
        builder.HasIndex(a => new { a.UserId, a.InvoiceId, a.Type }).IsUnique().HasFilter("invoice_id IS NOT NULL");
        builder.HasIndex(a => a.CreatedAt).IsDescending();
    }
}
