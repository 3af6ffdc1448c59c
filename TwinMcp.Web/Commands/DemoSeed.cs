using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Web.Commands.Demo;

namespace TwinMcp.Web.Commands;

/// <summary>
/// The demo: customers, usage, invoices and people, made through the product's own doors. Doing it again changes nothing;
/// a run that was killed is continued. A database that holds somebody's own data is left alone.
/// </summary>
internal static class DemoSeed
{
    /// <summary>Two seeds of one database wait for each other.</summary>
    const string Lock = "SELECT pg_advisory_lock(hashtextextended('twinmcp-demo-seed', 0))";

    public static async Task<int> RunAsync(WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await using var connection = await app.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(stopping);
            await using var command = new NpgsqlCommand(Lock, connection) { CommandTimeout = 600 };
            await command.ExecuteNonQueryAsync(stopping);
            await SeedAsync(app, stopping);
            return 0;
        }
        catch (DemoStopped reason)
        {
            await Console.Error.WriteLineAsync($"The demo data could not be made. {reason.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted. Run it again to go on where it stopped.");
            return 130;
        }
    }

    static async Task SeedAsync(WebApplication app, CancellationToken ct)
    {
        var services = app.Services;
        var contexts = services.GetRequiredService<IDbContextFactory<BillingDbContext>>();
        var clock = services.GetRequiredService<TimeProvider>();
        var register = new DemoRegister(contexts);
        var state = await register.ReadAsync(ct);
        if (state.IsForeign)
        {
            Say("The database holds customers of its own: no demo data was added.");
            return;
        }
        if (state.StartedAt is null)
        {
            await register.StartAsync(clock.GetUtcNow(), ct);
            state = await register.ReadAsync(ct);
        }
        var calendar = new DemoCalendar(state.StartedAt!.Value, services.GetRequiredService<BillingOptions>().TimeZone);
        var door = new DemoDoor(app, calendar);
        if (state.IsFinished)
        {
            Say(await door.KeepAsync(ct) ? "The demo data is there." : $"The demo data is there; new passwords and keys are in {door.Path}.");
            return;
        }
        var watch = Stopwatch.StartNew();
        await MakeAsync(app, calendar, door, ct);
        await register.FinishAsync(clock.GetUtcNow(), ct);
        await app.StopAsync(CancellationToken.None);
        Say(string.Create(CultureInfo.InvariantCulture, $"Done in {watch.Elapsed.TotalSeconds:0} s. Passwords and keys are in {door.Path}."));
    }

    static async Task MakeAsync(WebApplication app, DemoCalendar calendar, DemoDoor door, CancellationToken ct)
    {
        var contexts = app.Services.GetRequiredService<IDbContextFactory<BillingDbContext>>();
        await new DemoCatalog(contexts, calendar).StoreAsync(ct);
        Say($"{DemoCustomers.All.Count} customers on four plans.");
        var access = await door.RenewAsync(ct);
        // the public path: this process, its real endpoints, a port of its own
        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync(ct);
        using (var sender = new DemoUsageSender(app.Urls.First(), access.ApiKeys.Ingest))
        {
            var calls = await sender.SendAsync(new DemoUsage(calendar).All(), ct);
            Say(string.Create(CultureInfo.InvariantCulture, $"{calls:N0} calls since {calendar.FirstDay:yyyy-MM-dd}, sent to POST /api/usage."));
        }
        await new DemoBilling(app.Services, calendar).PlayAsync(app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), ct);
        var history = new DemoHistory(contexts, calendar);
        await history.SettleMailsAsync(ct);
        await history.ReadAlertsAsync(ct);
        await using (var db = await contexts.CreateDbContextAsync(ct))
            Say($"{await db.Invoices.CountAsync(ct)} invoices of {calendar.Months.Count} months.");
        door.Write(access);
    }

    static void Say(string line) => Console.WriteLine(line);
}
