using FsCheck;
using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Tests.Support;
using Xunit;
using Property = TwinMcp.Tests.Support.Property;

namespace TwinMcp.Tests.Unit.Credits;

/// <summary>Which credit pays: the one that ends first, never one that has ended, never more than there is.</summary>
public sealed class CreditCalculatorTests
{
    const int Tries = 3_000;

    static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    static readonly Gen<Credit> Held =
        from remaining in Gen.Choose(0, 50_000)
        from days in Gen.Choose(-5, 20)
        from created in Gen.Choose(1, 5)
        select Of(remaining / 100m, days > 15 ? null : Now.AddDays(days), Now.AddDays(-created));

    static readonly Gen<(List<Credit> Held, decimal Amount)> Cases =
        from held in Gen.ListOf(Held, 8)
        from amount in Gen.Choose(1, 200_000)
        select (held.ToList(), amount / 100m);

    [Fact]
    public void Use_AnyCredits_TakesTheAmountOrAllThereIs() => Property.Holds(Cases, c =>
    {
        var usable = c.Held.Where(h => h.ExpiresAt is null || h.ExpiresAt > Now).Sum(h => h.Remaining);
        return CreditCalculator.Use(c.Held, c.Amount, Now).Sum(s => s.Amount) == Math.Min(usable, c.Amount);
    }, Tries);

    [Fact]
    public void Use_AnyCredits_NeverTakesMoreThanIsLeftAndNothingOfAnEndedOne() => Property.Holds(Cases, c =>
        CreditCalculator.Use(c.Held, c.Amount, Now).All(s => c.Held.Single(h => h.Id == s.CreditId) is var credit
            && s.Amount > 0 && s.Amount <= credit.Remaining && (credit.ExpiresAt is null || credit.ExpiresAt > Now)), Tries);

    [Fact]
    public void Use_AnyCredits_TouchesNoneBeforeThoseThatEndEarlierAreEmpty() => Property.Holds(Cases, c =>
    {
        var used = CreditCalculator.Use(c.Held, c.Amount, Now).ToDictionary(s => s.CreditId, s => s.Amount);
        return c.Held.Where(h => used.ContainsKey(h.Id)).All(later => c.Held
            .Where(h => h.Remaining > 0 && (h.ExpiresAt is null || h.ExpiresAt > Now) && ComesBefore(h, later))
            .All(earlier => used.GetValueOrDefault(earlier.Id) == earlier.Remaining));
    }, Tries);

    [Fact]
    public void Restore_AnyUses_GivesBackTheLastFirstAndNoMoreThanWasUsed() => Property.Holds(Cases, c =>
    {
        var uses = c.Held.Where(h => h.Remaining > 0).Select(h => new CreditShare(h.Id, h.Remaining)).ToList();
        var restored = CreditCalculator.Restore(uses, c.Amount);
        var expected = uses.AsEnumerable().Reverse().Take(restored.Count).Select(u => u.CreditId);
        return restored.Sum(s => s.Amount) == Math.Min(uses.Sum(u => u.Amount), c.Amount)
            && restored.Select(s => s.CreditId).SequenceEqual(expected)
            && restored.SkipLast(1).All(s => s.Amount == uses.Single(u => u.CreditId == s.CreditId).Amount);
    }, Tries);

    static bool ComesBefore(Credit one, Credit other) =>
        (one.ExpiresAt ?? DateTimeOffset.MaxValue, one.CreatedAt, one.Id).CompareTo((other.ExpiresAt ?? DateTimeOffset.MaxValue, other.CreatedAt, other.Id)) < 0;

    static Credit Of(decimal remaining, DateTimeOffset? expiresAt, DateTimeOffset createdAt) => new()
    {
        UserId = default,
        Id = Guid.NewGuid(),
        Type = CreditType.Promotional,
        Currency = Currency.Eur,
        Amount = 500m,
        Remaining = remaining,
        ExpiresAt = expiresAt,
        CreatedAt = createdAt,
    };
}
