using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>What a person can do with an invoice from the pages.</summary>
public enum InvoiceCommand
{
    Issue,
    Recompute,
    Send,
    MarkPaid,
    RecordPayment,
    CreditNote,
    CopyLink,
    RevokeLink,
    Cancel,
}

/// <summary>Which commands to show: the role's table and the status's table, nothing else. The services refuse the rest anyway.</summary>
public static class InvoiceCommands
{
    public static IReadOnlyList<InvoiceCommand> For(Actor actor, InvoiceHead invoice)
    {
        var commands = new List<InvoiceCommand>();
        var mayMove = Access.Allows(actor, BillingAction.ChangeInvoiceStatus);
        if (mayMove && InvoiceTransitions.Allows(invoice.Status, InvoiceStatus.Sent))
            commands.Add(InvoiceCommand.Issue);
        if (invoice is { Kind: InvoiceKind.Subscription, Status: InvoiceStatus.Draft } && Access.Allows(actor, BillingAction.GenerateInvoice))
            commands.Add(InvoiceCommand.Recompute);
        if (invoice.Number is not null && invoice.Status != InvoiceStatus.Cancelled && Access.Allows(actor, BillingAction.SendInvoice))
            commands.Add(InvoiceCommand.Send);
        if (mayMove && InvoiceTransitions.Allows(invoice.Status, InvoiceStatus.Paid))
            commands.Add(InvoiceCommand.MarkPaid);
        if (mayMove && InvoiceTransitions.Allows(invoice.Status, InvoiceStatus.Cancelled))
            commands.Add(InvoiceCommand.Cancel);
        return commands;
    }

    /// <summary>On the invoice's own page there is room for the rest of what an admin does with an issued one.</summary>
    public static IReadOnlyList<InvoiceCommand> OnPage(Actor actor, InvoiceHead invoice)
    {
        var commands = new List<InvoiceCommand>(For(actor, invoice));
        var isOpen = invoice is { Number: not null, Kind: not InvoiceKind.CreditNote } && invoice.Status != InvoiceStatus.Cancelled;
        if (isOpen && invoice.Due > 0 && Access.Allows(actor, BillingAction.RecordPayment))
            commands.Add(InvoiceCommand.RecordPayment);
        if (isOpen && Access.Allows(actor, BillingAction.IssueCreditNote))
            commands.Add(InvoiceCommand.CreditNote);
        if (invoice.Number is not null && Access.Allows(actor, BillingAction.ShareInvoice))
            commands.AddRange([InvoiceCommand.CopyLink, InvoiceCommand.RevokeLink]);
        return commands;
    }

    public static string Key(this InvoiceCommand command) => command switch
    {
        InvoiceCommand.Issue => "issue",
        InvoiceCommand.Recompute => "recompute",
        InvoiceCommand.Send => "send",
        InvoiceCommand.MarkPaid => "markpaid",
        InvoiceCommand.RecordPayment => "recordpayment",
        InvoiceCommand.CreditNote => "creditnote",
        InvoiceCommand.CopyLink => "copylink",
        InvoiceCommand.RevokeLink => "revokelink",
        InvoiceCommand.Cancel => "cancel",
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static string Icon(this InvoiceCommand command) => command switch
    {
        InvoiceCommand.Issue => "sent",
        InvoiceCommand.Recompute => "undo",
        InvoiceCommand.Send => "mail",
        InvoiceCommand.MarkPaid => "bank",
        InvoiceCommand.RecordPayment => "coin",
        InvoiceCommand.CreditNote => "undo",
        InvoiceCommand.CopyLink => "copy",
        InvoiceCommand.RevokeLink => "lock",
        InvoiceCommand.Cancel => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };
}
