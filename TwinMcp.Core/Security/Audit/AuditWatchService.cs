using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Security.Audit;

/// <summary>Verifies the chain against the heads that were exported, keeps what was found for the page, and exports the head each day.</summary>
public sealed class AuditWatchService(IDbContextFactory<BillingDbContext> contexts, AuditVerifier verifier, AuditHeadFile heads, TimeProvider clock)
{
    static readonly TimeSpan Pause = TimeSpan.FromHours(24);

    public async Task<AuditChainState> VerifyAsync(CancellationToken ct)
    {
        var state = await verifier.VerifyAsync(await heads.ReadAsync(ct), ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.AuditVerifications.Add(new AuditVerification { At = clock.GetUtcNow(), Seals = state.Head?.Seal ?? 0, Rows = state.Rows, Breaks = [.. state.Breaks] });
        await db.SaveChangesAsync(ct);
        return state;
    }

    /// <summary>Once in 24 hours, for all nodes together: what was found, when it was done now. A broken chain's head is not exported.</summary>
    public async Task<AuditChainState?> WatchDailyAsync(CancellationToken ct)
    {
        var since = clock.GetUtcNow() - Pause;
        await using (var db = await contexts.CreateDbContextAsync(ct))
            if (await db.AuditVerifications.AnyAsync(v => v.At > since, ct))
                return null;
        var state = await VerifyAsync(ct);
        if (state is { Head: { } head, Breaks.Count: 0 })
            await heads.AppendAsync(head, ct);
        return state;
    }
}
