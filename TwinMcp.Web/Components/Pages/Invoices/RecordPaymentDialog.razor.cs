using Microsoft.AspNetCore.Components;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>Money that came in for an invoice: all that is due, or a part, or more. Says before what will come of it.</summary>
public sealed partial class RecordPaymentDialog : IDisposable
{
    readonly CancellationTokenSource gone = new();
    Modal modal = default!;
    InvoiceHead? head;
    string text = "";
    DateOnly on;
    string note = "";
    string? refusal;
    bool isBusy;

    [Parameter]
    public EventCallback OnDone { get; set; }

    decimal? Amount => TypedAmount.Parse(text) is > 0 and { } amount && head?.Currency.Fits(amount) == true ? amount : null;

    string Sentence => (head, Amount) switch
    {
        ({ } invoice, { } amount) when amount < invoice.Due => L["pay.less", invoice.Money(invoice.Due - amount)],
        ({ } invoice, { } amount) when amount > invoice.Due => L["pay.more", invoice.Money(amount - invoice.Due)],
        ({ } invoice, { }) => L["pay.all", invoice.Number!],
        _ => L["pay.hint"],
    };

    public void Open(InvoiceHead invoice)
    {
        (head, text, on, note, refusal, isBusy) = (invoice, TypedAmount.Text(invoice.Due, invoice.Currency), Dates.Today, "", null, false);
        modal.Open();
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    async Task RecordAsync()
    {
        if (head is not { } invoice || Amount is not { } amount || isBusy)
            return;
        isBusy = true;
        var input = new RecordPayment { InvoiceId = invoice.Id, Amount = amount, Note = note, ReceivedAt = on == Dates.Today ? null : Dates.StartOf(on) };
        var recorded = await Service.RecordAsync(await Actors.GetAsync(), input, key: null, gone.Token);
        isBusy = false;
        if (recorded.Error is { } error)
        {
            refusal = ErrorText.For(L, error);
            return;
        }
        await modal.CloseAsync();
        Messages.Done(L["done.recordpayment", invoice.Number!, invoice.Money(amount)]);
        await OnDone.InvokeAsync();
    }
}
