using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing.Runs;

/// <summary>Stores many drafts by binary COPY, on the caller's transaction. Every step counts its rows.</summary>
static class DraftCopySql
{
    const string Invoices = """
        COPY invoices (user_id, id, kind, status, currency, language, period_type, period_start, period_end, due_days, customer_name, plan_name,
          line_total, allowance_total, charge_total, subtotal, tax, total, prepaid, rounding, paid, run_id, created_at, updated_at) FROM STDIN (FORMAT BINARY)
        """;

    const string Lines = """
        COPY invoice_lines (user_id, invoice_id, line_number, component, description, detail, quantity, unit, unit_price, base_quantity,
          allowance_total, charge_total, net, vat_category, vat_rate, basis) FROM STDIN (FORMAT BINARY)
        """;

    const string Vat = "COPY invoice_vat (user_id, invoice_id, position, category, rate, taxable, tax) FROM STDIN (FORMAT BINARY)";

    const string Usage = "COPY invoice_usage (user_id, invoice_id, from_on, to_on, tool, kind, requests, tokens) FROM STDIN (FORMAT BINARY)";

    const string Audit = "COPY audit_log (at, action, actor_role, actor_id, actor_name, ip_address, request_id, user_id, entity_id, data) FROM STDIN (FORMAT BINARY)";

