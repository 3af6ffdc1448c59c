using System.Globalization;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>The few shapes that only CII has: elements of the ram namespace, dates of format 102, amounts that say no currency.</summary>
sealed class CiiXml : ElectronicXml
{
    const string Rsm = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";
    const string Udt = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100";
    const string Qdt = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100";

    static readonly XmlNamespace Ram = new("ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100");

    public CiiXml(Currency currency)
        : base(currency, Ram, Ram)
    {
        Xml.WriteStartElement("rsm", "CrossIndustryInvoice", Rsm);
        Xml.WriteAttributeString("xmlns", Ram.Prefix, null, Ram.Uri);
        Xml.WriteAttributeString("xmlns", "qdt", null, Qdt);
        Xml.WriteAttributeString("xmlns", "udt", null, Udt);
    }

    public void OpenRoot(string name) => Xml.WriteStartElement("rsm", name, Rsm);

    public void Amount(string name, decimal amount) => Text(name, AmountText(amount));

    public void Indicator(string name, bool value)
    {
        Open(name);
        Xml.WriteStartElement("udt", "Indicator", Udt);
        Xml.WriteString(value ? "true" : "false");
        Close();
        Close();
    }

    /// <summary>Nothing when there is no date.</summary>
    public void Date(string name, DateOnly? date) => Date(name, date, ("udt", "DateTimeString", Udt));

    /// <summary>TaxPointDate is of the type without a time.</summary>
    public void DateOnly(string name, DateOnly? date) => Date(name, date, ("udt", "DateString", Udt));

    /// <summary>FormattedIssueDateTime has its text in the other namespace.</summary>
    public void QualifiedDate(string name, DateOnly? date) => Date(name, date, ("qdt", "DateTimeString", Qdt));

    void Date(string name, DateOnly? date, (string Prefix, string Name, string Namespace) inner)
    {
        if (date is not { } day)
            return;
        Open(name);
        Xml.WriteStartElement(inner.Prefix, inner.Name, inner.Namespace);
        Xml.WriteAttributeString("format", "102");
        Xml.WriteString(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        Close();
        Close();
    }
}
