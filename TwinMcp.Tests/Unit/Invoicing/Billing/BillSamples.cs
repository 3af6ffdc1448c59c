using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Tax;
using TwinMcp.Core.Usage;
using TwinMcp.Tests.Support;

namespace TwinMcp.Tests.Unit.Invoicing.Billing;

/// <summary>Accounts to compute bills of.</summary>
static class BillSamples
{
    public const string Tool = UsageTools.QueryDocs;

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public static DateRange Days(string from, string to) => new(Day(from), Day(to));

    public static Subscription Subscription(PlanVersion version, string from, string? to = null, int anchorDay = 1, SubscriptionInterval interval = SubscriptionInterval.Month) => new()
    {
        UserId = UserId,
        Id = Guid.NewGuid(),
        PlanVersionId = version.Id,
        PlanVersion = version,
        Status = SubscriptionStatus.Active,
        Interval = interval,
        AnchorDay = anchorDay,
        StartedOn = Day(from),
        YearsFrom = Day(from),
        EndsOn = to is null ? null : Day(to),
    };

    /// <summary>The same, with a plan that took over on a day.</summary>
    public static Subscription After(Subscription before, PlanVersion version, SubscriptionInterval? interval = null) => new()
    {
        UserId = before.UserId,
        Id = Guid.NewGuid(),
        PlanVersionId = version.Id,
        PlanVersion = version,
        Status = SubscriptionStatus.Active,
        Interval = interval ?? before.Interval,
        AnchorDay = before.AnchorDay,
        StartedOn = before.EndsOn!.Value,
        YearsFrom = interval is { } other && other != before.Interval ? before.EndsOn!.Value : before.YearsFrom,
        PreviousId = before.Id,
    };

    public static BillingAccount Account(UsageBook usage, params Subscription[] subscriptions) =>
        new(NewCustomer(), subscriptions, usage, []) { Vat = new VatTreatment(VatCategory.S, 20m) };

    /// <summary>Usage of whole days of one tool.</summary>
    public static UsageBook Used(params (string Day, long Requests, long Tokens)[] days)
    {
        var book = new UsageBook();
        foreach (var month in days.GroupBy(d => new DateOnly(Day(d.Day).Year, Day(d.Day).Month, 1)))
        {
            book.CountMonth(month.Key, Tool, new UsageTotals(month.Sum(d => d.Requests), month.Sum(d => d.Tokens)));
            book.OpenDays(month.Key);
            foreach (var (day, requests, tokens) in month)
                book.CountDay(Day(day), Tool, new UsageTotals(requests, tokens));
        }
        return book;
    }

    public static PlanVersion Version(string plan) => ProductData.Version(plan);

    /// <summary>A version of prices of one's own.</summary>
    public static PlanVersion Version(decimal fee, params PlanPrice[] prices) => new()
    {
        Id = Guid.NewGuid(),
        PlanId = Guid.NewGuid(),
        Plan = new Plan { Id = Guid.NewGuid(), Code = "own", Name = "Own" },
        Number = 1,
        Currency = Currency.Eur,
        MonthlyFee = fee,
        EffectiveFrom = new DateOnly(2024, 1, 1),
        Prices = [.. prices],
    };

    public static PlanPrice Price(PriceComponent component, PriceModelKind model, decimal unitPrice, decimal baseQuantity = 1m) =>
        new() { PlanVersionId = Guid.Empty, Component = component, Model = model, UnitPrice = unitPrice, BaseQuantity = baseQuantity };

    /// <summary>Each line as "description | quantity x price / base = net".</summary>
    public static IEnumerable<string> Lines(BillOutcome outcome) => outcome.Bill!.Input.Lines.Select(l =>
        FormattableString.Invariant($"{l.Description} | {l.Quantity:0.####} x {l.UnitPrice:0.##########} / {l.BaseQuantity:0.####} = {TwinMcp.Core.Invoicing.InvoiceCalculator.Net(l, outcome.Bill.Input.Currency):0.00}"));

    static CustomerId UserId { get; } = CustomerId.New();

    static Customer NewCustomer() => new()
    {
        UserId = UserId,
        Name = "Essai",
        BillingEmail = "a@b.example",
        Language = "en",
        Currency = Currency.Eur,
        Address = new PostalAddress("1 rue", null, "75001", "Paris", "FR"),
    };
}
