using Microsoft.AspNetCore.Components;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>Carries out a command: asks first where it is final, then calls the service and says what came of it. One on a page.</summary>
public sealed partial class InvoiceActions : IDisposable
{
    readonly CancellationTokenSource gone = new();
    ConfirmDialog confirm = default!;

    /// <summary>The invoice changed: load again.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    /// <summary>Somebody else was faster.</summary>
    [Parameter]
    public EventCallback OnConflict { get; set; }

    public async Task RunAsync(InvoiceCommand command, InvoiceHead invoice)
    {
        if (Question(command, invoice) is { } question && !await confirm.AskAsync(question))
            return;
        var actor = await Actors.GetAsync();
        var error = await DoAsync(command, invoice, actor);
        if (error is null)
            Messages.Done(L[$"done.{command.Key()}", invoice.Name(L), invoice.Money(invoice.Open())]);
        else
            Messages.Failed(L[$"failed.{command.Key()}", invoice.Name(L)], ErrorText.For(L, error));
        if (error?.Kind is ErrorKind.PreconditionFailed or ErrorKind.Conflict)
            await OnConflict.InvokeAsync();
        else if (error is null)
            await OnChanged.InvokeAsync();
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    async Task<BillingError?> DoAsync(InvoiceCommand command, InvoiceHead invoice, Actor actor) => command switch
    {
        InvoiceCommand.Issue => await MoveAsync(actor, invoice, InvoiceStatus.Sent),
        InvoiceCommand.MarkPaid => await MoveAsync(actor, invoice, InvoiceStatus.Paid),
        InvoiceCommand.Cancel => await MoveAsync(actor, invoice, InvoiceStatus.Cancelled),
        InvoiceCommand.Send => (await Service.SendAsync(actor, invoice.Id, key: null, gone.Token)).Error,
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    async Task<BillingError?> MoveAsync(Actor actor, InvoiceHead invoice, InvoiceStatus to) =>
        (await Service.UpdateAsync(actor, invoice.Id, invoice.Version, new UpdateInvoice { Status = to }, gone.Token)).Error;

    /// <summary>Sending a mail again is not asked about; the rest says in one sentence what will happen.</summary>
    ConfirmQuestion? Question(InvoiceCommand command, InvoiceHead invoice)
    {
        if (command == InvoiceCommand.Send)
            return null;
        var amount = invoice.Money(command == InvoiceCommand.MarkPaid ? invoice.Due : invoice.Total);
        return new ConfirmQuestion(
            L[$"ask.{command.Key()}.title", invoice.Name(L)],
            L[$"ask.{command.Key()}.sentence", invoice.Number ?? "", amount, invoice.CustomerName],
            L[$"ask.{command.Key()}.action", amount],
            command == InvoiceCommand.Cancel);
    }
}
