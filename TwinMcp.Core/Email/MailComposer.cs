using System.Net.Mime;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Core.Outbox;

namespace TwinMcp.Core.Email;

/// <summary>From an outbox row to the mail. Made when it is sent, so that a repeat shows what is left to pay.</summary>
public sealed class MailComposer(InvoiceMailQueries invoices, MailRenderer renderer, MailOptions options, SellerStore sellers, TimeProvider clock)
{
    /// <summary>Only a mail to a folder is ever written without a sender's address: <see cref="MailOptions"/> refuses to start otherwise.</summary>
    const string NoSender = "billing@localhost";

    /// <summary>A conflict: there is no reason left to send it. Any other refusal: it cannot be made, for good.</summary>
    public async Task<Result<OutgoingMail>> ComposeAsync(OutboxMessage row, CancellationToken ct)
    {
        if (row.Kind == MailKind.Invoice)
            return await InvoiceAsync(row, ct);
        return MailKind.ReminderStep(row.Kind) is { } step
            ? await ReminderAsync(row, step, ct)
            : BillingError.NotFound($"template for '{row.Kind}'");
    }

    async Task<Result<OutgoingMail>> InvoiceAsync(OutboxMessage row, CancellationToken ct)
    {
        var found = await invoices.FindAsync(row.UserId, row.InvoiceId, ct);
        if (found.Error is { } missing)
            return missing;
        var (invoice, pdf) = found.Value;
        return await MailAsync(row, (invoice, pdf), InvoiceMailView.Of(invoice), ct);
    }

    async Task<Result<OutgoingMail>> ReminderAsync(OutboxMessage row, int step, CancellationToken ct)
    {
        var found = await invoices.FindUnpaidAsync(row.UserId, row.InvoiceId, ct);
        if (found.Error is { } nothing)
            return nothing;
        var (invoice, pdf, penalty) = found.Value;
        return await MailAsync(row, (invoice, pdf), ReminderMailView.Of(invoice, step, penalty), ct);
    }

    async Task<OutgoingMail> MailAsync(OutboxMessage row, (Invoice Invoice, byte[] Pdf) of, InvoiceMailView view, CancellationToken ct)
    {
        var (invoice, pdf) = of;
        // answers go where the company is reached today, whenever the invoice was issued
        var seller = await sellers.CurrentAsync(ct);
        return new OutgoingMail
        {
            MessageId = row.MessageId,
            Reference = invoice.Number!,
            From = new MailParty(options.Sender ?? seller.Email ?? NoSender, view.Brand),
            ReplyTo = seller.Email is { } address ? new MailParty(address, view.Brand) : null,
            To = row.Recipient,
            Subject = view.Subject,
            Text = InvoiceMailText.Of(view),
            Html = await renderer.InvoiceAsync(view),
            Files = [new MailFile(invoice.Number + ".pdf", MediaTypeNames.Application.Pdf, pdf)],
            Date = clock.GetUtcNow(),
        };
    }
}
