using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing.Hosted;

/// <param name="Days">How long a link works after the due date (<c>HOSTED_LINK_DAYS</c>).</param>
public sealed record HostedLinkOptions(int Days)
{
    /// <exception cref="InvalidOperationException">The setting is wrong: the product does not start.</exception>
    public static HostedLinkOptions From(IConfiguration configuration) => configuration.GetValue<int?>("HOSTED_LINK_DAYS") switch
    {
        null => new HostedLinkOptions(90),
        { } days and >= 1 and <= 3650 => new HostedLinkOptions(days),
        _ => throw new InvalidOperationException("HOSTED_LINK_DAYS is from 1 to 3650 days."),
    };
}

/// <param name="Path">"/i/..." with the secret: it is given out once and kept nowhere.</param>
public sealed record HostedLink(string Path, DateTimeOffset ExpiresAt);

/// <summary>What a secret opens: one invoice of one customer.</summary>
/// <param name="Language">"fr" or "en": the invoice's.</param>
public sealed record OpenedLink(CustomerId UserId, InvoiceId InvoiceId, string Language)
{
    /// <summary>May do what this customer may; the pages ask only about this one invoice.</summary>
    public Actor Reader => new(Role.Customer, null, "hosted invoice", UserId);
}

/// <summary>Gives out links to the hosted invoice, takes them back, and opens them.</summary>
public sealed class HostedLinkService(IDbContextFactory<BillingDbContext> contexts, Writing writing, HostedLinkOptions options, LocalDates dates)
{
    const int SecretBytes = 32;

    /// <summary>A new link; those given out before keep working.</summary>
    public async Task<Result<HostedLink>> LinkAsync(Actor actor, InvoiceId id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ShareInvoice) is { } refused)
            return refused;
        return await writing.InTransactionAsync<HostedLink>(async db =>
        {
            if (await InvoiceQueries.Visible(db, actor, id).AsNoTracking().SingleOrDefaultAsync(ct) is not { } invoice)
                return BillingError.NotFound("invoice");
            return invoice.IsIssued ? Add(db, actor, invoice) : BillingError.Conflict("not_issued", "A draft is not shown to anybody: issue it first.");
        }, ct);
    }

    /// <summary>Ends all links of the invoice. Twice does no harm.</summary>
    public async Task<Result<InvoiceId>> RevokeAsync(Actor actor, InvoiceId id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ShareInvoice) is { } refused)
            return refused;
        return await writing.InTransactionAsync<InvoiceId>(async db =>
        {
            if (await InvoiceQueries.Visible(db, actor, id).Select(i => new { i.UserId }).SingleOrDefaultAsync(ct) is not { } found)
                return BillingError.NotFound("invoice");
            var ended = await db.InvoiceLinks.Where(l => l.UserId == found.UserId && l.InvoiceId == id && l.RevokedAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(l => l.RevokedAt, dates.Now), ct);
            if (ended > 0)
                db.Audit.Add(AuditEntry.Of(actor, "invoice.link_revoked", dates.Now, new AuditSubject(found.UserId, id.Value), new { Links = ended }));
            return id;
        }, ct);
    }

    /// <summary>Null when it is unknown, malformed, expired or revoked: each costs the same one statement and cannot be told apart.</summary>
    public async Task<OpenedLink?> OpenAsync(string token, CancellationToken ct)
    {
        var (hash, now) = (Hash(token), dates.Now);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var opened = await db.Database.SqlQuery<Opened>($"""
            UPDATE invoice_links l SET last_seen_at = {now}
            FROM invoices i
            WHERE l.token_hash = {hash} AND l.revoked_at IS NULL AND l.expires_at > {now} AND i.user_id = l.user_id AND i.id = l.invoice_id
            RETURNING l.user_id AS "UserId", l.invoice_id AS "InvoiceId", i.language AS "Language"
            """).ToListAsync(ct);
        return opened is [var one] ? new OpenedLink(new CustomerId(one.UserId), new InvoiceId(one.InvoiceId), one.Language) : null;
    }

    /// <summary>Inside the caller's transaction: for the mail that carries it. The invoice is issued.</summary>
    internal HostedLink Add(BillingDbContext db, Actor actor, Invoice invoice)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var last = invoice.DueDate > dates.Today ? invoice.DueDate.Value : dates.Today;
        var link = new InvoiceLink
        {
            UserId = invoice.UserId,
            Id = Guid.CreateVersion7(dates.Now),
            InvoiceId = invoice.Id,
            TokenHash = Hash(token),
            CreatedBy = actor.Name,
            CreatedAt = dates.Now,
            ExpiresAt = dates.Now.AddDays(last.DayNumber - dates.Today.DayNumber + options.Days),
        };
        db.InvoiceLinks.Add(link);
        db.Audit.Add(AuditEntry.Of(actor, "invoice.linked", dates.Now, new AuditSubject(invoice.UserId, invoice.Id.Value), new { link.ExpiresAt }));
        return new HostedLink("/i/" + token, link.ExpiresAt);
    }

    static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    sealed record Opened(Guid UserId, Guid InvoiceId, string Language);
}
