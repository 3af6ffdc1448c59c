using System.Globalization;
using System.Net.Mime;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Core.Outbox;

namespace TwinMcp.Core.Email;

/// <summary>From an outbox row to the mail. Made when it is sent, so that a repeat shows what is left to pay.</summary>
public sealed class MailComposer(InvoiceMailQueries invoices, AccountMailQueries accounts, MailAssembly assembly, MailLinks links, SellerStore sellers, LocalDates dates)
{
    /// <summary>A conflict: there is no reason left to send it. Any other refusal: it cannot be made, for good.</summary>
    public async Task<Result<OutgoingMail>> ComposeAsync(OutboxMessage row, CancellationToken ct)
    {
        var reader = await accounts.ReaderAsync(row.UserId, row.Recipient, ct);
        var isCourtesy = MailKind.IsCourtesy(row.Kind);
        if (isCourtesy && reader.HasOptedOut)
            return new BillingError(ErrorKind.Conflict, "nothing_to_remind", "Not sent: this recipient has unsubscribed from courtesy mails.");
        var made = await MakeAsync(row, reader, ct);
        if (made.Error is { } nothing)
            return nothing;
        var (content, reference, files) = made.Value;
        if (isCourtesy)
            content = content with { Unsubscribe = links.Unsubscribe(Text(content, "UnsubscribeText"), row.UserId, row.Recipient) };
        // answers go where the company is reached today, whenever the invoice was issued
        return await assembly.MakeAsync(new MailEnvelope(row.MessageId, row.Recipient, reference) { Files = files }, content, await sellers.CurrentAsync(ct));
    }

    async Task<Result<MadeMail>> MakeAsync(OutboxMessage row, MailReader reader, CancellationToken ct) => row.Kind switch
    {
        MailKind.Invoice => await InvoiceAsync(row, reader, ct),
        MailKind.PaymentReceived or MailKind.PaymentFailed or MailKind.Refund => await PaymentAsync(row, reader, ct),
        MailKind.SubscriptionEnding => await EndingAsync(row, reader, ct),
        MailKind.Welcome => await WelcomeAsync(row, reader, ct),
        MailKind.PasswordReset => await PasswordResetAsync(row, reader, ct),
        _ when MailKind.ReminderStep(row.Kind) is { } step => await ReminderAsync(row, step, reader, ct),
        _ => BillingError.NotFound($"template for '{row.Kind}'"),
    };

    async Task<Result<MadeMail>> InvoiceAsync(OutboxMessage row, MailReader reader, CancellationToken ct)
    {
        var found = await invoices.FindAsync(row.UserId, row.InvoiceId ?? default, ct);
        return found.Error is { } missing ? missing : WithPdf(InvoiceMailView.Of(found.Value.Invoice, reader.Own), found.Value.Invoice, found.Value.Pdf);
    }

    async Task<Result<MadeMail>> ReminderAsync(OutboxMessage row, int step, MailReader reader, CancellationToken ct)
    {
        var found = await invoices.FindUnpaidAsync(row.UserId, row.InvoiceId ?? default, ct);
        if (found.Error is { } nothing)
            return nothing;
        var (invoice, pdf, penalty) = found.Value;
        return WithPdf(ReminderMailView.Of(invoice, step, penalty, reader.Own), invoice, pdf);
    }

    async Task<Result<MadeMail>> PaymentAsync(OutboxMessage row, MailReader reader, CancellationToken ct)
    {
        var found = await accounts.FindInvoiceAsync(row.UserId, row.InvoiceId, ct);
        if (found.Error is { } missing)
            return missing;
        if (row.Data is not { Amount: not null, On: not null } facts)
            return BillingError.NotFound("payment's facts");
        var invoice = found.Value;
        if (row.Kind == MailKind.PaymentFailed && invoice.Due <= 0)
            return new BillingError(ErrorKind.Conflict, "nothing_to_remind", "Not sent: the invoice has been paid since.");
        var content = row.Kind switch
        {
            MailKind.PaymentReceived => PaymentMailView.Received(invoice, facts, reader.Own),
            MailKind.PaymentFailed => PaymentMailView.Failed(invoice, facts, reader.Own),
            _ => PaymentMailView.Refund(invoice, facts, reader.Own),
        };
        return new MadeMail(Linked(content, invoice), invoice.Number!, []);
    }

    async Task<Result<MadeMail>> EndingAsync(OutboxMessage row, MailReader reader, CancellationToken ct)
    {
        if (row.Data?.On is not { } endsOn)
            return BillingError.NotFound("subscription's end");
        var plan = await accounts.FindEndingPlanAsync(row.UserId, endsOn, ct);
        if (plan.Error is { } goesOn)
            return goesOn;
        var content = new AccountMailView(await sellers.CurrentAsync(ct), reader.Language, reader.ContactName).Ending(plan.Value, endsOn);
        return new MadeMail(content with { Button = links.To(Text(content, "SeeAccount"), "/dashboard") }, plan.Value, []);
    }

    async Task<MadeMail> WelcomeAsync(OutboxMessage row, MailReader reader, CancellationToken ct)
    {
        var content = new AccountMailView(await sellers.CurrentAsync(ct), row.Data?.Language ?? reader.Language, row.Data?.Name).Welcome(row.Recipient);
        return new MadeMail(content with { Button = links.To(Text(content, "SignIn"), "/login") }, row.Kind, []);
    }

    /// <summary>Without a link it would be of no use, and after its time neither.</summary>
    async Task<Result<MadeMail>> PasswordResetAsync(OutboxMessage row, MailReader reader, CancellationToken ct)
    {
        if (row.Data is not { Until: { } until } facts || links.Unseal(facts.Sealed) is not { } path)
            return BillingError.NotFound("link to a new password");
        if (until <= dates.Now)
            return new BillingError(ErrorKind.Conflict, "nothing_to_remind", "Not sent: its link has expired.");
        var language = facts.Language ?? reader.Language;
        var content = new AccountMailView(await sellers.CurrentAsync(ct), language, facts.Name).PasswordReset(Moment(until, language));
        return links.To(Text(content, "ChoosePassword"), path) is { } button
            ? new MadeMail(content with { Button = button }, row.Kind, [])
            : BillingError.NotFound("TWIN_URL");
    }

    MadeMail WithPdf(MailContent content, Invoice invoice, byte[] pdf) =>
        new(Linked(content, invoice), invoice.Number!, [new MailFile(invoice.Number + ".pdf", MediaTypeNames.Application.Pdf, pdf)]);

    MailContent Linked(MailContent content, Invoice invoice) =>
        content with { Button = links.Invoice(Text(content, invoice.IsCreditNote ? "SeeCreditNote" : "SeeInvoice"), invoice.Id) };

    string Moment(DateTimeOffset at, string language)
    {
        var local = TimeZoneInfo.ConvertTime(at, dates.Zone);
        return string.Create(MoneyFormat.For(language), $"{Documents.DocumentTexts.For(language).Date(DateOnly.FromDateTime(local.DateTime))}, {local.ToString("HH:mm", CultureInfo.InvariantCulture)} ({dates.Zone.Id})");
    }

    static string Text(MailContent content, string key) => MailTexts.Texts.Get(key, MoneyFormat.For(content.Language));

    sealed record MadeMail(MailContent Content, string Reference, IReadOnlyList<MailFile> Files);
}
