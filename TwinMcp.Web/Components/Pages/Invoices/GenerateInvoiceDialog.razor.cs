using System.Globalization;
using Microsoft.AspNetCore.Components;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Invoicing;
using TwinMcp.Web.Auth;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>A customer, a month, and at once what the invoice would be. Creating it opens its page.</summary>
public sealed partial class GenerateInvoiceDialog : IDisposable
{
    const int MonthsBack = 15;

    readonly CancellationTokenSource gone = new();
    Modal modal = default!;
    CustomerChoice? customer;
    BillingPeriod month;
    InvoiceTotals? totals;
    string? refusal;
    bool canRecompute;
    bool isBusy;
    bool issueAtOnce;

    [Inject]
    InvoiceDrafting Drafting { get; set; } = default!;

    [Inject]
    CurrentActor Actors { get; set; } = default!;

    [Inject]
    LocalDates Dates { get; set; } = default!;

    [Inject]
    Toasts Messages { get; set; } = default!;

    [Inject]
    NavigationManager Navigation { get; set; } = default!;

    BillingPeriod LastMonth => BillingPeriod.MonthOf(BillingPeriod.MonthOf(Dates.Today).Start.AddDays(-1));

    IEnumerable<BillingPeriod> Months => Enumerable.Range(-1, MonthsBack).Select(n => BillingPeriod.MonthOf(LastMonth.Start.AddMonths(-n)));

    string Submit => (totals, issueAtOnce) switch
    {
        (null, _) => L["generate.submit"],
        (_, true) => L["generate.submit.issue", Text(totals.GrandTotal)],
        _ => L["generate.submit.draft", Text(totals.GrandTotal)],
    };

    public void Open()
    {
        (customer, totals, refusal, canRecompute, isBusy, issueAtOnce) = (null, null, null, false, false, false);
        month = LastMonth;
        modal.Open();
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    Task PickAsync(CustomerChoice? picked)
    {
        customer = picked;
        return PreviewAsync();
    }

    Task ChooseMonthAsync(ChangeEventArgs change)
    {
        month = BillingPeriod.MonthOf(DateOnly.ParseExact((string)change.Value!, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        return PreviewAsync();
    }

    async Task PreviewAsync()
    {
        (totals, refusal, canRecompute) = (null, null, false);
        if (customer is not { } chosen)
            return;
        isBusy = true;
        var asked = month;
        var result = await Drafting.PreviewPeriodAsync(await Actors.GetAsync(), chosen.UserId, Period(asked), gone.Token);
        if (chosen != customer || asked != month)
            return;
        isBusy = false;
        totals = result.IsOk ? result.Value : null;
        refusal = result.Error is { } error ? ErrorText.For(L, error) : null;
    }

    Task GenerateAsync() => GenerateAsync(forceRegenerate: false);

    Task RecomputeAsync() => GenerateAsync(forceRegenerate: true);

    async Task GenerateAsync(bool forceRegenerate)
    {
        if (customer is not { } chosen || isBusy)
            return;
        isBusy = true;
        var options = new GenerateOptions { SendImmediately = issueAtOnce, ForceRegenerate = forceRegenerate };
        var input = new GenerateInvoice { UserId = chosen.UserId, Period = Period(month), Options = options };
        var result = await Drafting.GenerateAsync(await Actors.GetAsync(), input, key: null, gone.Token);
        isBusy = false;
        if (result.Error is { } error)
        {
            refusal = ErrorText.For(L, error);
            canRecompute = error.Code == "period_invoiced" && !forceRegenerate;
            return;
        }
        await modal.CloseAsync();
        Messages.Done(L[issueAtOnce ? "generate.done.issued" : forceRegenerate ? "generate.done.recomputed" : "generate.done.draft", chosen.Name]);
        Navigation.NavigateTo($"{InvoiceListUrl.Path}/{result.Value.Id}");
    }

    static PeriodInput Period(BillingPeriod period) => new() { Type = period.Type, StartDate = period.Start, EndDate = period.LastDay };

    string Text(decimal amount) => MoneyFormat.Text(new Money(amount, totals!.Currency), CultureInfo.CurrentUICulture);
}
