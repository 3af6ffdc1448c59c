using System.Data;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Selling;

namespace TwinMcp.Core.Invoicing;

/// <summary>Reads. Another customer's invoice, and a draft for a customer, are the same "not found" as a missing one.</summary>
public sealed class InvoiceQueries(IDbContextFactory<BillingDbContext> contexts, NpgsqlDataSource dataSource, CacheService cache, SellerStore sellers)
{
    /// <summary>Up to here sorting what matches is quicker than walking the order.</summary>
    const int FewMatches = 2_000;

    static readonly TimeSpan ListLifetime = CacheLifetimes.InvoiceLists;

    public async Task<Result<Page<InvoiceHead>>> ListAsync(Actor actor, InvoiceFilter filter, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadInvoices) is { } refused)
            return refused;
        if (filter.Validate().Error is { } invalid)
            return invalid;
        InvoiceListSql.Cursor? after = null;
        if (filter.Cursor is { } text && (after = InvoiceListSql.Cursor.Decode(text, filter.Sort)) is null)
            return BillingError.Invalid("cursor", "Not a cursor of this list and sort.");
        return await cache.GetOrAddAsync(await ListKeyAsync(actor, filter, "list"), ListLifetime, () => ReadListAsync(actor, filter, after, ct));
    }

    /// <summary>For the status tabs: each count ignores the filter's own status.</summary>
    public async Task<Result<StatusCounts>> CountByStatusAsync(Actor actor, InvoiceFilter filter, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadInvoices) is { } refused)
            return refused;
        if (filter.Validate().Error is { } invalid)
            return invalid;
        return await cache.GetOrAddAsync(await ListKeyAsync(actor, filter with { Status = [], PageNumber = 1, Cursor = null }, "counts"), ListLifetime, async () =>
        {
            await using var command = InvoiceListSql.CountByStatus(actor, filter);
            var counts = new Dictionary<InvoiceStatus, int>();
            await using var connection = await dataSource.OpenConnectionAsync(ct);
            command.Connection = connection;
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                counts[reader.GetFieldValue<InvoiceStatus>(0)] = reader.GetInt32(1);
            return new StatusCounts(counts);
        });
    }

    public async Task<Result<InvoiceDetail>> FindAsync(Actor actor, InvoiceId id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadInvoices) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        // one snapshot: head, lines and ETag of the same moment
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var invoice = await Visible(db, actor, id).AsNoTracking().AsSplitQuery()
            .Include(i => i.Lines).Include(i => i.Adjustments).Include(i => i.Vat)
            .SingleOrDefaultAsync(ct);
        if (invoice is null)
            return BillingError.NotFound("invoice");
        var buyer = invoice.Buyer ?? Party.Of(await db.Customers.AsNoTracking().SingleAsync(c => c.UserId == invoice.UserId, ct));
        return InvoiceViewing.Detail(invoice, invoice.Seller ?? await sellers.CurrentAsync(db, ct), buyer, await AroundAsync(db, invoice, ct));
    }

    /// <summary>Staff only sees the mails; newest first.</summary>
    public async Task<IReadOnlyList<MailView>> MailsAsync(Actor actor, InvoiceId id, CancellationToken ct)
    {
        if (!Access.Allows(actor, BillingAction.ReadAllCustomers))
            return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Visible(db, actor, id).Join(db.Outbox, i => new { i.UserId, InvoiceId = (InvoiceId?)i.Id }, m => new { m.UserId, m.InvoiceId }, (_, m) => m)
            .OrderByDescending(m => m.CreatedAt).Take(50)
            .Select(m => new MailView(m.Id, m.Kind, m.Recipient, m.State, m.Attempts, m.LastAnswer) { CreatedAt = m.CreatedAt, DeliveredAt = m.DeliveredAt })
            .ToListAsync(ct);
    }

    /// <summary>Every event of an invoice, newest first. Customers do not see who of us did what.</summary>
    public async Task<IReadOnlyList<EventView>> TimelineAsync(Actor actor, InvoiceId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!Access.Allows(actor, BillingAction.ReadAllCustomers) || !await Visible(db, actor, id).AnyAsync(ct))
            return [];
        return await db.Audit.AsNoTracking().Where(a => a.EntityId == id.Value).OrderByDescending(a => a.Id).Take(100)
            .Select(a => new EventView(a.Action, db.AuditPersonal.Where(p => p.AuditId == a.Id).Select(p => p.ActorName).FirstOrDefault() ?? a.ActorName, a.ActorRole == "SYSTEM", a.At)).ToListAsync(ct);
    }

    /// <summary>The invoices that this actor may see, by id.</summary>
    internal static IQueryable<Invoice> Visible(BillingDbContext db, Actor actor, InvoiceId id)
    {
        var invoices = db.Invoices.Where(i => i.Id == id);
        if (!Access.Allows(actor, BillingAction.ReadAllCustomers))
        {
            var own = actor.Customer ?? default;
            invoices = invoices.Where(i => i.UserId == own);
        }
        return Access.Allows(actor, BillingAction.ReadDrafts) ? invoices : invoices.Where(i => i.Number != null);
    }

    static async Task<InvoiceSurroundings> AroundAsync(BillingDbContext db, Invoice invoice, CancellationToken ct)
    {
        var (userId, id) = (invoice.UserId, invoice.Id);
        var payments = await db.Payments.AsNoTracking().Where(p => p.UserId == userId && p.InvoiceId == id).OrderBy(p => p.ReceivedAt).Take(200).ToListAsync(ct);
        var notes = await db.Invoices.Where(n => n.UserId == userId && n.CreditedInvoiceId == id).OrderBy(n => n.CreditedPosition).Take(200)
            .Select(n => new RelatedInvoice(n.Id, n.Number!, n.IssueDate!.Value) { Total = n.Total }).ToListAsync(ct);
        var used = await db.CreditEntries.Where(e => e.UserId == userId && e.InvoiceId == id && e.Kind == CreditEntryKind.Use).SumAsync(e => -e.Amount, ct);
        var sha256 = await db.Documents.Where(d => d.UserId == userId && d.InvoiceId == id).Select(d => d.Sha256).SingleOrDefaultAsync(ct);
        return new InvoiceSurroundings(payments, notes, used, sha256);
    }

    async Task<Page<InvoiceHead>> ReadListAsync(Actor actor, InvoiceFilter filter, InvoiceListSql.Cursor? after, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        int? count = null;
        if (after is null || filter.Q is not null)
        {
            await using var counting = InvoiceListSql.Count(actor, filter);
            counting.Connection = connection;
            count = (int)(await counting.ExecuteScalarAsync(ct))!;
        }
        await using var command = InvoiceListSql.Rows(actor, filter, after, fewMatch: filter.Q is not null && count <= FewMatches);
        command.Connection = connection;
        var rows = new List<(InvoiceHead Head, string SortValue)>(filter.PageSize + 1);
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                rows.Add(InvoiceViewing.Row(reader, filter.SortField));
        string? next = null;
        if (rows.Count > filter.PageSize)
        {
            rows.RemoveAt(filter.PageSize);
            next = new InvoiceListSql.Cursor(rows[^1].SortValue, rows[^1].Head.Id.Value).Encode(filter.Sort);
        }
        if (after is not null)
            count = null;
        var capped = count > Page<InvoiceHead>.CountCap;
        return new Page<InvoiceHead>([.. rows.Select(r => r.Head)], capped ? Page<InvoiceHead>.CountCap : count, capped, filter.PageNumber, filter.PageSize, next);
    }

    /// <summary>The generation of the scope is in the key: a write raises it, and what was cached before is never read again.</summary>
    async Task<string?> ListKeyAsync(Actor actor, InvoiceFilter filter, string what)
    {
        var scope = actor.IsCustomer ? actor.Customer : filter.UserId;
        if (await cache.GenerationAsync(CacheKeys.InvoiceGeneration(scope)) is not { } generation)
            return null;
        var query = string.Create(CultureInfo.InvariantCulture, $"{actor.Role}|{filter.UserId}|{string.Join(',', filter.Status)}|{filter.From:o}|{filter.To:o}|{filter.MinTotal}|{filter.MaxTotal}|{filter.Currency}|{filter.Sort}|{filter.PageNumber}|{filter.PageSize}|{filter.Cursor}|{filter.Q}");
        return CacheKeys.InvoiceList(what, scope, generation, query);
    }
}
