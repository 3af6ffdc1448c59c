using Xunit;
using Xunit.Sdk;

namespace TwinMcp.Tests.Support.SelfTests;

/// <summary>Every check of the verifier seen red, in a database whose own guards were taken off.</summary>
public sealed class InvariantCheckerTests
{
    const string RemoveGuards = """
        DO $$ DECLARE r record; BEGIN
          FOR r IN SELECT conrelid::regclass AS t, conname FROM pg_constraint
                   WHERE connamespace = 'public'::regnamespace AND conparentid = 0 AND coninhcount = 0 AND contype IN ('f', 'c', 'u') ORDER BY contype = 'f' DESC LOOP
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', r.t, r.conname);
          END LOOP;
          FOR r IN SELECT tgrelid::regclass AS t, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0 LOOP
            EXECUTE format('DROP TRIGGER %I ON %s', r.tgname, r.t);
          END LOOP;
          FOR r IN SELECT indexrelid::regclass AS i FROM pg_index JOIN pg_class c ON c.oid = indrelid
                   WHERE indisunique AND NOT indisprimary AND c.relnamespace = 'public'::regnamespace LOOP
            EXECUTE format('DROP INDEX %s', r.i);
          END LOOP;
          FOR r IN SELECT attrelid::regclass AS t, attname, atttypid::regtype::text AS type, atthasdef FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
                   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND attnum > 0 AND attnotnull AND attidentity = ''
                     AND attinhcount = 0 AND NOT EXISTS (SELECT FROM pg_index p WHERE p.indrelid = c.oid AND p.indisprimary AND attnum = ANY (p.indkey)) LOOP
            EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', r.t, r.attname);
            -- what a broken row does not say is empty: the verifier reads whole invoices
            IF NOT r.atthasdef AND r.type IN ('character varying', 'text', 'integer', 'numeric', 'timestamp with time zone', 'line_component', 'vat_category') THEN
              EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %L', r.t, r.attname,
                CASE r.type WHEN 'integer' THEN '0' WHEN 'numeric' THEN '0' WHEN 'timestamp with time zone' THEN '2026-01-01' WHEN 'line_component' THEN 'OTHER' WHEN 'vat_category' THEN 'S' ELSE '' END);
            END IF;
          END LOOP;
        END $$;
        """;

    const string User = "'00000000-0000-0000-0000-00000000000a'";

