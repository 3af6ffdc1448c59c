using Microsoft.AspNetCore.Components;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>Takes back an issued invoice, whole or by amounts of its lines. Says before what will come of it.</summary>
public sealed partial class CreditNoteDialog : IDisposable
{
    readonly CancellationTokenSource gone = new();
    readonly Dictionary<int, string> amounts = [];
    Modal modal = default!;
    InvoiceDetail? invoice;
    string reason = "";
    string? refusal;
    bool isWhole;
    bool isBusy;

    [Parameter]
    public EventCallback OnDone { get; set; }

    bool IsReady => invoice is not null && !string.IsNullOrWhiteSpace(reason) && (isWhole || (Lines.Count > 0 && Lines.All(l => l.Amount is > 0)));

    IReadOnlyList<CreditedLineRequest> Lines =>
        [.. amounts.Where(a => !string.IsNullOrWhiteSpace(a.Value)).Select(a => new CreditedLineRequest { LineNumber = a.Key, Amount = TypedAmount.Parse(a.Value) })];

    string Sentence
    {
        get
        {
            if (invoice is not { Head: { } head })
                return "";
            var left = head.Total + invoice.Rounding - invoice.Credited;
            return isWhole ? L["creditnote.sentence.whole", head.Money(left), head.Number!] : L["creditnote.sentence.part", head.Number!];
        }
    }

    public async Task OpenAsync(InvoiceHead head)
    {
        var found = await Queries.FindAsync(await Actors.GetAsync(), head.Id, gone.Token);
        invoice = found.IsOk ? found.Value : null;
        refusal = found.Error is { } error ? ErrorText.For(L, error) : null;
        (reason, isWhole, isBusy) = ("", true, false);
        amounts.Clear();
        modal.Open();
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    async Task IssueAsync()
    {
        if (!IsReady || isBusy)
            return;
        isBusy = true;
        var head = invoice!.Head;
        var input = new IssueCreditNote { Reason = reason, Lines = isWhole ? null : Lines };
        var issued = await Service.IssueAsync(await Actors.GetAsync(), head.Id, input, key: null, gone.Token);
        isBusy = false;
        if (issued.Error is { } error)
        {
            refusal = error.Kind == ErrorKind.Validation ? L["creditnote.toomuch"] : ErrorText.For(L, error);
            return;
        }
        await modal.CloseAsync();
        Messages.Done(L["done.creditnote", head.Number!]);
        await OnDone.InvokeAsync();
    }
}
