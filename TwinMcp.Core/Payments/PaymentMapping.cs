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
            t.HasCheckConstraint("ck_payments_parts", "applied BETWEEN 0 AND amount AND refunded BETWEEN 0 AND amount AND (applied, refunded) = (round(applied, currency_exponent(currency)), round(refunded, currency_exponent(currency)))");
            t.HasCheckConstraint("ck_payments_status", "status IN ('COMPLETED', 'REFUNDED') OR (applied = 0 AND refunded = 0)");
            t.HasCheckConstraint("ck_payments_refunded", "(status = 'REFUNDED') = (refunded = amount)");
        });
        builder.HasKey(p => new { p.UserId, p.Id });
        builder.Property(p => p.Method).HasMaxLength(40);
        builder.Property(p => p.ProviderTransactionId).HasMaxLength(200);
        builder.Property(p => p.Note).HasMaxLength(500);
        builder.Property(p => p.Applied).HasDefaultValue(0m);
        builder.Property(p => p.Refunded).HasDefaultValue(0m);
        // over all customers: a provider does not know ours
        builder.HasIndex(p => new { p.Method, p.ProviderTransactionId }).IsUnique().HasFilter("provider_transaction_id IS NOT NULL").HasDatabaseName("ux_payments_provider_transaction");
        builder.HasIndex(p => p.Id).HasDatabaseName("ix_payments_id");
        builder.HasIndex(p => new { p.ReceivedAt, p.Id }).IsDescending(true, true).HasDatabaseName("ix_payments_date");
        builder.HasIndex(p => new { p.UserId, p.ReceivedAt, p.Id }).IsDescending(false, true, true).HasDatabaseName("ix_payments_user_date");
        builder.HasIndex(p => new { p.Status, p.ReceivedAt, p.Id }).IsDescending(false, true, true).HasDatabaseName("ix_payments_status_date");
    }
}
