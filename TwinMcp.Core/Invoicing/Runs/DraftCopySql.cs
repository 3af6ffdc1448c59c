using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing.Runs;

/// <summary>Stores many drafts by binary COPY, on the caller's transaction. Every step counts its rows.</summary>
static class DraftCopySql
{
    const string Invoices = """
        COPY invoices (user_id, id, kind, status, currency, language, period_type, period_start, period_end, due_days, customer_name, plan_name,
          line_total, allowance_total, charge_total, subtotal, tax, total, prepaid, rounding, paid, run_id, created_at, updated_at,
          tax_point, tax_rule, tax_evidence) FROM STDIN (FORMAT BINARY)
        """;

    const string Lines = """
        COPY invoice_lines (user_id, invoice_id, line_number, component, description, detail, quantity, unit, unit_price, base_quantity,
          allowance_total, charge_total, net, vat_category, vat_rate, basis) FROM STDIN (FORMAT BINARY)
        """;

    const string Vat = "COPY invoice_vat (user_id, invoice_id, position, category, rate, taxable, tax, exemption_code, exemption_reason) FROM STDIN (FORMAT BINARY)";

    const string Usage = "COPY invoice_usage (user_id, invoice_id, from_on, to_on, tool, kind, requests, tokens) FROM STDIN (FORMAT BINARY)";

    const string Audit = "COPY audit_log (at, action, actor_role, actor_id, actor_name, ip_address, request_id, user_id, entity_id, data) FROM STDIN (FORMAT BINARY)";

    public static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<Invoice> drafts, Actor actor, CancellationToken ct)
    {
        if (drafts.Count == 0)
            return;
        // one decision for most of a batch: written as JSON once
        var evidence = new Dictionary<TaxDecision, string>();
        await CopyAsync(connection, Invoices, drafts, (to, d) => WriteInvoice(to, d, EvidenceOf(d, evidence)), ct);
        await CopyAsync(connection, Lines, drafts.SelectMany(d => d.Lines), WriteLine, ct);
        await CopyAsync(connection, Vat, drafts.SelectMany(d => d.Vat), WriteVat, ct);
        await CopyAsync(connection, Usage, drafts.SelectMany(d => d.Usage), WriteUsage, ct);
        await WriteAuditAsync(connection, drafts.Select(d => new BulkAudit(actor, "invoice.drafted", d.CreatedAt, (d.UserId, d.Id), BulkAudit.Json(new { d.Total, Currency = d.Currency.Code }))), ct);
    }

    public static Task WriteAuditAsync(NpgsqlConnection connection, IEnumerable<BulkAudit> entries, CancellationToken ct) =>
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

    static string EvidenceOf(Invoice invoice, Dictionary<TaxDecision, string> known)
    {
        var evidence = invoice.TaxEvidence!;
        if (evidence.Decisions.Count != 1)
            return TaxEvidence.Write(evidence)!;
        var decision = evidence.Decisions.First();
        if (!known.TryGetValue(decision, out var text))
            known[decision] = text = TaxEvidence.Write(evidence)!;
        return text;
    }

    static void WriteInvoice(NpgsqlBinaryImporter to, Invoice i, string evidence)
    {
        to.Write(i.UserId.Value, NpgsqlDbType.Uuid);
        to.Write(i.Id.Value, NpgsqlDbType.Uuid);
        Label(to, i.Kind);
        Label(to, i.Status);
        to.Write(i.Currency.Code, NpgsqlDbType.Char);
        to.Write(i.Language, NpgsqlDbType.Varchar);
        to.Write(i.PeriodType!.Value); // lower case, unlike the others
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
        to.Write(i.TaxPoint!.Value, NpgsqlDbType.Date);
        Optional(to, i.TaxRule);
        to.Write(evidence, NpgsqlDbType.Jsonb);
    }

    static void WriteLine(NpgsqlBinaryImporter to, InvoiceLine l)
    {
        to.Write(l.UserId.Value, NpgsqlDbType.Uuid);
        to.Write(l.InvoiceId.Value, NpgsqlDbType.Uuid);
        to.Write(l.LineNumber, NpgsqlDbType.Integer);
        Label(to, l.Component);
        to.Write(l.Description, NpgsqlDbType.Varchar);
        Optional(to, l.Detail);
        to.Write(l.Quantity, NpgsqlDbType.Numeric);
        to.Write(l.Unit, NpgsqlDbType.Varchar);
        foreach (var amount in (ReadOnlySpan<decimal>)[l.UnitPrice, l.BaseQuantity, l.AllowanceTotal, l.ChargeTotal, l.Net])
            to.Write(amount, NpgsqlDbType.Numeric);
        Label(to, l.VatCategory);
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
        Label(to, v.Category);
        to.Write(v.Rate, NpgsqlDbType.Numeric);
        to.Write(v.Taxable, NpgsqlDbType.Numeric);
        to.Write(v.Tax, NpgsqlDbType.Numeric);
        Optional(to, v.ExemptionCode);
        Optional(to, v.ExemptionReason);
    }

    static void WriteUsage(NpgsqlBinaryImporter to, Billing.InvoiceUsage u)
    {
        to.Write(u.UserId.Value, NpgsqlDbType.Uuid);
        to.Write(u.InvoiceId.Value, NpgsqlDbType.Uuid);
        to.Write(u.FromOn, NpgsqlDbType.Date);
        to.Write(u.ToOn, NpgsqlDbType.Date);
        to.Write(u.Tool, NpgsqlDbType.Varchar);
        Label(to, u.Kind);
        to.Write(u.Requests, NpgsqlDbType.Bigint);
        to.Write(u.Tokens, NpgsqlDbType.Bigint);
    }

    static void WriteAudit(NpgsqlBinaryImporter to, BulkAudit a)
    {
        to.Write(a.At, NpgsqlDbType.TimestampTz);
        to.Write(a.Action, NpgsqlDbType.Varchar);
        Label(to, a.Actor.Role);
        to.WriteNull();
        to.Write(a.Actor.Name, NpgsqlDbType.Varchar);
        to.WriteNull();
        to.WriteNull();
        to.Write(a.About.UserId.Value, NpgsqlDbType.Uuid);
        to.Write(a.About.Id.Value, NpgsqlDbType.Uuid);
        to.Write(a.Data, NpgsqlDbType.Jsonb);
    }

    static void Label<T>(NpgsqlBinaryImporter to, T value) where T : struct, Enum => to.Write(EnumLabels.Of(value), NpgsqlDbType.Text);

    static void Optional(NpgsqlBinaryImporter to, string? text)
    {
        if (text is null)
            to.WriteNull();
        else
            to.Write(text, NpgsqlDbType.Varchar);
    }
}

/// <summary>An audit row of a batch: the same as an <see cref="Security.Audit.AuditEntry"/> of a job, without a document in memory for each.</summary>
readonly record struct BulkAudit(Actor Actor, string Action, DateTimeOffset At, (CustomerId UserId, InvoiceId Id) About, string Data)
{
    public static string Json<T>(T data) => JsonSerializer.Serialize(data, JsonSerializerOptions.Web);
}
