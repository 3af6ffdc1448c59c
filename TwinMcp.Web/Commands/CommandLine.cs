using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing;

namespace TwinMcp.Web.Commands;

/// <summary>What the process can be started for. migrate, seed and verify may be repeated.</summary>
internal static class CommandLine
{
    public static Func<WebApplication, Task<int>>? Find(string command, string[] args) => command switch
    {
        "serve" => ServeAsync,
        "migrate" => MigrateAsync,
        "seed" => SeedAsync,
        "verify" => VerifyAsync,
        "admin" => app => AccessCommands.AdminAsync(app, args),
        "audit" => app => AuditCommand.RunAsync(app, args),
        "bill" => app => BillCommand.RunAsync(app, args),
        "key" => app => AccessCommands.KeyAsync(app, args),
        _ => null,
    };

    public static int Unknown(string command)
    {
        Console.Error.WriteLine($"Unknown command '{command}'. One of: serve, migrate, seed, verify, health, admin, key, bill, documents, audit.");
        return 2;
    }

    static async Task<int> ServeAsync(WebApplication app)
    {
        await app.RunAsync();
        return 0;
    }

    static async Task<int> MigrateAsync(WebApplication app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<BillingDbContext>>().CreateDbContextAsync();
        await db.Database.MigrateAsync();
        Console.WriteLine("The database is up to date.");
        return 0;
    }

    static async Task<int> SeedAsync(WebApplication app) => await DemoSeed.RunAsync(app);

    static async Task<int> VerifyAsync(WebApplication app)
    {
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<BillingDbContext>>().CreateDbContextAsync())
        {
            if ((await db.Database.GetPendingMigrationsAsync()).Any())
            {
                Console.Error.WriteLine("The database is not up to date: migrate it first (./twin db migrate).");
                return 1;
            }
        }
        var checks = await app.Services.GetRequiredService<LedgerVerifier>().VerifyAsync(CancellationToken.None);
        foreach (var check in checks)
            Console.WriteLine($"{(check.Violations.Count == 0 ? "ok  " : "FAIL")} {check.Code} {check.Description}");
        foreach (var violation in checks.SelectMany(c => c.Violations.Select(v => $"     {c.Code}: {v}")))
            Console.WriteLine(violation);
        return checks.All(c => c.Violations.Count == 0) ? 0 : 1;
    }
}
