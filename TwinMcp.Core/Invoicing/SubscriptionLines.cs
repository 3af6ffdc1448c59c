using System.Globalization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Tax;
using TwinMcp.Core.Usage;

namespace TwinMcp.Core.Invoicing;

/// <summary>What a subscription costs in a period: the fee, then what was used. Pure.</summary>
static class SubscriptionLines
{
    public static InvoiceInput Of(PlanVersion version, string planName, BillingPeriod period, UsageTotals usage, (VatTreatment Vat, string Language) customer)
    {
        var culture = MoneyFormat.For(customer.Language);
        var lines = new List<LineInput>();
        if (version.MonthlyFee > 0)
            lines.Add(Fee(version, planName, period, customer.Vat, culture));
        foreach (var price in version.Prices.OrderBy(p => p.Component))
            lines.Add(Usage(price, version.Currency, usage, customer.Vat, culture));
        return new InvoiceInput(version.Currency, lines);
    }

    static LineInput Fee(PlanVersion version, string planName, BillingPeriod period, VatTreatment vat, CultureInfo culture) =>
        new(Text("Fee", culture, planName), period.Months, version.MonthlyFee, vat)
        {
            Component = LineComponent.Fee,
            Unit = Text(period.Months == 1 ? "FeeUnit" : "FeeUnits", culture),
            Detail = Text("Period", culture, Date(period.Start, culture), Date(period.LastDay, culture)),
        };

    static LineInput Usage(PlanPrice price, Currency currency, UsageTotals usage, VatTreatment vat, CultureInfo culture)
    {
        var (component, key, quantity) = price.Component switch
        {
            PriceComponent.Requests => (LineComponent.Requests, "Requests", usage.Requests),
            PriceComponent.Tokens => (LineComponent.Tokens, "Tokens", usage.Tokens),
            _ => throw new ArgumentOutOfRangeException(nameof(price), price.Component, null),
        };
        var per = MoneyFormat.Price(price.UnitPrice, currency, culture) + " " + currency.Code;
        return new LineInput(Text(key, culture), quantity, price.UnitPrice, vat)
        {
            Component = component,
            Unit = Text(key + "Unit", culture),
            BaseQuantity = price.BaseQuantity,
            Detail = Text(key + "Detail", culture, per, MoneyFormat.Quantity(price.BaseQuantity, culture)),
        };
    }

    static string Date(DateOnly date, CultureInfo culture) => date.ToString("dd/MM/yyyy", culture);

    static string Text(string key, CultureInfo culture, params ReadOnlySpan<object?> values) => InvoiceTexts.Texts.Format(key, culture, values);
}
