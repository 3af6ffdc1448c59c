using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Dunning;
using TwinMcp.Core.Outbox;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Email;

/// <summary>Every template with made-up data and our own company, to be looked at. Nothing is read, nothing is sent.</summary>
public sealed class MailPreviews(MailRenderer renderer, MailLinks links, LocalDates dates)
{
    const string Login = "camille.durand@example.com";

    static readonly Guid Sample = new("00000000-0000-7000-8000-000000000001");

    /// <summary>In the order in which a customer gets to know them.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        MailKind.Welcome, MailKind.Invoice, MailKind.Reminder(-3), MailKind.Reminder(7), MailKind.Reminder(30), MailKind.PaymentReceived,
        MailKind.PaymentFailed, "credit-note", MailKind.Refund, MailKind.SubscriptionEnding, MailKind.PasswordReset,
    ];

    /// <param name="seller">Our company as it is now.</param>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="language">"fr" or "en".</param>
    public async Task<Result<MailPreview>> MakeAsync(Party seller, string kind, string language)
    {
        if (!Kinds.Contains(kind) || language is not ("fr" or "en"))
            return BillingError.NotFound("mail template");
        var content = ContentOf(Named(seller), kind, language);
        return new MailPreview(content.Subject, await renderer.HtmlAsync(content), MailTextPart.Of(content)) { Content = content };
    }

    MailContent ContentOf(Party company, string kind, string language)
    {
        var issued = Issued(company, language, dates.Today.AddDays(-(MailKind.ReminderStep(kind) ?? -30) - 30));
        var account = new AccountMailView(company, language, "Camille Durand");
        var facts = new MailFacts { Amount = 118.80m, Left = 0m, On = dates.Today };
        MailContent Linked(MailContent content, string key, string path) =>
            content with { Button = links.To(MailTexts.Texts.Get(key, MoneyFormat.For(language)), path) };
        MailContent OnInvoice(MailContent content) => Linked(content, "SeeInvoice", $"/dashboard/invoices/{Sample}");
        MailContent Courtesy(MailContent content) =>
            content with { Unsubscribe = links.To(MailTexts.Texts.Get("UnsubscribeText", MoneyFormat.For(language)), "/mail/unsubscribe/…") };
        return kind switch
        {
            MailKind.Invoice => OnInvoice(InvoiceMailView.Of(issued)),
            MailKind.PaymentReceived => OnInvoice(PaymentMailView.Received(issued, facts with { Amount = 60m, Left = 58.80m }, language)),
            MailKind.PaymentFailed => OnInvoice(PaymentMailView.Failed(issued, facts, language)),
            MailKind.Refund => OnInvoice(PaymentMailView.Refund(issued, facts, language)),
            MailKind.SubscriptionEnding => Courtesy(Linked(account.Ending("Premium", dates.Today.AddDays(14)), "SeeAccount", "/dashboard")),
            MailKind.Welcome => Linked(account.Welcome(Login), "SignIn", "/login"),
            MailKind.PasswordReset => Linked(account.PasswordReset(Documents.DocumentTexts.For(language).Date(dates.Today.AddDays(1))), "ChoosePassword", "/account/reset?code=…"),
            _ when MailKind.ReminderStep(kind) is { } step => step < 0 ? Courtesy(OnInvoice(Reminder(issued, step))) : OnInvoice(Reminder(issued, step)),
            _ => Linked(InvoiceMailView.Of(CreditNote(issued)), "SeeCreditNote", $"/dashboard/invoices/{Sample}"),
        };
    }

    MailContent Reminder(Invoice invoice, int step)
    {
        var rates = new[] { new PenaltyRate { ValidFrom = new DateOnly(2000, 1, 1), Refinancing = 2.15m, Legal = 2.62m, Percent = 12.15m } };
        var debt = new PenaltyDebt(invoice.Currency, invoice.DueDate!.Value, invoice.Due, [], invoice.Buyer!.IsCompany);
        return ReminderMailView.Of(invoice, step, PenaltyCalculator.Compute(debt, rates, dates.Today));
    }

    /// <summary>A company that is not set up yet has no address: a preview shows its place.</summary>
    static Party Named(Party seller) => seller.Name.Length > 0 ? seller : seller with { Name = "TwinMCP", Address = new PostalAddress("1, rue de l’Exemple", null, "75001", "Paris", "FR") };

    Invoice Issued(Party company, string language, DateOnly on)
    {
        var customer = new Customer
        {
            UserId = new CustomerId(Sample),
            Name = "Ateliers Durand SAS",
            IsCompany = true,
            ContactName = "Camille Durand",
            BillingEmail = Login,
            Language = language,
            Currency = Currency.Eur,
            Address = new PostalAddress("12, quai de la Rapée", null, "75012", "Paris", "FR"),
        };
        var line = new LineInput("Premium", 1m, 99m, new VatTreatment(VatCategory.S, 20m));
        var totals = InvoiceCalculator.Compute(new InvoiceInput(customer.Currency, [line]));
        var month = BillingPeriod.MonthOf(on.AddMonths(-1));
        var invoice = Invoice.Draft(customer, InvoiceKind.Subscription, month, new InvoiceContent(totals, "Premium", new InvoiceNotes(30)), dates.Now);
        invoice.Issue($"FA-{on.Year}-000042", on, company, Party.Of(customer), dates.Now);
        return invoice;
    }

    Invoice CreditNote(Invoice invoice)
    {
        var content = CreditNoteOf(invoice);
        var note = Invoice.CreditNote(invoice, 1, new InvoiceContent(content, invoice.PlanName, new InvoiceNotes(0)), dates.Now);
        note.Issue($"AV-{dates.Today.Year}-000007", dates.Today, invoice.Seller!, invoice.Buyer!, dates.Now);
        note.Settle(0, dates.Today, dates.Now);
        return note;
    }

    static InvoiceTotals CreditNoteOf(Invoice invoice) => Invoicing.Settling.CreditNoteCalculator.Whole(invoice, []).Totals;
}

/// <param name="Html">A whole document: it is shown in a frame that may do nothing.</param>
public sealed record MailPreview(string Subject, string Html, string Text)
{
    internal MailContent Content { get; init; } = null!;
}
