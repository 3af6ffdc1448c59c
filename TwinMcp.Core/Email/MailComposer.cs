using System.Net.Mime;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Outbox;

namespace TwinMcp.Core.Email;

/// <summary>From an outbox row to the mail. Made when it is sent, so that a repeat shows what is left to pay.</summary>
public sealed class MailComposer(InvoiceMailQueries invoices, MailRenderer renderer, MailOptions options, SellerOptions seller, TimeProvider clock)
{
    /// <summary>Only a mail to a folder is ever written without a sender's address: <see cref="MailOptions"/> refuses to start otherwise.</summary>
    const string NoSender = "billing@localhost";

    /// <summary>A refusal is for good: there is nothing to send.</summary>
    public async Task<Result<OutgoingMail>> ComposeAsync(OutboxMessage row, CancellationToken ct) => row.Kind switch
    {
        MailKind.Invoice => await InvoiceAsync(row, ct),
        _ => BillingError.NotFound($"template for '{row.Kind}'"),
    };

    async Task<Result<OutgoingMail>> InvoiceAsync(OutboxMessage row, CancellationToken ct)
    {
        var found = await invoices.FindAsync(row.UserId, row.InvoiceId, ct);
        if (found.Error is { } missing)
            return missing;
        var (invoice, pdf) = found.Value;
        var view = InvoiceMailView.Of(invoice);
        return new OutgoingMail
        {
            MessageId = row.MessageId,
            Reference = invoice.Number!,
            From = new MailParty(options.Sender ?? seller.Party.Email ?? NoSender, view.Brand),
            ReplyTo = seller.Party.Email is { } address ? new MailParty(address, view.Brand) : null,
            To = row.Recipient,
            Subject = view.Subject,
            Text = InvoiceMailText.Of(view),
            Html = await renderer.InvoiceAsync(view),
            Files = [new MailFile(invoice.Number + ".pdf", MediaTypeNames.Application.Pdf, pdf)],
            Date = clock.GetUtcNow(),
        };
    }
}
