using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Security.Audit;

/// <summary>Reads of the audit log. Admins only.</summary>
public sealed class AuditQueries(IDbContextFactory<BillingDbContext> contexts, AuditReading reading, LocalDates dates)
{
    public async Task<Result<AuditPage>> ListAsync(Actor actor, AuditFilter filter, CancellationToken ct)
    {
        if ((Access.Check(actor, BillingAction.ReadAudit) ?? filter.Check()) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await Views(db, filter).Take(filter.PageSize + 1).ToListAsync(ct);
        var items = found.Take(filter.PageSize).ToList();
        return new AuditPage(items, found.Count > items.Count ? items[^1].Id : null);
    }

    /// <summary>Everything that the filter finds, row by row; that it was taken away is on record itself.</summary>
    public async Task<Result<AuditExport>> ExportAsync(Actor actor, AuditFilter filter, CancellationToken ct)
    {
        if ((Access.Check(actor, BillingAction.ReadAudit) ?? filter.Check()) is { } refused)
            return refused;
        await reading.RecordAsync(actor, "audit.exported", filter.UserId, new { filter.ActorId, filter.Action, filter.EntityId, filter.From, filter.To }, ct);
        return new AuditExport(StreamAsync(filter, ct));
    }

    /// <summary>The last verification of the chain; null when there was none yet.</summary>
    public async Task<Result<AuditVerification?>> LastVerificationAsync(Actor actor, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadAudit) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.AuditVerifications.AsNoTracking().OrderByDescending(v => v.Id).FirstOrDefaultAsync(ct);
    }

    async IAsyncEnumerable<AuditView> StreamAsync(AuditFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await foreach (var view in Views(db, filter).AsAsyncEnumerable().WithCancellation(ct))
            yield return view;
    }

    IQueryable<AuditView> Views(BillingDbContext db, AuditFilter filter) =>
        from a in Matching(db, filter)
        join personal in db.AuditPersonal on a.Id equals personal.AuditId into kept
        from p in kept.DefaultIfEmpty()
        orderby a.Id descending
        select new AuditView(a.Id, a.At, a.Action, a.ActorRole, a.ActorId, p != null ? p.ActorName : a.ActorName)
        {
            IpAddress = p != null ? p.IpAddress : null,
            UserAgent = p != null ? p.UserAgent : null,
            RequestId = a.RequestId,
            UserId = a.UserId,
            EntityId = a.EntityId,
            Data = a.Data,
        };

    IQueryable<AuditEntry> Matching(BillingDbContext db, AuditFilter filter)
    {
        var rows = db.Audit.AsNoTracking();
        if (filter.Cursor is { } before)
            rows = rows.Where(a => a.Id < before);
        if (filter.ActorId is { } actorId)
            rows = rows.Where(a => a.ActorId == actorId);
        if (filter.UserId is { } userId)
            rows = rows.Where(a => a.UserId == userId);
        if (filter.EntityId is { } entityId)
            rows = rows.Where(a => a.EntityId == entityId);
        if (filter.Action is { } action && LikePattern.StartsWith(action) is var pattern)
            rows = rows.Where(a => EF.Functions.Like(a.Action, pattern, LikePattern.Escape));
        if (filter.Ip is { } ip)
            rows = rows.Where(a => db.AuditPersonal.Any(p => p.AuditId == a.Id && p.IpAddress == ip));
        if (filter.From is { } from && dates.StartOf(from) is var since)
            rows = rows.Where(a => a.At >= since);
        if (filter.To is { } to && dates.StartOf(to.AddDays(1)) is var until)
            rows = rows.Where(a => a.At < until);
        return rows;
    }
}
