using FsCheck;
using FsCheck.Fluent;
using TwinMcp.Core.Common;

namespace TwinMcp.Tests.Support;

/// <summary>Statements about all values, tried on many; a failure shows the smallest case and the seed.</summary>
public static class Property
{
    const int Tries = 500;

    public static void Holds<T>(Gen<T> values, Func<T, bool> statement, int tries = Tries) =>
        Prop.ForAll(values.ToArbitrary(), statement).Check(Config.QuickThrowOnFailure.WithMaxTest(tries));
}

/// <summary>Values of the domain, for properties.</summary>
public static class Any
{
    /// <summary>Up to 10^12, with up to eight decimals, often close to a rounding edge.</summary>
    public static Gen<decimal> Amount { get; } =
        from whole in Gen.OneOf(Gen.Choose(-100, 100).Select(n => (long)n), Gen.Choose(-1_000_000, 1_000_000).Select(n => n * 1_000_000L))
        from scale in Gen.Choose(0, 8)
        from part in Gen.OneOf(Gen.Choose(0, 99_999_999), Gen.Elements(0, 50_000_000, 49_999_999, 50_000_001, 500_000, 5_000))
        select whole + decimal.Round(part / 100_000_000m, scale, MidpointRounding.ToZero);

    public static Gen<Currency> Currency { get; } = Gen.Elements(Core.Common.Currency.All.ToArray());

    public static Gen<Money> Money { get; } = from amount in Amount from currency in Currency select new Money(amount, currency);

    public static Gen<DateOnly> Date { get; } = Gen.Choose(0, 20_000).Select(n => new DateOnly(2000, 1, 1).AddDays(n));

    /// <summary>The last days of months, where periods go wrong.</summary>
    public static Gen<DateOnly> MonthEnd { get; } = Gen.Choose(0, 600).Select(n => new DateOnly(2000, 2, 1).AddMonths(n).AddDays(-1));

    public static Gen<PeriodType> PeriodType { get; } = Gen.Elements(Enum.GetValues<PeriodType>());
}
