using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Payments;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>Where credits come from and what they are used for: the keys between three features that must not know each other.</summary>
sealed class SettlingMapping : IEntityTypeConfiguration<Credit>, IEntityTypeConfiguration<CreditEntry>
{
    public void Configure(EntityTypeBuilder<Credit> builder)
    {
        builder.HasOne<Payment>().WithMany().HasForeignKey(c => new { c.UserId, c.SourcePaymentId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(c => new { c.UserId, c.SourceCreditNoteId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CreditEntry> builder)
    {
        builder.HasOne<Payment>().WithMany().HasForeignKey(e => new { e.UserId, e.PaymentId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(e => new { e.UserId, e.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
    }
}
