using Npgsql;

namespace TwinMcp.Bench;

/// <summary>The same rows on the same tables, indexes and triggers, set-based: what PostgreSQL does at best with two sessions.</summary>
static class BareBilling
{
    const string Sql = """
        CREATE TEMP TABLE bill ON COMMIT DROP AS
        SELECT c.user_id, gen_random_uuid() AS id, c.name, u.requests, u.tokens, round(u.requests * 0.6 / 1000, 2) AS r, round(u.tokens * 0.6 / 1000000, 2) AS t
        FROM subscriptions s JOIN user_profiles c USING (user_id)
        JOIN (SELECT user_id, sum(requests) AS requests, sum(tokens) AS tokens FROM usage_months WHERE month = $1 GROUP BY 1) u USING (user_id)
        WHERE s.started_on = $1 AND ascii(right(s.user_id::text, 1)) % 2 = $2;
        INSERT INTO invoices (user_id, id, kind, status, currency, language, period_type, period_start, period_end, due_days, customer_name, plan_name,
          line_total, allowance_total, charge_total, subtotal, tax, total, prepaid, rounding, paid, created_at, updated_at)
        SELECT user_id, id, 'SUBSCRIPTION', 'DRAFT', 'EUR', 'fr', 'monthly', $1, ($1 + interval '1 month')::date, 30, name, 'Premium',
          99 + r + t, 0, 0, 99 + r + t, round((99 + r + t) * 0.2, 2), 99 + r + t + round((99 + r + t) * 0.2, 2), 0, 0, 0, now(), now() FROM bill;
        INSERT INTO invoice_lines (user_id, invoice_id, line_number, component, description, detail, quantity, unit, unit_price, base_quantity, allowance_total, charge_total, net, vat_category, vat_rate, basis)
        SELECT user_id, id, 1, 'FEE'::line_component, 'Abonnement Premium', 'Du 01/01/2020 au 31/01/2020', 1, 'mois', 99, 1, 0, 0, 99, 'S'::vat_category, 20, '{"kind":"FEE","planVersionId":"00000000-0000-7000-8000-000000000002","from":"2020-01-01","to":"2020-02-01","interval":"MONTH"}'::jsonb FROM bill
        UNION ALL SELECT user_id, id, 2, 'REQUESTS'::line_component, 'Requêtes API', '0,60 EUR par 1 000 requêtes', requests, 'requêtes', 0.6, 1000, 0, 0, r, 'S'::vat_category, 20, '{"kind":"USAGE","planVersionId":"00000000-0000-7000-8000-000000000002","from":"2020-01-01","to":"2020-02-01","component":"REQUESTS","part":0}'::jsonb FROM bill
        UNION ALL SELECT user_id, id, 3, 'TOKENS'::line_component, 'Jetons renvoyés', '0,60 EUR par 1 000 000 de jetons', tokens, 'jetons', 0.6, 1000000, 0, 0, t, 'S'::vat_category, 20, '{"kind":"USAGE","planVersionId":"00000000-0000-7000-8000-000000000002","from":"2020-01-01","to":"2020-02-01","component":"TOKENS","part":0}'::jsonb FROM bill;
        INSERT INTO invoice_vat (user_id, invoice_id, position, category, rate, taxable, tax) SELECT user_id, id, 1, 'S', 20, 99 + r + t, round((99 + r + t) * 0.2, 2) FROM bill;
        INSERT INTO invoice_usage (user_id, invoice_id, from_on, to_on, tool, kind, requests, tokens)
        SELECT b.user_id, b.id, $1, ($1 + interval '1 month')::date, u.tool, 'REGULAR', u.requests, u.tokens FROM bill b JOIN usage_months u ON u.user_id = b.user_id AND u.month = $1;
        INSERT INTO audit_log (at, action, actor_role, actor_name, user_id, entity_id, data)
        SELECT now(), 'invoice.drafted', 'SYSTEM', 'bench', user_id, id, jsonb_build_object('total', 99 + r + t, 'currency', 'EUR') FROM bill
        """;

    public static Task RunAsync(NpgsqlDataSource source, DateOnly month) => Task.WhenAll(HalfAsync(source, month, 0), HalfAsync(source, month, 1));

    static async Task HalfAsync(NpgsqlDataSource source, DateOnly month, int half)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var statement in Sql.Split(";\n"))
        {
            var text = statement.Replace("$1", $"DATE '{month:yyyy-MM-dd}'", StringComparison.Ordinal).Replace("$2", half.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
            await using var command = new NpgsqlCommand(text, connection, transaction);
            await command.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }
}
