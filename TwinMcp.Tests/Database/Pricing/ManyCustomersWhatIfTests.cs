using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.PlanCalls;

namespace TwinMcp.Tests.Database.Pricing;

/// <summary>More customers than a chunk holds, half of them anchored within the month: the sums are those of one SQL statement.</summary>
public sealed class ManyCustomersWhatIfTests
{
    const int Count = 2_500;

    const string Fill = """
        INSERT INTO user_profiles (user_id, name, is_company, billing_email, language, currency, address_line1, postal_code, city, country, created_at)
        SELECT md5('u' || n)::uuid, 'name ' || n, false, 'a@example.fr', 'fr', 'EUR', 'x', 'x', 'x', 'FR', now() FROM generate_series(1, $COUNT) n;
        INSERT INTO subscriptions (user_id, id, plan_version_id, status, interval, anchor_day, started_on, created_at, cancel_at_period_end)
        SELECT md5('u' || n)::uuid, md5('s' || n)::uuid, '$V', 'ACTIVE', 'MONTH', CASE WHEN n % 2 = 0 THEN 1 ELSE 15 END, '2024-01-01', now(), false FROM generate_series(1, $COUNT) n;
        INSERT INTO usage_months (user_id, month, tool, requests, tokens)
        SELECT md5('u' || n)::uuid, m, t, n, 0 FROM generate_series(1, $COUNT) n, (VALUES (DATE '2026-09-01'), ('2026-10-01')) months (m), (VALUES ('query-docs'), ('resolve-library-id')) tools (t);
        INSERT INTO usage_days (user_id, day, tool, requests, tokens)
        SELECT user_id, month + 9, tool, requests - 1, 0 FROM usage_months UNION ALL SELECT user_id, month + 19, tool, 1, 0 FROM usage_months;
        """;

    [Fact]
    public async Task WhatIf_OfManyCustomers_SumsThemAll()
    {
        // without the fixture's invariants: the rollups have no raw usage behind them
        await using var host = await ProductHost.StartAsync();
        var code = await host.PublishedAsync(Draft("2026-11-23", fee: 20m, perThousand: 1_000m));
        var version = (await host.Admin.GetAsync(Version(code, 1)))["id"]!;
        await host.Database.ExecuteAsync(Fill.Replace("$COUNT", $"{Count}", StringComparison.Ordinal).Replace("$V", version, StringComparison.Ordinal));
        await host.DraftAsync(code, Draft("2027-01-01", fee: 10m, perThousand: 2_000m));

        var sums = (await host.Staff.PostAsync(Version(code, 2) + "/what-if", "{}")).Expect(200).Json.GetProperty("sums");

        // in every period of a month each of two tools has n requests, at 1 and at 2 euro
        var requests = 2m * Count * (Count + 1) / 2;
        Assert.Equal(
            (Count, 20m * Count + requests, 10m * Count + 2 * requests, 4, Count - 5, 0),
            (sums.GetProperty("customers").GetInt32(), sums.GetProperty("now").GetDecimal(), sums.GetProperty("then").GetDecimal(), sums.GetProperty("winners").GetInt32(), sums.GetProperty("losers").GetInt32(), sums.GetProperty("parked").GetInt32()));
    }
}
