using System.Globalization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Invoicing;

namespace TwinMcp.Core.Email;

/// <summary>The mail of an issued invoice or credit note, and what all mails take from their seller.</summary>
static class InvoiceMailView
{
    /// <param name="invoice">Issued.</param>
    /// <param name="language">The reader's; the document's when he has none of his own.</param>
    public static MailContent Of(Invoice invoice, string? language = null)
    {
        var words = new InvoiceMailWords(invoice, language);
        var seller = invoice.Seller ?? throw new InvalidOperationException($"Invoice {invoice.Id} has no seller: it is not issued.");
        var isPayable = invoice.Due > 0 && invoice.Status != InvoiceStatus.Cancelled;
        var amount = words.Money(isPayable ? invoice.Due : invoice.IsCreditNote ? invoice.Paid : invoice.Total);
        var amountLabel = words.Text(isPayable ? "AmountDue" : invoice.IsCreditNote ? "AmountCredited" : "Total");
        var note = words.AmountNote(isPayable);
        return new MailContent
        {
            Language = words.Language,
            Brand = BrandOf(seller),
            Colour = ColourOf(seller.PrimaryColour),
            Subject = words.Text(invoice.IsCreditNote ? "SubjectCreditNote" : "Subject", invoice.Number, BrandOf(seller), amount),
            Summary = words.Text("Summary", amountLabel, amount, note),
            Greeting = invoice.Buyer?.ContactName is { Length: > 0 } contact ? words.Text("Greeting", Line(contact)) : words.Text("GreetingPlain"),
            Intro = invoice.IsCreditNote ? words.Text("IntroCreditNote", invoice.Number, invoice.CreditedNumber) : words.Text("Intro", invoice.Number),
            AmountLabel = amountLabel,
            Amount = amount,
            AmountNote = note,
            IsLate = isPayable && invoice.Status == InvoiceStatus.Overdue,
            Facts = [.. words.Facts(isPayable)],
            PayTitle = isPayable ? words.Text("PayTitle") : null,
            PayText = isPayable ? words.Text(seller.Iban is null ? "PayAsWritten" : "PayByTransfer") : null,
            Account = isPayable && seller.Iban is not null ? [.. words.Account(seller)] : [],
            Questions = words.Text("Questions"),
            Footer = FooterOf(seller),
            Legal = LegalOf(seller),
        };
    }

    internal static string BrandOf(Party seller) => Line(seller.Brand is { Length: > 0 } brand ? brand : seller.Name);

    internal static string FooterOf(Party seller) =>
        string.Join(" · ", new[] { seller.Name, seller.Address.Line1, $"{seller.Address.PostalCode} {seller.Address.City}" }.Select(Line));

    internal static string LegalOf(Party seller) =>
        string.Join(" · ", new[] { seller.LegalForm, seller.Rcs ?? seller.Siren, seller.VatId }.Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => Line(t!)));

    /// <summary>Names come from people: one line, whatever was typed.</summary>
    internal static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();

    internal static string ColourOf(string? hex) => hex is ['#', .. var digits] && digits.Length == 6 && digits.All(char.IsAsciiHexDigit) ? hex : "#2A52D8";
}

/// <summary>An invoice's facts in the reader's language.</summary>
sealed class InvoiceMailWords(Invoice invoice, string? language = null)
{
    readonly CultureInfo culture = MoneyFormat.For(language ?? invoice.Language);
    readonly DocumentTexts document = DocumentTexts.For(language ?? invoice.Language);

    public string Language => document.Language;

    public string Text(string key, params ReadOnlySpan<object?> values) => MailTexts.Texts.Format(key, culture, values);

    public string Money(decimal amount) => MoneyFormat.Text(new Money(amount, invoice.Currency), culture);

    public string Euros(decimal amount) => MoneyFormat.Text(new Money(amount, Currency.Eur), culture);

    public string Percent(decimal rate) => document.Percent(rate);

    public string Date(DateOnly date) => document.Date(date);

    public string AmountNote(bool isPayable)
    {
        if (invoice.IsCreditNote)
            return Text("OnInvoice", invoice.CreditedNumber);
        if (!isPayable)
            return Text("NothingToPay");
        return Text(invoice.Status == InvoiceStatus.Overdue ? "WasDue" : "DueBy", document.Date(invoice.DueDate!.Value));
    }

    public IEnumerable<MailRow> Facts(bool isPayable)
    {
        yield return Row(invoice.IsCreditNote ? "CreditNoteNumber" : "Number", invoice.Number!);
        if (invoice.CreditedNumber is { } credited)
            yield return Row("Number", credited);
        yield return Row("BilledTo", InvoiceMailView.Line(invoice.CustomerName));
        if (invoice.PlanName is { Length: > 0 } plan)
            yield return Row("Plan", InvoiceMailView.Line(plan));
        if (invoice.Period is { } period)
            yield return Row("Period", Text("PeriodRange", document.Date(period.Start), document.Date(period.LastDay)));
        yield return Row("IssueDate", document.Date(invoice.IssueDate!.Value));
        if (!isPayable)
            yield break;
        yield return Row("DueDate", document.Date(invoice.DueDate!.Value));
        if (invoice.Due == invoice.Total)
            yield break;
        yield return Row("Total", Money(invoice.Total));
        yield return Row("AlreadyPaid", Money(invoice.Prepaid + invoice.Paid));
    }

    public IEnumerable<MailRow> Account(Party seller)
    {
        yield return Row("AccountHolder", InvoiceMailView.Line(seller.Name));
        yield return Row("Iban", IbanFormat.InGroups(seller.Iban!, ' '));
        if (seller.Bic is { Length: > 0 } bic)
            yield return Row("Bic", InvoiceMailView.Line(bic));
        yield return Row("Reference", invoice.Number!);
    }

    MailRow Row(string label, string value) => new(Text(label), value);
}
