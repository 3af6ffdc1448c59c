using System.Diagnostics;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Faults;

/// <summary><c>twin bill</c> as a process of its own, killed at whatever it is doing, and started again.</summary>
public sealed class BillingRunKillTests
{
    const int Customers = 1_500;

    [Fact]
    public async Task Bill_KilledFiveTimes_BillsEverybodyOnce()
    {
        await using var database = await BillingDatabase.CloneAsync();
        await using var redis = await RedisServer.StartAsync();
        using var home = new TempFolder();
        await SeedAsync(database);
        for (var kill = 0; kill < 5; kill++)
        {
            using var bill = Start(database, redis, home);
            // at another place each time: after so many invoices, drafted or issued
            var until = (kill + 1) * Customers * 2 / 6;
            try
            {
                await Eventually.HoldsAsync(async () => bill.HasExited || await DoneAsync(database) >= until, "the run gets on", TimeSpan.FromMinutes(2));
            }
            finally
            {
                bill.Kill();
            }
            await bill.WaitForExitAsync();
            _ = await bill.StandardOutput.ReadToEndAsync();
        }
        using var last = Start(database, redis, home);
        var said = await last.StandardOutput.ReadToEndAsync();
        await last.WaitForExitAsync();
        Assert.True(last.ExitCode == 0, said);

        Assert.Equal((Customers, Customers, Customers, 0), (
            await database.ScalarAsync<int>("SELECT count(*)::int FROM invoices WHERE status = 'SENT'"),
            await database.ScalarAsync<int>("SELECT count(DISTINCT user_id)::int FROM invoices"),
            await database.ScalarAsync<int>("SELECT max(n) FROM number_register"),
            await database.ScalarAsync<int>("SELECT count(*)::int FROM billing_runs WHERE status <> 'FINISHED'")));
        await InvariantChecker.AssertHoldAsync(database);
    }

    /// <summary>Drafts and issued ones: an invoice counts twice when it is issued.</summary>
    static Task<int> DoneAsync(TestDatabase database) => database.ScalarAsync<int>("SELECT (count(*) + count(number))::int FROM invoices");

    static Process Start(TestDatabase database, RedisServer redis, TempFolder home)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "TwinMcp.Web.dll"), "bill", "2026-10"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        info.Environment["ConnectionStrings__Postgres"] = database.ConnectionString;
        info.Environment["ConnectionStrings__Redis"] = redis.ConnectionString;
        info.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        info.Environment["Logging__LogLevel__Default"] = "Error";
        info.Environment["TWIN_HOME"] = home.Path;
        return Process.Start(info)!;
    }

    static Task SeedAsync(TestDatabase database) => database.ExecuteAsync($"""
        INSERT INTO plans (id, code, name) VALUES ('00000000-0000-7000-8000-000000000001', 'premium', 'Premium');
        INSERT INTO plan_versions (id, plan_id, number, currency, monthly_fee, effective_from) VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 1, 'EUR', 99, '2024-01-01');
        INSERT INTO plan_prices (plan_version_id, component, unit_price, base_quantity) VALUES
          ('00000000-0000-7000-8000-000000000002', 'REQUESTS', 0.6, 1000), ('00000000-0000-7000-8000-000000000002', 'TOKENS', 0.6, 1000000);
        INSERT INTO user_profiles (user_id, name, is_company, billing_email, language, currency, siren, address_line1, postal_code, city, country, created_at)
        SELECT gen_random_uuid(), 'Client ' || n, true, 'c' || n || '@example.com', 'fr', 'EUR', '732829320', '1 rue', '75001', 'Paris', 'FR', now() FROM generate_series(1, {Customers}) n;
        INSERT INTO subscriptions (user_id, id, plan_version_id, status, interval, anchor_day, started_on, cancel_at_period_end, created_at)
        SELECT user_id, gen_random_uuid(), '00000000-0000-7000-8000-000000000002', 'ACTIVE', 'MONTH', 1 + 14 * (ascii(right(user_id::text, 1)) % 2), '2026-01-01', false, now() FROM user_profiles;
        SELECT ensure_usage_partition('2026-10-01');
        INSERT INTO usage_logs (user_id, at, id, tool, tokens, response_time_ms) SELECT user_id, '2026-10-10T10:00:00Z', gen_random_uuid(), 'query-docs', 12345678, 10 FROM user_profiles;
        INSERT INTO usage_days SELECT user_id, '2026-10-10', tool, count(*), sum(tokens) FROM usage_logs GROUP BY user_id, tool;
        INSERT INTO usage_months SELECT user_id, '2026-10-01', tool, count(*), sum(tokens) FROM usage_logs GROUP BY user_id, tool;
        """);
}
