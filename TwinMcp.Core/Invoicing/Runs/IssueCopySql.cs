using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Outbox;

namespace TwinMcp.Core.Invoicing.Runs;

/// <summary>Stores a block of issued invoices: one UPDATE and a COPY each of register, documents, mails and audit. Every step counts its rows.</summary>
static class IssueCopySql
{
    const string Update = """
        UPDATE invoices i SET status = b.status, number = b.number, issue_date = $11, due_date = b.due_date, paid_date = b.paid_date,
          seller = $8, buyer = b.buyer, customer_name = b.customer_name, updated_at = $9,
          tax_point = b.tax_point, tax_rule = b.tax_rule, tax_evidence = b.tax_evidence,
          exchange_rate = b.exchange_rate, exchange_rate_on = b.exchange_rate_on, tax_eur = b.tax_eur
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $10, $12, $13, $14, $15, $16, $17)
          AS b (user_id, id, status, number, due_date, paid_date, buyer, customer_name, tax_point, tax_rule, tax_evidence, exchange_rate, exchange_rate_on, tax_eur)
        WHERE i.user_id = b.user_id AND i.id = b.id AND i.status = 'DRAFT'
        """;

    const string Register = "COPY number_register (series, year, n, user_id, invoice_id) FROM STDIN (FORMAT BINARY)";

    const string Documents = "COPY invoice_documents (user_id, invoice_id, content, sha256, xml, xml_sha256, created_at) FROM STDIN (FORMAT BINARY)";

    const string Mails = "COPY outbox (user_id, id, kind, invoice_id, recipient, message_id, state, attempts, next_attempt_at, created_at) FROM STDIN (FORMAT BINARY)";

