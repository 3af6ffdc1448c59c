using System.Globalization;
using System.Resources;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Web.Components.Shared;
using TwinMcp.Web.Resources;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>The words and numbers of the document: in the customer's language, whoever looks at it.</summary>
public sealed class SheetText(string language, Currency currency)
{
    static readonly ResourceManager Texts = new(typeof(UiText));

    public CultureInfo Culture { get; } = MoneyFormat.For(language);

    public Currency Currency { get; } = currency;

    public string this[string key] => Find(key) ?? key;

    public string this[string key, object value] => string.Format(Culture, this[key], value);

    /// <summary>Null when there is no such text: units and countries beyond those we know stand as they are.</summary>
    public string? Find(string key) => Texts.GetString(key, Culture);

    /// <summary>"1 643,50 €".</summary>
    public string Money(decimal amount) => MoneyFormat.Text(new Money(amount, Currency), Culture);

    /// <summary>"1 643,50", for columns.</summary>
    public string Number(decimal amount) => MoneyFormat.Number(amount, Currency, Culture);

    public string Quantity(decimal quantity) => MoneyFormat.Quantity(quantity, Culture);

    /// <summary>"0,60 / 1 000 000": the price and the quantity that it is for.</summary>
    public string Price(LineView line) =>
        MoneyFormat.Price(line.UnitPrice, Currency, Culture) + (line.BaseQuantity == 1 ? "" : " / " + Quantity(line.BaseQuantity));

    public string Percent(decimal rate) => MoneyFormat.Percent(rate, Culture);

    public string Date(DateOnly? date) => date is { } day ? DateFormat.Numeric(day, Culture) : "—";

    /// <summary>"01/08 – 31/08/2026".</summary>
    public string Period(DateOnly? first, DateOnly? last) => (first, last) is ({ } from, { } to) ? DateFormat.NumericPeriod(from, to, Culture) : "—";
}
