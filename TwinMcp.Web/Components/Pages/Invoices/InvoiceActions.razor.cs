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
    RecordPaymentDialog? payment;
    CreditNoteDialog? creditNote;
    InvoiceLinks? links;

    /// <summary>On a page that offers <see cref="InvoiceCommands.OnPage"/>.</summary>
    [Parameter]
    public bool HasDialogs { get; set; }

    /// <summary>The invoice changed: load again.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    /// <summary>Somebody else was faster.</summary>
    [Parameter]
    public EventCallback OnConflict { get; set; }

    public async Task RunAsync(InvoiceCommand command, InvoiceHead invoice)
    {
        if (command == InvoiceCommand.RecordPayment)
        {
            payment!.Open(invoice);
            return;
        }
        if (command == InvoiceCommand.CreditNote)
        {
            await creditNote!.OpenAsync(invoice);
            return;
        }
        if (command == InvoiceCommand.CopyLink)
        {
            await links!.CopyAsync(await Actors.GetAsync(), invoice);
            return;
        }
        if (Question(command, invoice) is { } question && !await confirm.AskAsync(question))
            return;
        var result = await DoAsync(command, invoice, await Actors.GetAsync());
        if (result.Error is { } error)
        {
            Messages.Failed(L[$"failed.{command.Key()}", invoice.Name(L)], ErrorText.For(L, error));
            if (IsOvertaken(error))
                await OnConflict.InvokeAsync();
            return;
        }
        var done = result.Value;
        Messages.Done(L[$"done.{command.Key()}", done.Name(L), done.Money(done.Open()), done.Money(done.Total)]);
        await OnChanged.InvokeAsync();
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    /// <summary>The page shows what is past. The other conflicts say what the invoice itself lacks: nobody was faster.</summary>
    internal static bool IsOvertaken(BillingError error) =>
        error.Kind == ErrorKind.PreconditionFailed || error.Code is "forbidden_transition" or "frozen";

    /// <summary>The invoice's own period. Its months are counted from the day after its last: an anchor of 29 to 31 begins on other days.</summary>
    internal static PeriodInput? PeriodOf(InvoiceHead invoice)
    {
        if (invoice is not { PeriodStart: { } start, PeriodEnd: { } last })
            return null;
        var end = last.AddDays(1);
        PeriodType? type = ((end.Year - start.Year) * 12 + end.Month - start.Month) switch
        {
            1 => PeriodType.Monthly,
            3 => PeriodType.Quarterly,
            12 => PeriodType.Yearly,
            _ => null,
        };
        return new PeriodInput { Type = type, StartDate = start, EndDate = last };
    }

    /// <summary>The invoice as the message names it: as it was, or as it has become.</summary>
    async Task<Result<InvoiceHead>> DoAsync(InvoiceCommand command, InvoiceHead invoice, Actor actor) => command switch
    {
        InvoiceCommand.Issue => await MoveAsync(actor, invoice, InvoiceStatus.Sent),
        InvoiceCommand.MarkPaid => await MoveAsync(actor, invoice, InvoiceStatus.Paid),
        InvoiceCommand.Cancel => await MoveAsync(actor, invoice, InvoiceStatus.Cancelled),
        InvoiceCommand.Recompute => await RecomputeAsync(actor, invoice),
        InvoiceCommand.RevokeLink => (await links!.RevokeAsync(actor, invoice)).Map(_ => invoice),
        InvoiceCommand.RecordPayment or InvoiceCommand.CreditNote or InvoiceCommand.CopyLink => throw new InvalidOperationException($"{command} has its own way."),
        InvoiceCommand.Send => (await Service.SendAsync(actor, invoice.Id, key: null, gone.Token)).Map(_ => invoice),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    async Task<Result<InvoiceHead>> MoveAsync(Actor actor, InvoiceHead invoice, InvoiceStatus to) =>
        (await Service.UpdateAsync(actor, invoice.Id, invoice.Version, new UpdateInvoice { Status = to }, gone.Token)).Map(_ => invoice);

    /// <summary>The service goes by the period, and makes a new draft where there is none: whether this one still is one is asked first.</summary>
    async Task<Result<InvoiceHead>> RecomputeAsync(Actor actor, InvoiceHead invoice)
    {
        var now = await Queries.FindAsync(actor, invoice.Id, gone.Token);
        if (now.Error is { } missing)
            return missing;
        if (now.Value.Head.Status != InvoiceStatus.Draft)
            return BillingError.Stale;
        var input = new GenerateInvoice { UserId = invoice.UserId, Period = PeriodOf(invoice), Options = new GenerateOptions { ForceRegenerate = true } };
        var generated = await Drafting.GenerateAsync(actor, input, key: null, gone.Token);
        return generated.Error is { } refused ? refused : (await Queries.FindAsync(actor, generated.Value.Id, gone.Token)).Map(d => d.Head);
    }

    /// <summary>Sending a mail again and recomputing are not asked about; the rest says in one sentence what will happen.</summary>
    ConfirmQuestion? Question(InvoiceCommand command, InvoiceHead invoice)
    {
        if (command is InvoiceCommand.Send or InvoiceCommand.Recompute)
            return null;
        var amount = invoice.Money(command == InvoiceCommand.MarkPaid ? invoice.Due : invoice.Total);
        return new ConfirmQuestion(
            L[$"ask.{command.Key()}.title", invoice.Name(L)],
            L[$"ask.{command.Key()}.sentence", invoice.Number ?? "", amount, invoice.CustomerName],
            L[$"ask.{command.Key()}.action", amount],
            command is InvoiceCommand.Cancel or InvoiceCommand.RevokeLink);
    }
}