    public static TheoryData<string, string> Broken { get; } = new()
    {
        { "I1 at most one", Invoice(1, start: "2026-01-01", end: "2026-02-01") + Invoice(2, start: "2026-01-01", end: "2026-02-01") },
        { "I1 no two periods", Invoice(1, start: "2026-01-01", end: "2026-02-01") + Invoice(2, start: "2026-01-15", end: "2026-02-15") },
        { "I2 numbers are 1..n", "INSERT INTO number_series VALUES ('F', 2026, 3, '2026-01-01')" },
        { "I2 every issued invoice stands", Invoice(1, number: "F-2026-000001", issued: "2026-01-01") },
        { "I2 every issued invoice stands", Registered(1) },
        { "I2 dates of a series", Invoice(1, number: "F-2026-000001", issued: "2026-01-02") + Invoice(2, number: "F-2026-000002", issued: "2026-01-01") + Registered(1) + Registered(2) },
        { "I3 lines, allowances and charges", Invoice(1, lineTotal: "5") },
        { "I3 lines, allowances and charges", Invoice(1) + $"INSERT INTO invoice_adjustments (user_id, invoice_id, position, is_charge, amount) VALUES ({User}, {Id(1)}, 1, true, 1)" },
        { "I3 every line", Invoice(1) + $"INSERT INTO invoice_lines (user_id, invoice_id, line_number, quantity, unit_price, base_quantity, allowance_total, charge_total, net) VALUES ({User}, {Id(1)}, 1, 3, 0.333, 1, 0, 0, 0.99)" },
        { "I3 every VAT group", Invoice(1) + $"INSERT INTO invoice_vat (user_id, invoice_id, position, category, rate, taxable, tax) VALUES ({User}, {Id(1)}, 1, 'S', 20, 0, 1)" },
        { "I3 VAT groups add up", Invoice(1, tax: "1") },
        { "I4 paid is what", Invoice(1, paid: "1") },
        { "I4 nothing is owed", Invoice(1, number: "F-2026-000001", issued: "2026-01-01") },
        { "I4 nothing is owed", Invoice(1, number: "F-2026-000001", issued: "2026-01-01", lineTotal: "5", paid: "6") },
        { "I4 credited is what", Invoice(1) + "UPDATE invoices SET credited = 1" },
        { "I4 credited is what", Invoice(1) + "UPDATE invoices SET released = 1" },
        { "I4 credit notes take back", Invoice(1, lineTotal: "5") + Invoice(2, lineTotal: "6") + Line(1, "5") + Line(2, "6", credited: 1) + Credits(2, 1, position: 1) },
        { "I4 credit notes of an invoice", Invoice(1, number: "F-2026-000001", lineTotal: "5") + Invoice(2, lineTotal: "5") + Credits(2, 1, position: 2) },
        { "I3 every VAT group", Invoice(1, number: "F-2026-000001") + Invoice(2, lineTotal: "0.02") + Line(2, "0.02", credited: 1) + Credits(2, 1, position: 1) + Vat(2, "0.02", "0.01") },
        { "I4 a payment covers", $"INSERT INTO payments (user_id, id, status, currency, amount) VALUES ({User}, {Id(1)}, 'COMPLETED', 'EUR', 5)" },
        { "I4 a payment covers", $"INSERT INTO payments (user_id, id, status, currency, amount, applied, refunded) VALUES ({User}, {Id(1)}, 'COMPLETED', 'EUR', 5, 5, 6)" },
        { "I4 no credit", $"INSERT INTO credits (user_id, id, amount, remaining) VALUES ({User}, {Id(1)}, 5, 5)" },
        { "I4 no credit", $"INSERT INTO credits (user_id, id, amount, remaining) VALUES ({User}, {Id(1)}, 5, -1)" },
        { "I4 no credit", $"INSERT INTO credits (user_id, id, amount, remaining) VALUES ({User}, {Id(1)}, 5, 6)" },
        { "I5 one Message-ID", Mail(1, "A@example.fr") + Mail(2, "a@example.fr") },
        { "I6 every invoice was drafted once", Invoice(1) },
        { "I8 every raw usage", $"INSERT INTO usage_days VALUES ({User}, '2026-01-01', 'query-docs', 1, 10)" },
        { "I8 every raw usage", $"INSERT INTO usage_months VALUES ({User}, '2026-01-01', 'query-docs', 1, 10)" },
        { "I9 every issued invoice", Invoice(1, number: "F-2026-000001", issued: "2026-01-01") },
        { "I9 every issued invoice", Invoice(1, number: "F-2026-000001", issued: "2026-01-01") + $"INSERT INTO invoice_documents (user_id, invoice_id, content, sha256) VALUES ({User}, {Id(1)}, 'x', repeat('0', 64))" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Verifier_BrokenData_IsReported(string check, string sql)
    {
        await using var database = await BillingDatabase.CloneAsync();
        await database.ExecuteAsync(RemoveGuards);
        await database.ExecuteAsync(sql);

        Assert.Contains(await InvariantChecker.BrokenAsync(database.ConnectionString), b => b.StartsWith(check, StringComparison.Ordinal));
        await Assert.ThrowsAsync<TrueException>(() => InvariantChecker.AssertHoldAsync(database));
    }

    [Fact]
    public async Task Verifier_EmptyDatabase_HasNothingToSay()
    {
        await using var database = await BillingDatabase.CloneAsync();
        await InvariantChecker.AssertHoldAsync(database);
    }

    static string Invoice(
        int n, string status = "DRAFT", string? number = null, string? issued = null, string? start = null, string? end = null, string lineTotal = "0", string tax = "0", string paid = "0") => $"""
        INSERT INTO invoices (user_id, id, kind, status, number, issue_date, period_start, period_end, currency, line_total, allowance_total, charge_total, subtotal, tax, total, prepaid, rounding, paid)
        VALUES ({User}, {Id(n)}, 'ONE_OFF', '{(number is null ? status : "SENT")}', {Text(number)}, {Text(issued)}, {Text(start)}, {Text(end)}, 'EUR', {lineTotal}, 0, 0, {lineTotal}, {tax}, {lineTotal} + {tax}, 0, 0, {paid});
        """;

    static string Line(int invoice, string net, int? credited = null) =>
        $"INSERT INTO invoice_lines (user_id, invoice_id, line_number, quantity, unit_price, base_quantity, allowance_total, charge_total, net, vat_category, vat_rate, credited_line) VALUES ({User}, {Id(invoice)}, 1, 1, {net}, 1, 0, 0, {net}, 'S', 20, {credited?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "NULL"});";

    static string Vat(int invoice, string taxable, string tax) =>
        $"INSERT INTO invoice_vat (user_id, invoice_id, position, category, rate, taxable, tax) VALUES ({User}, {Id(invoice)}, 1, 'S', 20, {taxable}, {tax});";

    /// <summary>Makes one a credit note of the other.</summary>
    static string Credits(int note, int invoice, int position) =>
        $"UPDATE invoices SET credited_invoice_id = {Id(invoice)}, credited_number = 'F-2026-000001', credited_position = {position} WHERE id = {Id(note)}; UPDATE invoices SET credited = 1 WHERE id = {Id(invoice)};";

    static string Registered(int n) => $"INSERT INTO number_register VALUES ('F', 2026, {n}, {User}, {Id(n)});";

    static string Mail(int n, string recipient) =>
        $"INSERT INTO outbox (user_id, id, kind, invoice_id, recipient, message_id) VALUES ({User}, {Id(n)}, 'invoice', {Id(1)}, '{recipient}', '<{n}@x>');";

    static string Id(int n) => $"'00000000-0000-0000-0000-{n:000000000000}'";

    static string Text(string? value) => value is null ? "NULL" : $"'{value}'";
}
