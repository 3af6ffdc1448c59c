using System.Globalization;
using Microsoft.AspNetCore.Components;
using TwinMcp.Core.Common;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>Search, dates and what is filtered now. Every choice is a navigation: the URL is the state.</summary>
public partial class InvoiceFilterBar
{
    ElementReference button;
    ElementReference phoneButton;
    ElementReference popover;
    DateOnly? from;
    DateOnly? to;
    bool isBackwards;

    [Parameter, EditorRequired]
    public required InvoiceListUrl Url { get; set; }

    [Parameter]
    public bool IsCustomer { get; set; }

    [Inject]
    LocalDates Calendar { get; set; } = default!;

    string Dates
    {
        get
        {
            var culture = CultureInfo.CurrentUICulture;
            return (Url.From, Url.To) switch
            {
                ({ } first, { } last) => DateFormat.Period(first, last, culture),
                ({ } first, null) => L["filter.since", DateFormat.Day(first, culture)],
                (null, { } last) => L["filter.until", DateFormat.Day(last, culture)],
                _ => "",
            };
        }
    }

    IEnumerable<(string Key, (DateOnly First, DateOnly Last) Range)> Presets
    {
        get
        {
            var month = BillingPeriod.MonthOf(Calendar.Today);
            var before = BillingPeriod.MonthOf(month.Start.AddDays(-1));
            var year = BillingPeriod.StartingAt(PeriodType.Yearly, new DateOnly(month.Start.Year, 1, 1));
            yield return ("filter.month", (month.Start, month.LastDay));
            yield return ("filter.lastmonth", (before.Start, before.LastDay));
            yield return ("filter.year", (year.Start, year.LastDay));
        }
    }

    async Task OpenAsync(ElementReference origin)
    {
        (from, to, isBackwards) = (Url.From, Url.To, false);
        await Script.OpenMenuAsync(popover, origin);
    }

    Task PickAsync((DateOnly First, DateOnly Last) range)
    {
        (from, to) = (range.First, range.Last);
        return ApplyAsync();
    }

    async Task ApplyAsync()
    {
        isBackwards = from > to;
        if (isBackwards)
            return;
        await Script.CloseMenuAsync(popover);
        Navigation.NavigateTo((Url with { From = from, To = to }).First().ToString());
    }

    /// <summary>Typing on replaces the entry in the history: "back" leaves the search, not one letter of it.</summary>
    void Search(string text) =>
        Navigation.NavigateTo((Url with { Q = text.Length == 0 ? null : text }).First().ToString(), replace: Url.Q is not null);
}