    public static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<Invoice> drafts, Actor actor, CancellationToken ct)
    {
        if (drafts.Count == 0)
            return;
        await CopyAsync(connection, Invoices, drafts, WriteInvoice, ct);
        await CopyAsync(connection, Lines, drafts.SelectMany(d => d.Lines), WriteLine, ct);
        await CopyAsync(connection, Vat, drafts.SelectMany(d => d.Vat), WriteVat, ct);
        await CopyAsync(connection, Usage, drafts.SelectMany(d => d.Usage), WriteUsage, ct);
        await WriteAuditAsync(connection, drafts.Select(d => AuditEntry.Of(actor, "invoice.drafted", d.CreatedAt, new AuditSubject(d.UserId, d.Id.Value), new { d.Total, Currency = d.Currency.Code })), ct);
    }

    public static Task WriteAuditAsync(NpgsqlConnection connection, IEnumerable<AuditEntry> entries, CancellationToken ct) =>
        CopyAsync(connection, Audit, entries, WriteAudit, ct);

    /// <exception cref="InvalidOperationException">The database counted other rows than were sent: nothing is committed.</exception>
    public static async Task CopyAsync<T>(NpgsqlConnection connection, string sql, IEnumerable<T> rows, Action<NpgsqlBinaryImporter, T> write, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(sql, ct);
        var sent = 0UL;
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            write(copy, row);
            sent++;
        }
        var stored = await copy.CompleteAsync(ct);
        if (stored != sent)
            throw new InvalidOperationException($"{stored} rows of {sent} stored: {sql[..40]}");
    }

    static void WriteInvoice(NpgsqlBinaryImporter to, Invoice i)
    {
        to.Write(i.UserId.Value, NpgsqlDbType.Uuid);
        to.Write(i.Id.Value, NpgsqlDbType.Uuid);
        to.Write(i.Kind);
        to.Write(i.Status);
        to.Write(i.Currency.Code, NpgsqlDbType.Char);
        to.Write(i.Language, NpgsqlDbType.Varchar);
        to.Write(i.PeriodType!.Value);
        to.Write(i.PeriodStart!.Value, NpgsqlDbType.Date);
        to.Write(i.PeriodEnd!.Value, NpgsqlDbType.Date);
        to.Write(i.DueDays, NpgsqlDbType.Integer);
        to.Write(i.CustomerName, NpgsqlDbType.Varchar);
        Optional(to, i.PlanName);
        foreach (var amount in (ReadOnlySpan<decimal>)[i.LineTotal, i.AllowanceTotal, i.ChargeTotal, i.Subtotal, i.Tax, i.Total, i.Prepaid, i.Rounding, i.Paid])
            to.Write(amount, NpgsqlDbType.Numeric);
        to.Write(i.RunId!.Value, NpgsqlDbType.Uuid);
        to.Write(i.CreatedAt, NpgsqlDbType.TimestampTz);
        to.Write(i.UpdatedAt, NpgsqlDbType.TimestampTz);
    }

    static void WriteLine(NpgsqlBinaryImporter to, InvoiceLine l)
    {
        to.Write(l.UserId.Value, NpgsqlDbType.Uuid);
        to.Write(l.InvoiceId.Value, NpgsqlDbType.Uuid);
        to.Write(l.LineNumber, NpgsqlDbType.Integer);
        to.Write(l.Component);
        to.Write(l.Description, NpgsqlDbType.Varchar);
        Optional(to, l.Detail);
        to.Write(l.Quantity, NpgsqlDbType.Numeric);
        to.Write(l.Unit, NpgsqlDbType.Varchar);
        foreach (var amount in (ReadOnlySpan<decimal>)[l.UnitPrice, l.BaseQuantity, l.AllowanceTotal, l.ChargeTotal, l.Net])
            to.Write(amount, NpgsqlDbType.Numeric);
        to.Write(l.VatCategory);
        to.Write(l.VatRate, NpgsqlDbType.Numeric);
        if (l.Basis is null)
            to.WriteNull();
        else
            to.Write(l.Basis, NpgsqlDbType.Jsonb);
    }

    static void WriteVat(NpgsqlBinaryImporter to, InvoiceVat v)
    {
        to.Write(v.UserId.Value, NpgsqlDbType.Uuid);
        to.Write(v.InvoiceId.Value, NpgsqlDbType.Uuid);
        to.Write(v.Position, NpgsqlDbType.Integer);
        to.Write(v.Category);
        to.Write(v.Rate, NpgsqlDbType.Numeric);
        to.Write(v.Taxable, NpgsqlDbType.Numeric);
        to.Write(v.Tax, NpgsqlDbType.Numeric);
    }

    static void WriteUsage(NpgsqlBinaryImporter to, Billing.InvoiceUsage u)
    {
        to.Write(u.UserId.Value, NpgsqlDbType.Uuid);
        to.Write(u.InvoiceId.Value, NpgsqlDbType.Uuid);
        to.Write(u.FromOn, NpgsqlDbType.Date);
        to.Write(u.ToOn, NpgsqlDbType.Date);
        to.Write(u.Tool, NpgsqlDbType.Varchar);
        to.Write(u.Kind);
        to.Write(u.Requests, NpgsqlDbType.Bigint);
        to.Write(u.Tokens, NpgsqlDbType.Bigint);
    }

    static void WriteAudit(NpgsqlBinaryImporter to, AuditEntry a)
    {
        to.Write(a.At, NpgsqlDbType.TimestampTz);
        to.Write(a.Action, NpgsqlDbType.Varchar);
        to.Write(a.ActorRole, NpgsqlDbType.Varchar);
        if (a.ActorId is { } actor)
            to.Write(actor, NpgsqlDbType.Uuid);
        else
            to.WriteNull();
        to.Write(a.ActorName, NpgsqlDbType.Varchar);
        Optional(to, a.IpAddress);
        Optional(to, a.RequestId);
        to.Write(a.UserId!.Value.Value, NpgsqlDbType.Uuid);
        to.Write(a.EntityId!.Value, NpgsqlDbType.Uuid);
        if (a.Data is null)
            to.WriteNull();
        else
            to.Write(JsonSerializer.Serialize(a.Data), NpgsqlDbType.Jsonb);
    }

    static void Optional(NpgsqlBinaryImporter to, string? text)
    {
        if (text is null)
            to.WriteNull();
        else
            to.Write(text, NpgsqlDbType.Varchar);
    }
}
