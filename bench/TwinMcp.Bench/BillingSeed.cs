using Npgsql;

namespace TwinMcp.Bench;

/// <summary>Groups of customers on Premium, each with a subscription and usage in one month only; months are three apart.</summary>
static class BillingSeed
{
    public const string Version = "00000000-0000-7000-8000-000000000002";

    public static DateOnly Month(int group) => new DateOnly(2018, 1, 1).AddMonths(3 * group);

    public static async Task StoreAsync(NpgsqlDataSource source, int customers, int groups)
    {
        await using (var plan = source.CreateCommand($"""
            INSERT INTO plans (id, code, name) VALUES ('00000000-0000-7000-8000-000000000001', 'premium', 'Premium');
            INSERT INTO plan_versions (id, plan_id, number, currency, monthly_fee, effective_from) VALUES ('{Version}', '00000000-0000-7000-8000-000000000001', 1, 'EUR', 99, '2015-01-01');
            INSERT INTO plan_prices (plan_version_id, component, unit_price, base_quantity) VALUES ('{Version}', 'REQUESTS', 0.6, 1000), ('{Version}', 'TOKENS', 0.6, 1000000)
            """))
            await plan.ExecuteNonQueryAsync();
        for (var group = 0; group < groups; group++)
        {
            var (month, next) = (Month(group).ToString("yyyy-MM-dd", null), Month(group).AddMonths(1).ToString("yyyy-MM-dd", null));
            await using var fill = source.CreateCommand($"""
                WITH c AS (
                  INSERT INTO user_profiles (user_id, name, is_company, billing_email, language, currency, siren, address_line1, postal_code, city, country, created_at)
                  SELECT (lpad(to_hex({group}), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'Client ' || n, true, 'c' || n || '@example.com', 'fr', 'EUR', '732829320', '1 rue', '75001', 'Paris', 'FR', now()
                  FROM generate_series(1, {customers}) n RETURNING user_id)
                INSERT INTO subscriptions (user_id, id, plan_version_id, status, interval, anchor_day, started_on, ends_on, cancel_at_period_end, created_at)
                SELECT user_id, gen_random_uuid(), '{Version}', 'CANCELLED', 'MONTH', 1, '{month}', '{next}', false, now() FROM c;
                INSERT INTO usage_months (user_id, month, tool, requests, tokens)
                SELECT user_id, '{month}', tool, 1000 + ascii(right(user_id::text, 1)), 5000000 + 7919 * ascii(right(user_id::text, 1))
                FROM user_profiles, unnest(ARRAY['query-docs', 'resolve-library-id']) tool WHERE user_id >= '{group:x8}-0000-7000-8000-000000000000' AND user_id <= '{group:x8}-0000-7000-8000-ffffffffffff'
                """);
            await fill.ExecuteNonQueryAsync();
        }
        await using var analyze = source.CreateCommand("ANALYZE");
        await analyze.ExecuteNonQueryAsync();
    }
}
