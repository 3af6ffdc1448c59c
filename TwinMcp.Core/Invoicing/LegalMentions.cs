using System.Globalization;

namespace TwinMcp.Core.Invoicing;

/// <summary>What an invoice must say besides its figures; the same words on the page and on the PDF.</summary>
static class LegalMentions
{
    /// <summary>Early payment, late penalties and the recovery indemnity are owed between professionals (C. com. L441-9, L441-10, D441-5).</summary>
    public static IReadOnlyList<string> Of(Party buyer, CultureInfo culture) => buyer.IsCompany
        ? [Text("NoteEarlyPayment", culture), Text("NotePenalty", culture), Text("NoteIndemnity", culture)]
        : [];

    static string Text(string key, CultureInfo culture) => InvoiceTexts.Texts.Get(key, culture);
}
