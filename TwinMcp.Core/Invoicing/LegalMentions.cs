using System.Globalization;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

/// <summary>What an invoice must say besides its figures; the same words on the page and on the PDF.</summary>
static class LegalMentions
{
    static readonly DateOnly Recodified = new(2026, 9, 1);

    /// <summary>Early payment, late penalties and the recovery indemnity are owed between professionals (C. com. L441-9, L441-10, D441-5).</summary>
    public static IReadOnlyList<string> Of(Party seller, Party buyer, CultureInfo culture) =>
        [.. seller.VatOnDebits ? [Text("NoteVatOnDebits", culture)] : Array.Empty<string>(), .. Terms(buyer, culture).Select(t => t.Text)];

    /// <summary>With their subject codes (BT-21, UNTDID 4451): AAB early payment, PMD penalties, PMT indemnity.</summary>
    public static IReadOnlyList<(string Subject, string Text)> Terms(Party buyer, CultureInfo culture) => buyer.IsCompany
        ? [("AAB", Text("NoteEarlyPayment", culture)), ("PMD", Text("NotePenalty", culture)), ("PMT", Text("NoteIndemnity", culture))]
        : [];

    /// <summary>
    /// Why a group bears no VAT, with its legal reference; null when it bears some. VAT law moved from the CGI to the CIBS on 1 September 2026
    /// (ordonnance 2025-1247); from then on a legend names both, which is tolerated until 31 December 2027 and says enough after it.
    /// </summary>
    /// <param name="on">Day of issue; the tax point while there is none.</param>
    public static string? Exemption(InvoiceVat group, DateOnly on, CultureInfo culture)
    {
        if ((group.ExemptionReason ?? TaxExemption.Of(group.Category)?.Reason) is not { } reason)
            return null;
        var key = "VatReason." + reason;
        return (on >= Recodified ? InvoiceTexts.Texts.Find(key + ".CIBS", culture) : null) ?? InvoiceTexts.Texts.Get(key, culture);
    }

    static string Text(string key, CultureInfo culture) => InvoiceTexts.Texts.Get(key, culture);
}
