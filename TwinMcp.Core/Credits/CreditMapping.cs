using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TwinMcp.Core.Customers;

namespace TwinMcp.Core.Credits;

/// <summary>The foreign keys to invoices and payments stand in <c>SettlingMapping</c>: credits know only their ids.</summary>
sealed class CreditMapping : IEntityTypeConfiguration<Credit>, IEntityTypeConfiguration<CreditEntry>
{
    public void Configure(EntityTypeBuilder<Credit> builder)
    {
        builder.ToTable("credits", t =>
        {
            t.HasCheckConstraint("ck_credits_remaining", "amount > 0 AND remaining BETWEEN 0 AND amount");
            t.HasCheckConstraint("ck_credits_exponent", "(amount, remaining) = (round(amount, currency_exponent(currency)), round(remaining, currency_exponent(currency)))");
        });
        builder.HasKey(c => new { c.UserId, c.Id });
        builder.HasOne<Customer>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(c => c.Reason).HasMaxLength(500);
        builder.HasIndex(c => c.Id).HasDatabaseName("ix_credits_id");
        builder.HasIndex(c => new { c.UserId, c.Currency, c.ExpiresAt }).HasFilter("remaining > 0").HasDatabaseName("ix_credits_usable");
        builder.HasIndex(c => c.ExpiresAt).HasFilter("remaining > 0 AND expires_at IS NOT NULL").HasDatabaseName("ix_credits_expiring");
        builder.HasIndex(c => new { c.UserId, c.CreatedAt, c.Id }).IsDescending(false, true, true).HasDatabaseName("ix_credits_user_date");
        builder.HasIndex(c => new { c.CreatedAt, c.Id }).IsDescending(true, true).HasDatabaseName("ix_credits_date");
    }

    public void Configure(EntityTypeBuilder<CreditEntry> builder)
    {
        builder.ToTable("credit_entries", t => t.HasCheckConstraint("ck_credit_entries_sign", "amount <> 0 AND (amount > 0) = (kind IN ('GRANT', 'RESTORE'))"));
        builder.HasKey(e => new { e.UserId, e.Id });
        builder.Property(e => e.Id).UseIdentityAlwaysColumn();
        builder.HasOne<Credit>().WithMany().HasForeignKey(e => new { e.UserId, e.CreditId }).OnDelete(DeleteBehavior.Restrict);
    }
}
