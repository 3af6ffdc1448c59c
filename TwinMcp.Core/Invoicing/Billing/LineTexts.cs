using System.Globalization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Pricing.Models;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing.Billing;

/// <summary>Makes lines in the customer's language; the figures are given.</summary>
sealed class LineTexts(string language, VatTreatment vat)
{
    readonly CultureInfo culture = MoneyFormat.For(language);

    /// <summary>Whole months or years.</summary>
    public LineInput Fee(Subscription subscription, DateRange days, int count)
    {
        var version = subscription.PlanVersion!;
        var isYear = subscription.Interval == SubscriptionInterval.Year;
        var unit = (isYear ? "Year" : "Fee") + (count == 1 ? "Unit" : "Units");
        return new LineInput(Text("Fee", version.Plan!.Name), count, isYear ? version.FeeOfAYear : version.MonthlyFee, vat)
        {
            Component = LineComponent.Fee,
            Unit = Text(unit),
            Detail = Period(days),
            Basis = new LineBasis(BasisKind.Fee, version.Id, days.From, days.To) { Interval = subscription.Interval },
        };
    }

    /// <summary>Days of a month or year: charged (sign 1), or given back because they were not used (-1).</summary>
    public LineInput FeeDays(Subscription subscription, (DateRange Days, DateRange Whole) part, decimal amount, int sign)
    {
        var version = subscription.PlanVersion!;
        var (days, whole) = part;
        return new LineInput(Text(sign < 0 ? "FeeUnused" : "Fee", version.Plan!.Name), sign, amount, vat)
        {
            Component = sign < 0 ? LineComponent.Proration : LineComponent.Fee,
            Detail = Text("Days", Date(days.From), Date(days.To.AddDays(-1)), days.Days, whole.Days),
            Basis = new LineBasis(BasisKind.FeeDays, version.Id, days.From, days.To) { Whole = whole, Interval = subscription.Interval },
        };
    }

    /// <summary>A part of a priced component.</summary>
    /// <param name="isAlone">The component has no other part: the price says it all.</param>
    public LineInput Part(PlanPrice price, PricedPart part, Currency currency, LineBasis basis, bool isAlone)
    {
        var (component, key) = Kind(price);
        var per = Text(key + "Detail", MoneyFormat.Price(part.Price.Amount, currency, culture) + " " + currency.Code, MoneyFormat.Quantity(part.Price.BaseQuantity, culture));
        var detail = part.IsIncluded ? Text("Included") : per;
        if (!isAlone && !part.IsIncluded && price.Model is PriceModelKind.Graduated or PriceModelKind.Volume)
            detail = Text("Tier", MoneyFormat.Quantity(part.From + 1, culture), MoneyFormat.Quantity(part.To, culture), detail);
        return new LineInput(Named(key, price), part.IsIncluded ? part.To - part.From : part.Quantity, part.Price.Amount, vat)
        {
            Component = component,
            Unit = Text(key + "Unit"),
            BaseQuantity = part.Price.BaseQuantity,
            Detail = detail,
            Basis = basis,
        };
    }

    /// <summary>A fixed amount: a tier's flat fee, a flat component, a true-up, a surcharge.</summary>
    public LineInput Amount(string key, PlanPrice price, decimal amount, LineBasis basis) =>
        new(Named(key, price), 1m, amount, vat) { Component = ComponentOf(basis.Kind), Detail = Period(basis.Days), Basis = basis };

    /// <summary>A percentage of other charges: the amount is the quantity, the rate a price per 100.</summary>
    public LineInput Surcharge(PlanPrice price, decimal charges, Currency currency, LineBasis basis) =>
        new(Text("Surcharge", MoneyFormat.Quantity(price.UnitPrice, culture)), charges, price.UnitPrice, vat)
        {
            Component = LineComponent.Surcharge,
            Unit = currency.Code,
            BaseQuantity = 100m,
            Detail = Period(basis.Days),
            Basis = basis,
        };

    /// <summary>Usage that came in after its period was billed.</summary>
    public LineInput Late(PlanPrice price, decimal quantity, decimal amount, LineBasis basis)
    {
        var (_, key) = Kind(price);
        var linear = price is { Model: PriceModelKind.PerUnit, IncludedQuantity: 0, MinimumAmount: 0 };
        // all of it can cost less than what was billed (volume): then it is taken back. A price is never negative (BR-27)
        var line = new LineInput(Text("Late", Named(key, price)), linear ? quantity : amount < 0 ? -1m : 1m, linear ? price.UnitPrice : Math.Abs(amount), vat)
        {
            Component = LineComponent.LateUsage,
            Unit = linear ? Text(key + "Unit") : "",
            BaseQuantity = linear ? price.BaseQuantity : 1m,
            Detail = Text("LateDetail", MoneyFormat.Quantity(quantity, culture), Text(key + "Unit"), Date(basis.From), Date(basis.To.AddDays(-1))),
            Basis = basis,
        };
        return line;
    }

    static (LineComponent Component, string Key) Kind(PlanPrice price) => price.Component switch
    {
        PriceComponent.Requests => (LineComponent.Requests, "Requests"),
        PriceComponent.Tokens => (LineComponent.Tokens, "Tokens"),
        PriceComponent.Flat or PriceComponent.Charges or _ => throw new ArgumentOutOfRangeException(nameof(price), price.Component, null),
    };

    static LineComponent ComponentOf(BasisKind kind) => kind switch
    {
        BasisKind.TrueUp => LineComponent.TrueUp,
        BasisKind.Flat or BasisKind.Usage => LineComponent.Flat,
        BasisKind.Fee or BasisKind.FeeDays or BasisKind.LateUsage or BasisKind.Surcharge or _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    string Named(string key, PlanPrice price)
    {
        var text = Text(key);
        return price.Tool == PlanPrice.AllTools ? text : $"{text} ({price.Tool})";
    }

    string Period(DateRange days) => Text("Period", Date(days.From), Date(days.To.AddDays(-1)));

    string Date(DateOnly date) => date.ToString("dd/MM/yyyy", culture);

    string Text(string key, params ReadOnlySpan<object?> values) => InvoiceTexts.Texts.Format(key, culture, values);
}
