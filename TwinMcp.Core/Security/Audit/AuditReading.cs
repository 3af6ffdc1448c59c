using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Security.Audit;

/// <summary>Puts on record that one of us read a customer's data: one insert, no lock. A person's own reads and jobs are no news.</summary>
public sealed class AuditReading(IDbContextFactory<BillingDbContext> contexts, TimeProvider clock)
{
    /// <summary>Reads carry the customer and never the entity: the history of a thing is its changes.</summary>
    public async Task RecordAsync(Actor actor, string action, CustomerId? of, object? data, CancellationToken ct)
    {
        if (actor.Role is not (Role.Staff or Role.Admin))
            return;
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.Audit.Add(AuditEntry.Of(actor, action, clock.GetUtcNow(), new AuditSubject(of, null), data));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>One row for a whole list.</summary>
    /// <param name="text">What was searched for; a name as a rule, so only its first letter is kept.</param>
    public Task RecordListAsync(Actor actor, string action, string? text, int count, CancellationToken ct) =>
        RecordAsync(actor, action, null, new { Text = text is { Length: > 0 } ? text[..1] + "***" : null, count }, ct);
}
