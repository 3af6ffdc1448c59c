using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Payments.Providers;

/// <summary>An event in a list; its payload stays where it is.</summary>
public sealed record ProviderEventView(string Provider, string EventId, string Type, ProviderEventOutcome Outcome, string? Reason)
{
    public required string? TransactionId { get; init; }
    public required long? AmountMinor { get; init; }
    public required string? Currency { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>What providers told us, for those who look after what is quarantined.</summary>
public sealed class ProviderEventQueries(IDbContextFactory<BillingDbContext> contexts)
{
    /// <summary>Newest first. Up to row 10,000.</summary>
    public async Task<Result<Page<ProviderEventView>>> ListAsync(Actor actor, ProviderEventOutcome? outcome, (int Number, int Size) page, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadProviderEvents) is { } refused)
            return refused;
        if (PageRules.Check(page) is { } invalid)
            return invalid;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var events = db.ProviderEvents.AsNoTracking().Where(e => outcome == null || e.Outcome == outcome);
        var rows = await events.OrderByDescending(e => e.ReceivedAt).ThenByDescending(e => e.EventId).Skip((page.Number - 1) * page.Size).Take(page.Size)
            .Select(e => new ProviderEventView(e.Provider, e.EventId, e.Type, e.Outcome, e.Reason)
            {
                TransactionId = e.TransactionId,
                AmountMinor = e.AmountMinor,
                Currency = e.Currency,
                OccurredAt = e.OccurredAt,
                ReceivedAt = e.ReceivedAt,
            }).ToListAsync(ct);
        var count = await events.Take(Page<ProviderEventView>.CountCap + 1).CountAsync(ct);
        return PageRules.Of(rows, count, page);
    }
}
