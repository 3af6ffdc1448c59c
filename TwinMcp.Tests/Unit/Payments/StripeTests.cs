using System.Text;
using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Core.Payments.Providers;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Payments;

public sealed class StripeTests
{
    [Theory]
    [InlineData("120.00", "EUR", 12000L)]
    [InlineData("0.01", "EUR", 1L)]
    [InlineData("500", "JPY", 500L)]
    [InlineData("5.120", "TND", 5120L)]
    [InlineData("5.124", "TND", null)] // the last digit is 0 there
    [InlineData("5", "ISK", 500L)]
    [InlineData("5", "UGX", 500L)]
    [InlineData("7", "MGA", 7L)]
    [InlineData("7.50", "MGA", null)]
    [InlineData("0.001", "EUR", null)]
    [InlineData("0", "EUR", null)]
    [InlineData("-1", "EUR", null)]
    [InlineData("99999999999.00", "EUR", null)]
    public void ToMinor_EachCurrency_IsItsSmallestUnit(string amount, string currency, long? minor) =>
        Assert.Equal(minor, StripeAmount.ToMinor(new Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), Currency.Of(currency))));

    [Fact]
    public void FromMinor_WhatToMinorGave_IsTheAmount() => Property.Holds(
        from money in Any.Money select money.Rounded(),
        money => StripeAmount.ToMinor(money) is not { } minor || StripeAmount.FromMinor(minor, money.Currency) == money.Amount,
        tries: 5_000);

    [Fact]
    public void FromMinor_HalfAKrona_IsNoAmount() => Assert.Null(StripeAmount.FromMinor(550, Currency.Of("ISK")));

    [Fact]
    public void Parse_IntentSucceeded_ReadsWhatWasReceived()
    {
        var read = Parse("""{"id":"evt_1","type":"payment_intent.succeeded","created":1763888400,"livemode":false,"data":{"object":{"id":"pi_1","amount":12000,"amount_received":11000,"currency":"eur","metadata":{"invoice_id":"x"}}}}""")!;
        Assert.Equal(("evt_1", ProviderNewsKind.Succeeded, "pi_1", 11000L, "EUR"), (read.Id, read.Kind, read.TransactionId, read.AmountMinor, read.Currency));
        Assert.Equal(1763888400, read.OccurredAt.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("\"pi_1\"")]
    [InlineData("""{"id":"pi_1","object":"payment_intent"}""")] // expanded
    public void Parse_ChargeRefunded_ReadsTheSumAndItsIntent(string intent)
    {
        var read = Parse("""{"id":"evt_1","type":"charge.refunded","created":1,"data":{"object":{"id":"ch_1","amount":12000,"amount_refunded":3000,"currency":"eur","payment_intent":""" + intent + "}}}")!;
        Assert.Equal((ProviderNewsKind.Refunded, "pi_1", 3000L), (read.Kind, read.TransactionId, read.AmountMinor));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"id":"evt_1","type":"x"}""")]
    [InlineData("""{"id":1,"type":"x","created":1}""")]
    [InlineData("""{"id":"","type":"x","created":1}""")]
    [InlineData("""{"id":"e\u0000","type":"x","created":1}""")]
    [InlineData("""{"id":"evt_1","type":"x","created":"1"}""")]
    [InlineData("""{"id":"evt_1","type":"x","created":1.5}""")]
    [InlineData("""{"id":"evt_1","type":"x","created":-1}""")]
    [InlineData("""{"id":"evt_1","type":"x","created":99999999999999}""")]
    public void Parse_NoEvent_IsNull(string body) => Assert.Null(Parse(body));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":{"object":[]}}""")]
    [InlineData("""{"data":{"object":{"id":7,"amount_received":"12","currency":{}}}}""")]
    public void Parse_OddObject_IsAnEventWithoutPayment(string rest)
    {
        var read = Parse("""{"id":"evt_1","type":"payment_intent.succeeded","created":1,""" + (rest == "{}" ? "\"x\":0}" : rest[1..]))!;
        Assert.Equal((null, null, null), (read.TransactionId, read.AmountMinor, read.Currency));
    }

    [Fact]
    public void Parse_TooDeep_IsNull() => Assert.Null(Parse(new string('[', 100_000)));

    static StripeEvent? Parse(string json) => StripeEvent.Parse(Encoding.UTF8.GetBytes(json));
}
