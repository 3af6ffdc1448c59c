namespace TwinMcp.Core.Credits;

/// <summary>A part of a credit.</summary>
public sealed record CreditShare(Guid CreditId, decimal Amount);

/// <summary>Which credits pay, and which get back what they paid.</summary>
public static class CreditCalculator
{
    /// <summary>Of one currency: the one that expires first pays first, those without end last, the older before the younger; an expired one never.</summary>
    /// <returns>Parts that sum to the amount, or to all there is when that is less.</returns>
    public static IReadOnlyList<CreditShare> Use(IEnumerable<Credit> credits, decimal amount, DateTimeOffset now)
    {
        var ordered = credits.Where(c => c.Remaining > 0 && (c.ExpiresAt is null || c.ExpiresAt > now))
            .OrderBy(c => c.ExpiresAt ?? DateTimeOffset.MaxValue).ThenBy(c => c.CreatedAt).ThenBy(c => c.Id);
        return Take(ordered.Select(c => new CreditShare(c.Id, c.Remaining)), amount);
    }

    /// <summary>What an invoice used goes back to where it came from: what was used last first.</summary>
    /// <param name="uses">In the order in which they were used, each with what has not been given back yet.</param>
    public static IReadOnlyList<CreditShare> Restore(IEnumerable<CreditShare> uses, decimal amount) => Take(uses.Reverse(), amount);

    /// <summary>The first parts, as given, that sum to the amount, or all.</summary>
    public static IReadOnlyList<CreditShare> Part(IEnumerable<CreditShare> shares, decimal amount) => Take(shares, amount);

    static List<CreditShare> Take(IEnumerable<CreditShare> from, decimal amount)
    {
        var shares = new List<CreditShare>();
        foreach (var (id, there) in from)
        {
            if (amount <= 0)
                break;
            var part = Math.Min(there, amount);
            if (part <= 0)
                continue;
            shares.Add(new CreditShare(id, part));
            amount -= part;
        }
        return shares;
    }
}
