using System.Globalization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>The few shapes that only UBL has: groups of the cac and leaves of the cbc namespace, ISO dates, amounts that each say their currency.</summary>
sealed class UblXml : ElectronicXml
{
    const string Ubl = "urn:oasis:names:specification:ubl:schema:xsd:";

    static readonly XmlNamespace Cac = new("cac", Ubl + "CommonAggregateComponents-2");
    static readonly XmlNamespace Cbc = new("cbc", Ubl + "CommonBasicComponents-2");

    readonly Currency currency;

    /// <param name="root">Invoice or CreditNote.</param>
    public UblXml(string root, Currency currency)
        : base(currency, Cac, Cbc)
    {
        this.currency = currency;
        Xml.WriteStartElement(root, $"{Ubl}{root}-2");
        Xml.WriteAttributeString("xmlns", Cac.Prefix, null, Cac.Uri);
        Xml.WriteAttributeString("xmlns", Cbc.Prefix, null, Cbc.Uri);
    }

    public void Amount(string name, decimal amount) => Amount(name, amount, currency);

    /// <summary>As many decimals as it has, not the currency's.</summary>
    public void Price(string name, decimal price) => Text(name, NumberText(price), ("currencyID", currency.Code));

    public void Indicator(string name, bool value) => Text(name, value ? "true" : "false");

    /// <summary>Nothing when there is no date.</summary>
    public void Date(string name, DateOnly? date) => Text(name, date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <param name="rate">Percent; null for category O.</param>
    /// <param name="group">Why there is no VAT, where the category is that of a group.</param>
    public void TaxCategory(string name, VatCategory category, decimal? rate, ElectronicVat? group = null)
    {
        Open(name);
        Text("ID", category.ToString());
        if (rate is { } percent)
            Number("Percent", percent);
        Text("TaxExemptionReasonCode", group?.ExemptionCode);
        Text("TaxExemptionReason", group?.ExemptionReason);
        Nested("TaxScheme", "ID", UblWriter.Vat);
        Close();
    }

    /// <param name="taxPointCode">BT-8, of the document's period only.</param>
    public void Period(DateOnly? start, DateOnly? end, string? taxPointCode = null)
    {
        if (start is null && end is null && taxPointCode is null)
            return;
        Open("InvoicePeriod");
        Date("StartDate", start);
        Date("EndDate", end);
        Text("DescriptionCode", taxPointCode);
        Close();
    }
}
