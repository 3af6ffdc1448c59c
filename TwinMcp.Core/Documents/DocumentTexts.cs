using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents;

/// <summary>The words of the documents; each is a key of DocumentTexts.resx and DocumentTexts.fr.resx.</summary>
internal enum DocumentText
{
    Invoice,
    CreditNote,
    NumberLine,
    Draft,
    MarkDraft,
    MarkPaid,
    MarkCancelled,
    MarkCopy,
    From,
    BilledTo,
    DeliveredTo,
    Siren,
    Siret,
    VatId,
    IssueDate,
    DueDate,
    Period,
    Operation,
    PurchaseOrder,
    BuyerReference,
    PrecedingInvoice,
    Description,
    Quantity,
    Unit,
    UnitPrice,
    Vat,
    LineTotal,
    PerBaseQuantity,
    AdjustmentLine,
    CarriedForward,
    BroughtForward,
    VatRate,
    VatTaxable,
    VatAmount,
    CategoryExempt,
    CategoryReverseCharge,
    CategoryIntraCommunity,
    CategoryExport,
    CategoryOutOfScope,
    AmountsIn,
    TotalLines,
    TotalNet,
    TotalVat,
    TotalVatIn,
    TotalGross,
    Prepaid,
    Rounding,
    AmountDue,
    AmountCredited,
    PayBefore,
    PayByTransfer,
    NothingToPay,
    CreditNoteSettled,
    Iban,
    Bic,
    PaymentReference,
    ScanToPay,
    QrCodeOf,
    Page,
    LogoOf,
    Phone,
}

/// <summary>The words of one language, and its dates and numbers.</summary>
internal sealed class DocumentTexts
{
    static readonly ConcurrentDictionary<string, DocumentTexts> Loaded = new(StringComparer.Ordinal);

    readonly string[] texts;

    DocumentTexts(string language)
    {
        Language = language;
        Culture = MoneyFormat.For(language);
        var culture = CultureInfo.GetCultureInfo(language);
        texts = [.. Enum.GetValues<DocumentText>().Select(t => Resources.GetString(t.ToString(), culture)
            ?? throw new MissingManifestResourceException($"DocumentTexts has no '{t}' in {language}."))];
    }

    public static ResourceManager Resources { get; } = new("TwinMcp.Core.Documents.DocumentTexts", typeof(DocumentTexts).Assembly);

    /// <summary>"fr" or "en".</summary>
    public string Language { get; }

    public CultureInfo Culture { get; }

    public string this[DocumentText text] => texts[(int)text];

    public static DocumentTexts For(string language) =>
        Loaded.GetOrAdd(language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? "fr" : "en", static l => new DocumentTexts(l));

    public string Format(DocumentText text, params ReadOnlySpan<object?> values) => string.Format(Culture, texts[(int)text], values);

    /// <summary>"02/03/2026" in French, "2 Mar 2026" in English (no reader takes the day for the month).</summary>
    public string Date(DateOnly date) => date.ToString(Language == "fr" ? "dd/MM/yyyy" : "d MMM yyyy", CultureInfo.InvariantCulture);

    public string Number(decimal amount, Currency currency) => MoneyFormat.Number(amount, currency, Culture);

    public string Amount(decimal amount, Currency currency) => MoneyFormat.Text(new Money(amount, currency), Culture);

    public string Percent(decimal rate) => MoneyFormat.Percent(rate, Culture);

    public string Quantity(decimal quantity) => MoneyFormat.Quantity(quantity, Culture);

    public string Price(decimal price, Currency currency) => MoneyFormat.Price(price, currency, Culture);
}
