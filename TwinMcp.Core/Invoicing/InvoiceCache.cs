using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Invoicing;

/// <summary>After every write to an invoice: the lists of its customer and of everybody are stale.</summary>
static class InvoiceCache
{
    public static Task InvalidateAsync(CacheService cache, CustomerId userId) => Task.WhenAll(
        cache.RaiseGenerationAsync(CacheKeys.InvoiceGeneration(userId)),
        cache.RaiseGenerationAsync(CacheKeys.InvoiceGeneration(null)));

    /// <summary>After a batch.</summary>
    public static Task InvalidateAsync(CacheService cache, IReadOnlyCollection<CustomerId> userIds) => userIds.Count == 0 ? Task.CompletedTask : Task.WhenAll(
        userIds.Select(id => cache.RaiseGenerationAsync(CacheKeys.InvoiceGeneration(id))).Append(cache.RaiseGenerationAsync(CacheKeys.InvoiceGeneration(null))));
}
