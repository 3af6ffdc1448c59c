using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Invoicing.Bundles;

/// <summary>One document of a bundle.</summary>
public sealed record BundleItem(CustomerId UserId, InvoiceId Id);

/// <summary>The stored PDFs of many invoices as one ZIP, written as it is read: a few documents at a time are in memory.</summary>
public sealed class DocumentBundling(IDbContextFactory<BillingDbContext> contexts, NpgsqlDataSource dataSource)
{
    public const int MostIds = 1_000;
    public const int MostOfFilter = 5_000;
    const int Batch = 16;

    /// <summary>Authorises each: with one that this actor may not see the whole is refused, as if it were missing.</summary>
    public async Task<Result<BundleItem[]>> ChooseAsync(Actor actor, IReadOnlyCollection<InvoiceId>? ids, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadInvoices) is { } refused)
            return refused;
        if (ids is not { Count: > 0 and <= MostIds })
            return BillingError.Invalid("ids", $"From 1 to {MostIds}.");
        var wanted = ids.Distinct().ToList();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var visible = db.Invoices.Where(i => wanted.Contains(i.Id));
        if (!Access.Allows(actor, BillingAction.ReadAllCustomers))
        {
            var own = actor.Customer ?? default;
            visible = visible.Where(i => i.UserId == own);
        }
        if (!Access.Allows(actor, BillingAction.ReadDrafts))
            visible = visible.Where(i => i.Number != null);
        var found = await visible.OrderBy(i => i.Number).Select(i => new { i.UserId, i.Id, i.Number }).ToListAsync(ct);
        if (found.Count < wanted.Count)
            return BillingError.NotFound("invoice");
        if (found.Exists(i => i.Number is null))
            return BillingError.Conflict("not_issued", "A draft has no original yet: issue it first, or leave it out.");
        return found.Select(i => new BundleItem(i.UserId, i.Id)).ToArray();
    }

    /// <summary>The issued invoices of a list's filter, in its order; its page does not count.</summary>
    public async Task<Result<BundleItem[]>> ChooseAsync(Actor actor, InvoiceFilter filter, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadInvoices) is { } refused)
            return refused;
        if (filter.Validate().Error is { } invalid)
            return invalid;
        await using var command = InvoiceListSql.Issued(actor, filter, MostOfFilter + 1);
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        command.Connection = connection;
        var items = new List<BundleItem>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                items.Add(new BundleItem(new CustomerId(reader.GetGuid(0)), new InvoiceId(reader.GetGuid(1))));
        if (items.Count > MostOfFilter)
            return BillingError.Invalid("filter", $"More than {MostOfFilter} invoices: narrow the filter.");
        return items.Count == 0 ? BillingError.NotFound("invoice") : items.ToArray();
    }

    /// <exception cref="InvalidDataException">Stored bytes are not those of the issue: the answer ends there, nobody gets wrong bytes.</exception>
    public async Task WriteAsync(IReadOnlyList<BundleItem> items, Stream to, CancellationToken ct)
    {
        var manifest = new StringBuilder(CsvText.Line("number", "date", "customer", "total", "currency", "sha256"));
        await using var outlet = new ZipOutlet(to);
        await using var db = await contexts.CreateDbContextAsync(ct);
        foreach (var batch in items.Chunk(Batch))
        {
            var ids = batch.Select(i => i.Id).ToList();
            var users = batch.Select(i => i.UserId).Distinct().ToList();
            var stored = await db.Invoices.AsNoTracking().Where(i => users.Contains(i.UserId) && ids.Contains(i.Id))
                .Join(db.Documents, i => new { i.UserId, InvoiceId = i.Id }, d => new { d.UserId, d.InvoiceId }, (i, d) => new { Invoice = i, d.Content, d.Sha256 })
                .OrderBy(d => d.Invoice.Number).ToListAsync(ct);
            foreach (var document in stored)
            {
                var invoice = document.Invoice;
                if (Convert.ToHexStringLower(SHA256.HashData(document.Content)) != document.Sha256)
                    throw new InvalidDataException($"The stored document of {invoice.Number} is damaged.");
                await outlet.AddAsync(FileName(invoice.Number!) + ".pdf", document.Content, ct);
                manifest.Append(CsvText.Line(CsvText.Cell(invoice.Number), CsvText.Cell(invoice.IssueDate), CsvText.Cell(invoice.CustomerName),
                    CsvText.Cell(invoice.Currency.Round(invoice.Total)), invoice.Currency.Code, document.Sha256));
            }
        }
        await outlet.AddAsync("manifest.csv", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(manifest.ToString())], ct);
        await outlet.EndAsync(ct);
    }

    /// <summary>A name that is a plain file everywhere, whatever the number's prefix.</summary>
    static string FileName(string number) => string.Concat(number.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
}
