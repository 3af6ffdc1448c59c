using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using TwinMcp.Core.Data;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.Alerts;

public sealed class AlertMigrationTests(BillingDatabase database) : IClassFixture<BillingDatabase>
{
    /// <summary>Two alerts of one customer, whose sentence becomes facts; and back, where two failed payments of an invoice are one alert again.</summary>
    [Fact]
    public async Task Migration_AlertsOfTheLastRelease_GetSubjectAndFacts()
    {
        await using var db = new BillingDbContext(DataSetup.Options(database.ConnectionString));
        var migrator = db.GetService<IMigrator>();
        // from nothing: going down leaves the values that enums got
        await migrator.MigrateAsync("0");
        await migrator.MigrateAsync("20261123080049_Initial");
        await database.Database.ExecuteAsync("""
            INSERT INTO user_profiles (user_id, name, is_company, billing_email, language, currency, address_line1, postal_code, city, country, created_at)
            VALUES ('00000000-0000-0000-0000-00000000000a', 'A', true, 'a@a.example', 'fr', 'EUR', 'x', 'x', 'x', 'FR', now());
            INSERT INTO invoices (user_id, id, kind, status, number, issue_date, due_date, currency, language, due_days, customer_name,
              line_total, allowance_total, charge_total, subtotal, tax, total, prepaid, rounding, paid, created_at, updated_at)
            SELECT '00000000-0000-0000-0000-00000000000a', ('00000000-0000-0000-0000-00000000001' || n)::uuid, 'ONE_OFF', 'OVERDUE', 'FA-2026-00000' || n, '2026-01-01', '2026-01-31', 'EUR', 'fr', 30, 'A',
              0, 0, 0, 0, 0, 0, 0, 0, 0, now(), now() FROM generate_series(1, 2) n;
            INSERT INTO billing_alerts (user_id, id, type, invoice_id, message, created_at)
            SELECT user_id, gen_random_uuid(), 'INVOICE_OVERDUE', id, number || ' was due.', now() FROM invoices;
            """);

        await migrator.MigrateAsync();
        Assert.Equal(
            ["00000000-0000-0000-0000-000000000011 FA-2026-000001 was due on 2026-01-31.", "00000000-0000-0000-0000-000000000012 FA-2026-000002 was due on 2026-01-31."],
            (await db.Alerts.AsNoTracking().OrderBy(a => a.Subject).ToListAsync()).Select(a => $"{a.Subject} {a.Data.Message(a.Type)}"));

        await database.Database.ExecuteAsync("""
            INSERT INTO billing_alerts (user_id, id, type, invoice_id, created_at)
            SELECT user_id, gen_random_uuid(), 'PAYMENT_FAILED', id, now() FROM invoices, generate_series(1, 2)
            """);
        await migrator.MigrateAsync("20261123080049_Initial");
        Assert.Equal(4L, await database.Database.ScalarAsync<long>("SELECT count(*) FROM billing_alerts"));
    }
}
