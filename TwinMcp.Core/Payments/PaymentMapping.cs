using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Payments;

/// <summary>The foreign key to the invoice stands in <c>InvoiceMapping</c>: payments know only its id.</summary>
sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments", t =>
        {
            t.HasCheckConstraint("ck_payments_amount", "amount > 0");
            t.HasCheckConstraint("ck_payments_exponent", "amount = round(amount, currency_exponent(currency))");
        });
        builder.HasKey(p => new { p.UserId, p.Id });
        builder.Property(p => p.Method).HasMaxLength(40);
        builder.Property(p => p.ProviderTransactionId).HasMaxLength(200);
        builder.Property(p => p.Note).HasMaxLength(500);
        builder.HasIndex(p => new { p.UserId, p.ProviderTransactionId }).IsUnique().HasFilter("provider_transaction_id IS NOT NULL");
        builder.HasIndex(p => p.ReceivedAt).IsDescending();
    }
}
