using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Invoicing.Hosted;

/// <summary>
/// Who has its secret sees one issued invoice without signing in. Only the secret's hash is kept, so a link cannot be shown
/// again; each mail and each copy has one of its own, and taking back ends all of the invoice's.
/// </summary>
public sealed class InvoiceLink
{
    public required CustomerId UserId { get; init; }
    public required Guid Id { get; init; }
    public required InvoiceId InvoiceId { get; init; }

    /// <summary>SHA-256 of the secret.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>The member of staff or the job, for the timeline.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From this instant on it opens nothing.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public DateTimeOffset? LastSeenAt { get; private set; }
}

sealed class InvoiceLinkMapping : IEntityTypeConfiguration<InvoiceLink>
{
    public void Configure(EntityTypeBuilder<InvoiceLink> builder)
    {
        builder.ToTable("invoice_links", t =>
        {
            t.HasCheckConstraint("ck_invoice_links_hash", "octet_length(token_hash) = 32");
            t.HasCheckConstraint("ck_invoice_links_expiry", "expires_at > created_at");
        });
        builder.HasKey(l => new { l.UserId, l.Id });
        builder.Property(l => l.CreatedBy).HasMaxLength(200);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(l => new { l.UserId, l.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
        // over all customers: whoever comes with a secret does not say whose it is
        builder.HasIndex(l => l.TokenHash).IsUnique().HasDatabaseName("ux_invoice_links_token_hash");
    }
}
