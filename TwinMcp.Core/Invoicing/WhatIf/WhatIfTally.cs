using TwinMcp.Core.Common;

namespace TwinMcp.Core.Invoicing.WhatIf;

/// <summary>Sums up comparisons one by one and keeps only those that the wanted page can show. Pure.</summary>
sealed class WhatIfTally(PageInput wanted)
{
    public const int UsualSize = 50;

    readonly int most = wanted.Offset + wanted.Size;

    /// <summary>The first to go is the smallest change.</summary>
    readonly PriorityQueue<CustomerWhatIf, CustomerWhatIf> kept = new(Comparer<CustomerWhatIf>.Create((a, b) => Rank(b, a)));

    WhatIfSums sums = new(0, 0m, 0m, 0, 0, 0);

    public void Add(CustomerWhatIf customer)
    {
        sums = sums with
        {
            Customers = sums.Customers + 1,
            Now = sums.Now + customer.Now,
            Then = sums.Then + customer.Then,
            Winners = sums.Winners + (customer.Difference < 0 ? 1 : 0),
            Losers = sums.Losers + (customer.Difference > 0 ? 1 : 0),
        };
        if (kept.Count < most)
            kept.Enqueue(customer, customer);
        else
            kept.EnqueueDequeue(customer, customer);
    }

    public void Park() => sums = sums with { Parked = sums.Parked + 1 };

    public (WhatIfSums Sums, Page<CustomerWhatIf> Page) Result()
    {
        var items = kept.UnorderedItems.Select(k => k.Element).Order(Comparer<CustomerWhatIf>.Create(Rank)).Skip(wanted.Offset).ToList();
        return (sums, new Page<CustomerWhatIf>(items, sums.Customers, false, wanted.Number, wanted.Size, null));
    }

    /// <summary>The largest change first; the id makes pages tile.</summary>
    static int Rank(CustomerWhatIf a, CustomerWhatIf b)
    {
        var byChange = Math.Abs(b.Difference).CompareTo(Math.Abs(a.Difference));
        return byChange != 0 ? byChange : a.UserId.Value.CompareTo(b.UserId.Value);
    }
}
