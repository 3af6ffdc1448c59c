using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Core.Payments;
using TwinMcp.Core.Payments.Providers;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Payments;

public sealed class ProviderPaymentRulesTests
{
    static readonly Dictionary<string, ProviderNews> News = new()
    {
        ["processing"] = new(ProviderNewsKind.Processing, null),
        ["failed"] = new(ProviderNewsKind.Failed, null),
        ["canceled"] = new(ProviderNewsKind.Canceled, null),
        ["succeeded"] = new(ProviderNewsKind.Succeeded, 100m),
        ["30 back"] = new(ProviderNewsKind.Refunded, 30m),
        ["80 back"] = new(ProviderNewsKind.Refunded, 80m),
        ["all back"] = new(ProviderNewsKind.Refunded, 100m),
    };

    [Theory]
    [InlineData("", PaymentStatus.Pending, 0)]
    [InlineData("processing", PaymentStatus.Processing, 0)]
    [InlineData("failed", PaymentStatus.Failed, 0)]
    [InlineData("processing,failed", PaymentStatus.Failed, 0)]
    [InlineData("canceled", PaymentStatus.Failed, 0)]
    [InlineData("succeeded", PaymentStatus.Completed, 0)]
    [InlineData("failed,succeeded", PaymentStatus.Completed, 0)]
    [InlineData("canceled,succeeded", PaymentStatus.Completed, 0)]
    [InlineData("processing,failed,succeeded", PaymentStatus.Completed, 0)]
    [InlineData("30 back", PaymentStatus.Pending, 0)] // not before we hear that it came
    [InlineData("succeeded,30 back", PaymentStatus.Completed, 30)]
    [InlineData("succeeded,30 back,80 back", PaymentStatus.Completed, 80)]
    [InlineData("succeeded,30 back,80 back,all back", PaymentStatus.Refunded, 100)]
    public void State_EveryOrderAndRepetition_IsTheSame(string names, PaymentStatus status, int refunded)
    {
        var news = names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => News[n]).ToList();
        foreach (var order in Orders(news))
        {
            Assert.Equal(new ProviderPaymentState(status, refunded), ProviderPaymentRules.State(100m, order));
            Assert.Equal(new ProviderPaymentState(status, refunded), ProviderPaymentRules.State(100m, [.. order, .. order]));
        }
    }

    /// <summary>What the ledger does with the states one after another, as events come in, ends where all of them together lead.</summary>
    [Fact]
    public void State_OneByOne_NeverGoesBack() => Property.Holds(
        Gen.ListOf(Gen.Elements(News.Values.ToArray())).Select(l => l.ToList()),
        news =>
        {
            var (status, refunded) = (PaymentStatus.Pending, 0m);
            for (var n = 1; n <= news.Count; n++)
            {
                var state = ProviderPaymentRules.State(100m, news[..n]);
                status = PaymentRules.Advances(status, state.Status) ? state.Status : status;
                refunded = Math.Max(refunded, state.Refunded);
            }
            return new ProviderPaymentState(status, refunded) == ProviderPaymentRules.State(100m, news);
        },
        tries: 5_000);

    public static TheoryData<ProviderNewsKind, long?, string?, bool> Claims { get; } = new()
    {
        { ProviderNewsKind.Succeeded, 10000, "EUR", true },
        { ProviderNewsKind.Succeeded, 9999, "EUR", false },
        { ProviderNewsKind.Succeeded, 10001, "EUR", false },
        { ProviderNewsKind.Succeeded, 10000, "USD", false },
        { ProviderNewsKind.Succeeded, 10000, null, false },
        { ProviderNewsKind.Succeeded, null, "EUR", false },
        { ProviderNewsKind.Refunded, 1, "EUR", true },
        { ProviderNewsKind.Refunded, 10000, "EUR", true },
        { ProviderNewsKind.Refunded, 10001, "EUR", false },
        { ProviderNewsKind.Refunded, 0, "EUR", false },
        { ProviderNewsKind.Refunded, -5, "EUR", false },
        { ProviderNewsKind.Refunded, null, "EUR", false },
        { ProviderNewsKind.Refunded, 10000, "JPY", false },
        { ProviderNewsKind.Failed, null, null, true },
        { ProviderNewsKind.Processing, 5, "XYZ", true },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void Contradiction_OfAPaymentOf100Euros_IsFound(ProviderNewsKind kind, long? minor, string? currency, bool fits) =>
        Assert.Equal(fits, ProviderPaymentRules.Contradiction(Event(kind, minor, currency), new Money(100m, Currency.Eur)) is null);

    static ProviderEvent Event(ProviderNewsKind kind, long? minor, string? currency) => new()
    {
        Provider = "stripe",
        EventId = "evt",
        Type = "x",
        Kind = kind,
        AmountMinor = minor,
        Currency = currency,
        OccurredAt = DateTimeOffset.UnixEpoch,
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Outcome = ProviderEventOutcome.Waiting,
        Payload = [],
    };

    static IEnumerable<List<T>> Orders<T>(List<T> items) =>
        items.Count == 0 ? [[]] : items.SelectMany((item, at) => Orders([.. items.Where((_, i) => i != at)]).Select(rest => (List<T>)[item, .. rest]));
}
