using System.Globalization;
using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Common;

/// <summary>In the tables: '_' is a narrow no-break space, '~' a no-break space, '-' before a digit or sign a real minus.</summary>
public sealed class MoneyFormatTests
{
    [Theory]
    [InlineData("1643.5", "EUR", "1_643,50~€", "€1,643.50")]
    [InlineData("-1643.5", "EUR", "−1_643,50~€", "−€1,643.50")]
    [InlineData("0", "EUR", "0,00~€", "€0.00")]
    [InlineData("1234567", "JPY", "1_234_567~¥", "¥1,234,567")]
    [InlineData("1.234", "TND", "1,234~TND", "TND~1.234")]
    [InlineData("-5", "CHF", "−5,00~CHF", "−CHF~5.00")]
    [InlineData("999.995", "USD", "1_000,00~$", "$1,000.00")]
    [InlineData("-0.004", "EUR", "0,00~€", "€0.00")]
    [InlineData("-0.005", "EUR", "−0,01~€", "−€0.01")]
    public void Text_Money_ReadsAsPeopleWriteIt(string amount, string currency, string french, string english)
    {
        var money = new Money(Exact.Decimal(amount), Currency.Of(currency));
        Assert.Equal(Typed(french), MoneyFormat.Text(money, MoneyFormat.For("fr")));
        Assert.Equal(english.Replace('~', '\u00A0'), MoneyFormat.Text(money, MoneyFormat.For("en")));
    }

    [Theory]
    [InlineData("1643.5", "EUR", "1_643,50", "1,643.50")]
    [InlineData("-1643.5", "JPY", "−1_644", "−1,644")]
    [InlineData("-0.004", "EUR", "0,00", "0.00")]
    public void Number_Amount_HasTheCurrencysDecimals(string amount, string currency, string french, string english)
    {
        Assert.Equal(Typed(french), MoneyFormat.Number(Exact.Decimal(amount), Currency.Of(currency), MoneyFormat.For("fr")));
        Assert.Equal(english, MoneyFormat.Number(Exact.Decimal(amount), Currency.Of(currency), MoneyFormat.For("en")));
    }

    [Theory]
    [InlineData("1842316", "1_842_316", "1,842,316")]
    [InlineData("3.5", "3,5", "3.5")]
    [InlineData("3.5000", "3,5", "3.5")]
    [InlineData("0.00005", "0,0001", "0.0001")]
    [InlineData("0", "0", "0")]
    [InlineData("-2", "−2", "−2")]
    [InlineData("-0.00001", "0", "0")]
    public void Quantity_Number_HasNoTrailingZeros(string quantity, string french, string english)
    {
        Assert.Equal(Typed(french), MoneyFormat.Quantity(Exact.Decimal(quantity), MoneyFormat.For("fr")));
        Assert.Equal(english, MoneyFormat.Quantity(Exact.Decimal(quantity), MoneyFormat.For("en")));
    }

    [Theory]
    [InlineData("0.6", "EUR", "0,60")]
    [InlineData("0.0008", "EUR", "0,0008")]
    [InlineData("1000", "EUR", "1_000,00")]
    [InlineData("0.123456", "EUR", "0,123456")]
    [InlineData("5", "JPY", "5")]
    [InlineData("0.25", "JPY", "0,25")]
    [InlineData("1.5", "TND", "1,500")]
    public void Price_UnitPrice_KeepsItsDecimals(string price, string currency, string expected) =>
        Assert.Equal(Typed(expected), MoneyFormat.Price(Exact.Decimal(price), Currency.Of(currency), MoneyFormat.For("fr")));

    [Theory]
    [InlineData("20", "20_%", "20%")]
    [InlineData("5.5", "5,5_%", "5.5%")]
    [InlineData("2.10", "2,1_%", "2.1%")]
    [InlineData("0", "0_%", "0%")]
    public void Percent_Rate_IsSpacedInFrenchOnly(string rate, string french, string english)
    {
        Assert.Equal(Typed(french), MoneyFormat.Percent(Exact.Decimal(rate), MoneyFormat.For("fr")));
        Assert.Equal(english, MoneyFormat.Percent(Exact.Decimal(rate), MoneyFormat.For("en")));
    }

    [Theory]
    [InlineData("1643.5", "EUR", "1643.50")]
    [InlineData("-1643.5", "EUR", "-1643.50")]
    [InlineData("1000", "JPY", "1000")]
    [InlineData("1.2", "TND", "1.200")]
    [InlineData("-0.004", "EUR", "0.00")]
    public void Wire_Money_IsInvariantWithExactDecimals(string amount, string currency, string expected) =>
        Assert.Equal(expected, MoneyFormat.Wire(new Money(Exact.Decimal(amount), Currency.Of(currency))));

    [Theory]
    [InlineData("fr", ",")]
    [InlineData("fr-CA", ",")]
    [InlineData("FR", ",")]
    [InlineData("en", ".")]
    [InlineData("de", ".")]
    [InlineData("", ".")]
    public void For_Language_IsFrenchOrEnglish(string language, string point) =>
        Assert.Equal(point, MoneyFormat.For(language).NumberFormat.NumberDecimalSeparator);

    [Fact]
    public void Text_AnyMoney_DependsOnTheCultureGivenAndNotOnTheThreads()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
            Assert.Equal("€1,643.50", MoneyFormat.Text(new Money(1643.5m, Currency.Eur), MoneyFormat.For("en")));
            Assert.Equal("1643.50", MoneyFormat.Wire(new Money(1643.5m, Currency.Eur)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Wire_AnyMoney_ParsesBackToTheRoundedAmount() =>
        Property.Holds(Any.Money, money => Exact.Decimal(MoneyFormat.Wire(money)) == money.Rounded().Amount);

    [Fact]
    public void Text_AnyMoney_ShowsTheSameDigitsAsTheWire() => Property.Holds(Any.Money, money =>
        Digits(MoneyFormat.Text(money, MoneyFormat.For("fr"))) == Digits(MoneyFormat.Wire(money))
        && Digits(MoneyFormat.Text(money, MoneyFormat.For("en"))) == Digits(MoneyFormat.Wire(money)));

    [Fact]
    public void Text_AnyMoney_HasASignExactlyWhenTheRoundedAmountIsNegative() => Property.Holds(Any.Money, money =>
        MoneyFormat.Text(money, MoneyFormat.For("fr")).StartsWith('\u2212') == money.Rounded().IsNegative);

    static string Typed(string table) => table.Replace('_', '\u202F').Replace('~', '\u00A0');

    static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
