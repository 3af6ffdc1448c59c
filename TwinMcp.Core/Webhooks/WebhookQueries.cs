using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Webhooks;

/// <summary>Endpoints without their secrets, and what was sent to them. Admins only.</summary>
public sealed class WebhookQueries(IDbContextFactory<BillingDbContext> contexts)
{
    /// <summary>All of them: there are few.</summary>
    public async Task<Result<IReadOnlyList<WebhookEndpoint>>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadWebhooks) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.WebhookEndpoints.AsNoTracking().OrderBy(e => e.CreatedAt).ToListAsync(ct);
    }

    public async Task<Result<WebhookEndpoint>> FindAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadWebhooks) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct) is { } endpoint ? endpoint : BillingError.NotFound("webhook endpoint");
    }

    /// <summary>The delivery log of an endpoint, the newest first.</summary>
    public async Task<Result<Page<WebhookDelivery>>> DeliveriesAsync(Actor actor, Guid id, WebhookState? state, PageInput page, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadWebhooks) is { } refused)
            return refused;
        var errors = new FieldErrors();
        page.Check(errors);
        if (errors.Any)
            return errors.ToError();
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.WebhookEndpoints.AnyAsync(e => e.Id == id, ct))
            return BillingError.NotFound("webhook endpoint");
        var deliveries = db.WebhookDeliveries.AsNoTracking().Where(d => d.EndpointId == id);
        if (state is { } wanted)
            deliveries = deliveries.Where(d => d.State == wanted);
        var newest = deliveries.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id);
        return await newest.ToPageAsync(page, await newest.CountCappedAsync(ct), ct);
    }
}
