using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Invoicing.Dunning;

public sealed class DunningQueries(IDbContextFactory<BillingDbContext> contexts)
{
    /// <summary>Staff only: a pause may name a dispute.</summary>
    public async Task<Result<DunningView>> FindAsync(Actor actor, InvoiceId id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeDunning) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var invoice = await InvoiceQueries.Visible(db, actor, id).Select(i => new { i.UserId, i.Currency }).SingleOrDefaultAsync(ct);
        if (invoice is null)
            return BillingError.NotFound("invoice");
        var steps = await db.DunningSteps.AsNoTracking().Where(s => s.UserId == invoice.UserId && s.InvoiceId == id).OrderBy(s => s.Step).Take(100).ToListAsync(ct);
        var pause = await db.DunningPauses.AsNoTracking().SingleOrDefaultAsync(p => p.UserId == invoice.UserId && p.InvoiceId == id, ct);
        return new DunningView(id, invoice.Currency, pause is not null, pause?.Reason, steps);
    }
}