    /// <param name="as">The series, its last number before the block, who issues, and when.</param>
    public static async Task WriteAsync(BillingDbContext db, IReadOnlyList<(Invoice Invoice, string Recipient)> block, StoredDocument[] documents, (string Series, int LastNumber, Actor Actor, DateTimeOffset Now) @as, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var transaction = (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        var (series, last, actor, now) = @as;
        await UpdateAsync(connection, transaction, block, now, ct);
        await DraftCopySql.CopyAsync(connection, Register, block.Select((b, n) => (b.Invoice, N: last + n + 1)), (to, r) =>
        {
            to.Write(series, NpgsqlDbType.Varchar);
            to.Write(r.Invoice.IssueDate!.Value.Year, NpgsqlDbType.Integer);
            to.Write(r.N, NpgsqlDbType.Integer);
            to.Write(r.Invoice.UserId.Value, NpgsqlDbType.Uuid);
            to.Write(r.Invoice.Id.Value, NpgsqlDbType.Uuid);
        }, ct);
        await DraftCopySql.CopyAsync(connection, Documents, documents, WriteDocument, ct);
        var contacts = await BillingContactQueries.ContactsAsync(db, block.Select(b => b.Invoice.UserId), MailTopic.Invoices, ct);
        await DraftCopySql.CopyAsync(connection, Mails, block.SelectMany(b => contacts[b.Invoice.UserId].DefaultIfEmpty(b.Recipient).Select(r => OutboxMail.About(b.Invoice.UserId, b.Invoice.Id, MailKind.Invoice, r, now))), WriteMail, ct);
        await DraftCopySql.WriteAuditAsync(connection, block.SelectMany(b => Entries(b.Invoice, actor, now)), ct);
    }

    static async Task UpdateAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<(Invoice Invoice, string Recipient)> block, DateTimeOffset now, CancellationToken ct)
    {
        var invoices = block.Select(b => b.Invoice).ToList();
        await using var command = new NpgsqlCommand(Update, connection, transaction)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. invoices.Select(i => i.UserId.Value)] },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. invoices.Select(i => i.Id.Value)] },
                new NpgsqlParameter<InvoiceStatus[]> { TypedValue = [.. invoices.Select(i => i.Due == 0 ? InvoiceStatus.Paid : InvoiceStatus.Sent)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. invoices.Select(i => i.Number!)] },
                new NpgsqlParameter<DateOnly[]> { TypedValue = [.. invoices.Select(i => i.DueDate!.Value)] },
                new NpgsqlParameter<DateOnly?[]> { TypedValue = [.. invoices.Select(i => i.Due == 0 ? i.IssueDate : null)] },
                new NpgsqlParameter { Value = invoices.Select(i => JsonSerializer.Serialize(i.Buyer, JsonSerializerOptions.Web)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
                new NpgsqlParameter { Value = JsonSerializer.Serialize(invoices[0].Seller, JsonSerializerOptions.Web), NpgsqlDbType = NpgsqlDbType.Jsonb },
                new NpgsqlParameter<DateTimeOffset> { TypedValue = now },
                new NpgsqlParameter<string[]> { TypedValue = [.. invoices.Select(i => i.CustomerName)] },
                new NpgsqlParameter<DateOnly> { TypedValue = invoices[0].IssueDate!.Value },
                new NpgsqlParameter<DateOnly?[]> { TypedValue = [.. invoices.Select(i => i.TaxPoint)] },
                new NpgsqlParameter<string?[]> { TypedValue = [.. invoices.Select(i => i.TaxRule)] },
                new NpgsqlParameter { Value = invoices.Select(i => TaxEvidence.Write(i.TaxEvidence)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
                new NpgsqlParameter<decimal?[]> { TypedValue = [.. invoices.Select(i => i.ExchangeRate)] },
                new NpgsqlParameter<DateOnly?[]> { TypedValue = [.. invoices.Select(i => i.ExchangeRateOn)] },
                new NpgsqlParameter<decimal?[]> { TypedValue = [.. invoices.Select(i => i.TaxEur)] },
            },
        };
        var updated = await command.ExecuteNonQueryAsync(ct);
        if (updated != block.Count)
            throw new InvalidOperationException($"{updated} invoices of {block.Count} issued.");
    }

    static IEnumerable<BulkAudit> Entries(Invoice invoice, Actor actor, DateTimeOffset now)
    {
        var about = (invoice.UserId, invoice.Id);
        yield return new BulkAudit(actor, "invoice.issued", now, about, BulkAudit.Json(new { number = invoice.Number, invoice.Total, Currency = invoice.Currency.Code }));
        if (invoice.Due == 0)
            yield return new BulkAudit(actor, "invoice.paid", now, about, BulkAudit.Json(new { Reason = "nothing due" }));
    }

    static void WriteDocument(NpgsqlBinaryImporter to, StoredDocument d)
    {
        to.Write(d.UserId.Value, NpgsqlDbType.Uuid);
        to.Write(d.InvoiceId.Value, NpgsqlDbType.Uuid);
        to.Write(d.Content, NpgsqlDbType.Bytea);
        to.Write(d.Sha256, NpgsqlDbType.Char);
        to.Write(d.Xml, NpgsqlDbType.Bytea);
        to.Write(d.XmlSha256, NpgsqlDbType.Char);
        to.Write(d.CreatedAt, NpgsqlDbType.TimestampTz);
    }

    static void WriteMail(NpgsqlBinaryImporter to, OutboxMessage m)
    {
        to.Write(m.UserId.Value, NpgsqlDbType.Uuid);
        to.Write(m.Id, NpgsqlDbType.Uuid);
        to.Write(m.Kind, NpgsqlDbType.Varchar);
        to.Write(m.InvoiceId!.Value.Value, NpgsqlDbType.Uuid);
        to.Write(m.Recipient, NpgsqlDbType.Varchar);
        to.Write(m.MessageId, NpgsqlDbType.Varchar);
        to.Write(m.State);
        to.Write(m.Attempts, NpgsqlDbType.Integer);
        to.Write(m.NextAttemptAt, NpgsqlDbType.TimestampTz);
        to.Write(m.CreatedAt, NpgsqlDbType.TimestampTz);
    }
}
