using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Payments.Bank;

/// <summary>The seller's, not a customer's: a transfer comes before anybody knows whose it is.</summary>
sealed class BankTransactionMapping : IEntityTypeConfiguration<BankTransaction>
{
    public void Configure(EntityTypeBuilder<BankTransaction> builder)
    {
        builder.ToTable("bank_transactions", t =>
        {
            t.HasCheckConstraint("ck_bank_transactions_amount", "amount > 0 AND amount = round(amount, currency_exponent(currency))");
            t.HasCheckConstraint("ck_bank_transactions_matched", "(status = 'MATCHED') = (payment_id IS NOT NULL) AND (payment_id IS NULL) = (invoice_id IS NULL) AND (payment_id IS NULL) = (user_id IS NULL)");
        });
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Identity).HasMaxLength(64).IsFixedLength();
        builder.Property(t => t.Reference).HasMaxLength(CamtLimits.Reference);
        builder.Property(t => t.EndToEndId).HasMaxLength(CamtLimits.Reference);
        builder.Property(t => t.Remittance).HasMaxLength(CamtLimits.Remittance);
        builder.Property(t => t.CreditorReference).HasMaxLength(CamtLimits.Reference);
        builder.Property(t => t.DebtorName).HasMaxLength(CamtLimits.Name);
        builder.Property(t => t.DebtorIban).HasMaxLength(20);
        builder.Ignore(t => t.PaymentReference);
        builder.HasIndex(t => t.Identity).IsUnique();
        builder.HasIndex(t => new { t.BookingDate, t.Id }).IsDescending(true, true).HasDatabaseName("ix_bank_transactions_date");
        builder.HasIndex(t => new { t.Status, t.BookingDate, t.Id }).IsDescending(false, true, true).HasDatabaseName("ix_bank_transactions_status");
    }
}
