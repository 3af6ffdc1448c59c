using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Common;

public sealed class MoneyTests
{
    static readonly Money Euro = new(1m, Currency.Eur);
    static readonly Money Dollar = new(1m, Currency.Of("USD"));

    [Fact]
    public void Arithmetic_TwoCurrencies_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => Euro + Dollar);
        Assert.Throws<InvalidOperationException>(() => Euro - Dollar);
    }

    [Fact]
    public void Equality_SameAmountOtherCurrencyOrScale_IsByValue()
    {
        Assert.NotEqual(Euro, Dollar);
        Assert.Equal(Euro, new Money(1.000m, Currency.Eur));
        Assert.Equal(Euro.GetHashCode(), new Money(1.000m, Currency.Eur).GetHashCode());
    }

    [Theory]
    [InlineData("0", true, false)]
    [InlineData("0.00", true, false)]
    [InlineData("-0.01", false, true)]
    [InlineData("0.01", false, false)]
    public void Sign_OfAnAmount_IsKnown(string amount, bool zero, bool negative)
    {
        var money = new Money(Exact.Decimal(amount), Currency.Eur);
        Assert.Equal((zero, negative), (money.IsZero, money.IsNegative));
    }

    [Fact]
    public void ToString_Money_IsInvariant() => Assert.Equal("1643.50 EUR", new Money(1643.5m, Currency.Eur).ToString());

    [Fact]
    public void Add_AnyAmounts_IsExactAndOrderFree() => Property.Holds(Three, t =>
        t.A + t.B == t.B + t.A && (t.A + t.B) + t.C == t.A + (t.B + t.C) && t.A + Money.Zero(t.A.Currency) == t.A);

    [Fact]
    public void Subtract_AnyAmounts_UndoesAdding() => Property.Holds(Three, t => t.A + t.B - t.B == t.A && t.A - t.B == t.A + -t.B && (t.A - t.A).IsZero);

    [Fact]
    public void Rounded_SumOfRoundedParts_NeedsNoRounding() => Property.Holds(Three, t =>
        t.A.Rounded() + t.B.Rounded() + t.C.Rounded() is var sum && sum.Rounded() == sum && sum.Currency == t.A.Currency);

    static FsCheck.Gen<(Money A, Money B, Money C)> Three { get; } =
        from currency in Any.Currency
        from a in Any.Amount
        from b in Any.Amount
        from c in Any.Amount
        select (new Money(a, currency), new Money(b, currency), new Money(c, currency));
}
