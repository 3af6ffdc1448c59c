using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.Invoicing;

/// <summary>A product with 20,000 invoices of 400 customers, made in one statement past the triggers: for plans and counts, not for figures.</summary>
public sealed class ManyInvoices : IAsyncLifetime
{
    public const int Count = 20_000;

    const string Fill = """
        SET session_replication_role = replica;
        INSERT INTO user_profiles (user_id, name, is_company, billing_email, language, currency, address_line1, postal_code, city, country, created_at)
        SELECT md5('u' || n)::uuid, md5('name' || n), false, 'a@example.fr', 'fr', 'EUR', 'x', 'x', 'x', 'FR', now() FROM generate_series(0, 399) n;
        INSERT INTO invoices (user_id, id, kind, status, number, currency, language, issue_date, due_date, due_days, customer_name,
          line_total, allowance_total, charge_total, subtotal, tax, total, prepaid, rounding, paid, created_at, updated_at)
        SELECT md5('u' || n % 400)::uuid, md5('i' || n)::uuid, 'ONE_OFF', s.status::invoice_status, CASE WHEN s.issued THEN 'FA-2026-' || lpad(n::text, 6, '0') END, 'EUR', 'fr',
          CASE WHEN s.issued THEN DATE '2023-01-01' + n / 15 END, CASE WHEN s.issued THEN DATE '2023-01-31' + n / 15 END, 30, md5('name' || n % 400),
          a.amount, 0, 0, a.amount, 0, a.amount, 0, 0, 0, now(), now()
        FROM generate_series(1, 20000) n
        CROSS JOIN LATERAL (SELECT CASE WHEN n % 50 = 0 THEN 'DRAFT' WHEN n % 50 = 1 THEN 'CANCELLED' WHEN n % 50 < 6 THEN 'SENT' WHEN n % 50 < 8 THEN 'OVERDUE' ELSE 'PAID' END AS status, n % 50 > 1 AS issued) s
        CROSS JOIN LATERAL (SELECT (n * 7919 % 500000)::numeric / 100 AS amount) a;
        SET session_replication_role = origin;
        """;

    public ProductHost Host { get; private set; } = null!;

    /// <summary>With 50 invoices.</summary>
    public CustomerId Customer { get; private set; }

    public async Task InitializeAsync()
    {
        Host = await ProductHost.StartAsync();
        await Host.Database.ExecuteAsync(Fill);
        // as autovacuum would: statistics, and the trigram indexes' pending entries put in their places
        await Host.Database.ExecuteAsync("VACUUM ANALYZE invoices");
        Customer = new CustomerId(await Host.Database.ScalarAsync<Guid>("SELECT md5('u7')::uuid"));
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
