using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>
/// When the demo was begun and finished, kept in the audit log: a run that was killed is continued as of the moment
/// it was begun, so that it makes the same data.
/// </summary>
internal sealed class DemoRegister(IDbContextFactory<BillingDbContext> contexts)
{
    const string Started = "demo.started";
    const string Finished = "demo.finished";

    public async Task<DemoState> ReadAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var startedAt = await db.Audit.Where(a => a.Action == Started).OrderBy(a => a.Id).Select(a => (DateTimeOffset?)a.At).FirstOrDefaultAsync(ct);
        var isFinished = startedAt is not null && await db.Audit.AnyAsync(a => a.Action == Finished, ct);
        var isForeign = startedAt is null && await db.Customers.AnyAsync(ct);
        return new DemoState(startedAt, isFinished, isForeign);
    }

    public Task StartAsync(DateTimeOffset now, CancellationToken ct) => WriteAsync(Started, now, ct);

    public Task FinishAsync(DateTimeOffset now, CancellationToken ct) => WriteAsync(Finished, now, ct);

    async Task WriteAsync(string action, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.Audit.Add(AuditEntry.Of(Actor.System("demo"), action, now, default));
        await db.SaveChangesAsync(ct);
    }
}

/// <param name="IsForeign">There are customers, and they are not the demo's.</param>
internal sealed record DemoState(DateTimeOffset? StartedAt, bool IsFinished, bool IsForeign);
