using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Outbox;

namespace TwinMcp.Core.Email;

/// <summary>Money that came, did not come, or went back. The amounts are those of that moment, not of the one in which the mail leaves.</summary>
static class PaymentMailView
{
    /// <param name="invoice">Issued.</param>
    /// <param name="facts">With an amount, in the invoice's currency, and a day.</param>
    public static MailContent Received(Invoice invoice, MailFacts facts, string? language)
    {
        var words = new InvoiceMailWords(invoice, language);
        var left = facts.Left ?? 0;
        var note = left > 0 ? words.Text("PaymentLeft", words.Money(left)) : words.Text("PaymentSettled");
        return Of(words, invoice, "Payment", facts, note) with
        {
            Facts = [.. Facts(words, invoice, "Payment", facts), .. left > 0 ? new[] { new MailRow(words.Text("LeftToPay"), words.Money(left)) } : []],
        };
    }

    public static MailContent Failed(Invoice invoice, MailFacts facts, string? language)
    {
        var (words, whole) = (new InvoiceMailWords(invoice, language), InvoiceMailView.Of(invoice, language));
        return Of(words, invoice, "Failed", facts, whole.AmountNote!) with
        {
            IsLate = true,
            PayTitle = whole.PayTitle,
            PayText = whole.PayText,
            Account = whole.Account,
        };
    }

    public static MailContent Refund(Invoice invoice, MailFacts facts, string? language)
    {
        var words = new InvoiceMailWords(invoice, language);
        return Of(words, invoice, "Refund", facts, words.Text("RefundNote"));
    }

    static MailContent Of(InvoiceMailWords words, Invoice invoice, string kind, MailFacts facts, string note)
    {
        var amount = words.Money(facts.Amount!.Value);
        var whole = InvoiceMailView.Of(invoice, words.Language);
        return whole with
        {
            Subject = words.Text(kind + "Subject", invoice.Number, whole.Brand, amount),
            Summary = words.Text("Summary", words.Text(kind + "Amount"), amount, note),
            Intro = words.Text(kind + "Intro", invoice.Number),
            AmountLabel = words.Text(kind + "Amount"),
            Amount = amount,
            AmountNote = note,
            IsLate = false,
            Facts = [.. Facts(words, invoice, kind, facts)],
            PayTitle = null,
            PayText = null,
            Account = [],
        };
    }

    static IEnumerable<MailRow> Facts(InvoiceMailWords words, Invoice invoice, string kind, MailFacts facts)
    {
        yield return new MailRow(words.Text(invoice.IsCreditNote ? "CreditNoteNumber" : "Number"), invoice.Number!);
        yield return new MailRow(words.Text("BilledTo"), InvoiceMailView.Line(invoice.CustomerName));
        yield return new MailRow(words.Text(kind + "Date"), words.Date(facts.On!.Value));
        yield return new MailRow(words.Text("Total"), words.Money(invoice.Total));
    }
}
