using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Data;
using TwinMcp.Core.Outbox;

namespace TwinMcp.Web.Health;

internal enum HealthState
{
    Ok,

    /// <summary>Works, with something missing.</summary>
    Degraded,
    Down,
}

internal sealed record HealthCheck(string Name, HealthState Status, string Detail);

internal sealed record HealthReport(HealthState Status, IReadOnlyList<HealthCheck> Checks);

internal static class HealthSetup
{
    public static IServiceCollection AddTwinMcpHealth(this IServiceCollection services) => services.AddSingleton<Readiness>();

    public static void MapTwinMcpHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new { status = "ok" })).AllowAnonymous().WithTags("Health").WithSummary("The process answers");
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().WithTags("Health").WithSummary("It can do its work: 200, or 503 with what is missing");
    }

    static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken ct)
    {
        var report = await readiness.CheckAsync(ct);
        return Results.Json(
            new { status = report.Status.ToString().ToLowerInvariant(), checks = report.Checks.Select(c => new { name = c.Name, status = c.Status.ToString().ToLowerInvariant(), detail = c.Detail }) },
            statusCode: report.Status == HealthState.Down ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}

/// <summary>PostgreSQL and its migrations must be there; Redis and a moving outbox may be missing for a while.</summary>
internal sealed class Readiness(IDbContextFactory<BillingDbContext> contexts, RedisConnection redis, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    static readonly TimeSpan OldMail = TimeSpan.FromMinutes(15);

    public async Task<HealthReport> CheckAsync(CancellationToken ct)
    {
        List<HealthCheck> checks = [.. await DatabaseAsync(ct), await RedisAsync()];
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            checks.Add(new HealthCheck("process", HealthState.Down, "stopping"));
        return new HealthReport(checks.Max(c => c.Status), checks);
    }

    async Task<IReadOnlyList<HealthCheck>> DatabaseAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var watch = Stopwatch.StartNew();
            await using var db = await contexts.CreateDbContextAsync(patience.Token);
            var pending = (await db.Database.GetPendingMigrationsAsync(patience.Token)).Count();
            var postgres = new HealthCheck("postgres", HealthState.Ok, $"{watch.ElapsedMilliseconds} ms");
            var migrations = pending == 0 ? new HealthCheck("migrations", HealthState.Ok, "none pending") : new HealthCheck("migrations", HealthState.Down, $"{pending} pending");
            return pending == 0 ? [postgres, migrations, await OutboxAsync(db, patience.Token)] : [postgres, migrations];
        }
        catch (Exception e) when ((DatabaseOutage.Is(e) || e is OperationCanceledException) && !ct.IsCancellationRequested)
        {
            return [new HealthCheck("postgres", HealthState.Down, "cannot be reached")];
        }
    }

    async Task<HealthCheck> OutboxAsync(BillingDbContext db, CancellationToken ct)
    {
        var oldest = await db.Outbox.Where(m => m.State == OutboxState.Waiting).MinAsync(m => (DateTimeOffset?)m.CreatedAt, ct);
        var age = oldest is { } at && at < clock.GetUtcNow() ? clock.GetUtcNow() - at : TimeSpan.Zero;
        return new HealthCheck("outbox", age > OldMail ? HealthState.Degraded : HealthState.Ok, $"oldest waiting mail {(int)age.TotalSeconds} s");
    }

    async Task<HealthCheck> RedisAsync()
    {
        const string name = "redis";
        if (await redis.DatabaseAsync(CacheKeys.CacheDatabase) is not { } db)
            return new HealthCheck(name, HealthState.Degraded, "cannot be reached: no cache, sessions from memory");
        try
        {
            return new HealthCheck(name, HealthState.Ok, $"{(int)(await db.PingAsync().WaitAsync(Patience)).TotalMilliseconds} ms");
        }
        catch (Exception e) when (e is StackExchange.Redis.RedisException or TimeoutException)
        {
            return new HealthCheck(name, HealthState.Degraded, "does not answer: no cache, sessions from memory");
        }
    }
}
