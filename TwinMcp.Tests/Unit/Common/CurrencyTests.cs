using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Common;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("EUR", 2)]
    [InlineData("USD", 2)]
    [InlineData("HUF", 2)]
    [InlineData("MGA", 2)]
    [InlineData("XCG", 2)]
    [InlineData("VED", 2)]
    [InlineData("JPY", 0)]
    [InlineData("CLP", 0)]
    [InlineData("ISK", 0)]
    [InlineData("TND", 3)]
    [InlineData("KWD", 3)]
    public void Exponent_OfACurrency_IsIso4217s(string code, int exponent) => Assert.Equal(exponent, Currency.Of(code).Exponent);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("eur")]
    [InlineData(" EUR")]
    [InlineData("EURO")]
    [InlineData("XXX")]
    [InlineData("XTS")]
    [InlineData("€")]
    public void TryParse_NotACurrency_IsRefused(string? code)
    {
        Assert.False(Currency.TryParse(code, out var currency));
        Assert.Equal(default, currency);
    }

    [Fact]
    public void Of_UnknownCode_Throws() => Assert.Throws<ArgumentException>(() => Currency.Of("ABC"));

    [Fact]
    public void Code_OfAnUnsetCurrency_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => default(Currency).Code);
        Assert.Equal("", default(Currency).ToString());
    }

    [Fact]
    public void All_Currencies_AreDistinctAndParseBack()
    {
        var all = Currency.All.ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.All(all, c => Assert.Matches("^[A-Z]{3}$", c.Code));
        Assert.All(all, c => Assert.True(Currency.TryParse(c.ToString(), out var parsed) && parsed == c));
    }

    [Theory]
    [InlineData("EUR", "0.005", "0.01")]
    [InlineData("EUR", "-0.005", "-0.01")]
    [InlineData("EUR", "0.00499999", "0")]
    [InlineData("EUR", "2.675", "2.68")]
    [InlineData("EUR", "1.025", "1.03")]
    [InlineData("JPY", "2.5", "3")]
    [InlineData("JPY", "-2.5", "-3")]
    [InlineData("JPY", "1.4999", "1")]
    [InlineData("TND", "1.0005", "1.001")]
    [InlineData("TND", "1.0004", "1")]
    public void Round_Amount_GoesHalfAwayFromZero(string code, string amount, string expected) =>
        Assert.Equal(Exact.Decimal(expected), Currency.Of(code).Round(Exact.Decimal(amount)));

    [Theory]
    [InlineData("JPY", "10.5", false)]
    [InlineData("JPY", "10.0", true)]
    [InlineData("EUR", "10.50", true)]
    [InlineData("EUR", "10.505", false)]
    [InlineData("EUR", "10.5000", true)]
    [InlineData("TND", "1.2345", false)]
    [InlineData("TND", "1.234", true)]
    public void Fits_Amount_WhenItHasNoMoreDecimals(string code, string amount, bool fits) =>
        Assert.Equal(fits, Currency.Of(code).Fits(Exact.Decimal(amount)));

    [Fact]
    public void Round_AnyAmount_IsNearestAndStays() => Property.Holds(Any.Money, money =>
    {
        var rounded = money.Currency.Round(money.Amount);
        var halfUnit = Exact.Unit(money.Currency) / 2;
        return Math.Abs(rounded - money.Amount) <= halfUnit && money.Currency.Round(rounded) == rounded && money.Currency.Fits(rounded);
    });

    [Fact]
    public void Round_AnyAmount_IsSymmetric() =>
        Property.Holds(Any.Money, money => money.Currency.Round(-money.Amount) == -money.Currency.Round(money.Amount));

    [Fact]
    public void Round_TwoAmounts_KeepsTheirOrder() => Property.Holds(
        from money in Any.Money from more in Any.Amount select (money.Currency, Low: Math.Min(money.Amount, more), High: Math.Max(money.Amount, more)),
        t => t.Currency.Round(t.Low) <= t.Currency.Round(t.High));
}
