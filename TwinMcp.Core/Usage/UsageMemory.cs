using System.Collections.Concurrent;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Usage;

/// <summary>
/// What this process has seen to be there: customers and partitions. It only saves questions; the foreign key and the partitioned table
/// find out when it is wrong, and then all of it is forgotten.
/// </summary>
sealed class UsageMemory(TimeProvider clock)
{
    const int MostCustomers = 200_000;

    readonly ConcurrentDictionary<DateOnly, bool> months = new();
    readonly ConcurrentDictionary<CustomerId, long> customers = new();

    public DateOnly[] WithoutPartition(IEnumerable<DateOnly> wanted) => [.. wanted.Where(m => !months.ContainsKey(m)).Order()];

    public CustomerId[] Unknown(IEnumerable<CustomerId> wanted) =>
        [.. wanted.Where(c => !customers.TryGetValue(c, out var seenAt) || clock.GetElapsedTime(seenAt) >= CacheLifetimes.Users)];

    public void HavePartition(IEnumerable<DateOnly> made)
    {
        foreach (var month in made)
            months[month] = true;
    }

    public void Know(IEnumerable<CustomerId> seen)
    {
        if (customers.Count > MostCustomers)
            customers.Clear();
        var now = clock.GetTimestamp();
        foreach (var customer in seen)
            customers[customer] = now;
    }

    public void Forget()
    {
        months.Clear();
        customers.Clear();
    }
}
