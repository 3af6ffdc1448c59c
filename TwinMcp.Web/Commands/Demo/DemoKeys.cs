using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.ApiKeys;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>The five API keys. Their secrets are in demo.json and nowhere else.</summary>
internal sealed class DemoKeys(ApiKeyService keys, IDbContextFactory<BillingDbContext> contexts)
{
    const string Prefix = "Demo ";

    static readonly Actor Maker = Actor.System("demo");

    /// <summary>New ones; those of an earlier run are revoked.</summary>
    public async Task<DemoApiKeys> RenewAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        string[] names = [.. new[] { "admin", "staff", "ingestion", "customer A", "customer B" }.Select(n => Prefix + n)];
        var old = await db.ApiKeys.Where(k => names.Contains(k.Name) && k.RevokedAt == null).Select(k => k.Id).ToListAsync(ct);
        foreach (var id in old)
            DemoBilling.Require(await keys.RevokeAsync(Maker, id, ct), "an old demo key");
        return new DemoApiKeys(
            Admin: await MakeAsync(names[0], Role.Admin, null, ct),
            Staff: await MakeAsync(names[1], Role.Staff, null, ct),
            Ingest: await MakeAsync(names[2], Role.Ingestion, null, ct),
            CustomerA: await MakeAsync(names[3], Role.Customer, DemoCustomers.A.UserId, ct),
            CustomerB: await MakeAsync(names[4], Role.Customer, DemoCustomers.B.UserId, ct));
    }

    /// <summary>Whether the keys of a file are this database's.</summary>
    public async Task<bool> AreKnownAsync(DemoApiKeys found, CancellationToken ct)
    {
        string[] prefixes = [.. new[] { found.Admin, found.Staff, found.Ingest, found.CustomerA, found.CustomerB }.Select(k => k.Split('.')[0])];
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.ApiKeys.CountAsync(k => prefixes.Contains(k.Prefix), ct) == prefixes.Length;
    }

    async Task<string> MakeAsync(string name, Role role, CustomerId? customer, CancellationToken ct)
    {
        // ten times a customer's usual quota: for trying things out
        var input = new CreateApiKey
        {
            Name = name,
            Role = role,
            UserId = customer,
            RequestsPerMinute = role == Role.Customer ? 600 : 6_000,
            RequestsPerDay = role == Role.Customer ? 100_000 : 1_000_000,
        };
        return DemoBilling.Require(await keys.CreateAsync(Maker, input, ct), name).Key;
    }
}
