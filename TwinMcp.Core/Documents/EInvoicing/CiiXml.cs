using System.Globalization;
using System.Text;
using System.Xml;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>The few shapes that CII is made of: elements of the ram namespace, dates of format 102, amounts with the currency's decimals.</summary>
sealed class CiiXml : IDisposable
{
    const string Rsm = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";
    const string Ram = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100";
    const string Udt = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100";
    const string Qdt = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100";

    static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
    static readonly string[] AmountFormats = ["0", "0.0", "0.00", "0.000", "0.0000"];

    readonly MemoryStream stream = new(8192);
    readonly XmlWriter xml;
    readonly string amountFormat;

    public CiiXml(Currency currency)
    {
        amountFormat = AmountFormats[currency.Exponent];
        xml = XmlWriter.Create(stream, Settings);
        xml.WriteStartDocument();
        xml.WriteStartElement("rsm", "CrossIndustryInvoice", Rsm);
        xml.WriteAttributeString("xmlns", "ram", null, Ram);
        xml.WriteAttributeString("xmlns", "qdt", null, Qdt);
        xml.WriteAttributeString("xmlns", "udt", null, Udt);
    }

    /// <summary>Ends the document.</summary>
    public byte[] ToArray()
    {
        xml.WriteEndDocument();
        xml.Flush();
        return stream.ToArray();
    }

    public void OpenRoot(string name) => xml.WriteStartElement("rsm", name, Rsm);

    public void Open(string name) => xml.WriteStartElement("ram", name, Ram);

    public void Close() => xml.WriteEndElement();

    /// <summary>Nothing when there is no text.</summary>
    public void Text(string name, string? text)
    {
        if (text is null)
            return;
        Open(name);
        xml.WriteString(text);
        Close();
    }

    /// <param name="kind">The attribute that says what the text is of: schemeID, unitCode, currencyID.</param>
    public void Text(string name, string text, (string Name, string Value) kind)
    {
        Open(name);
        xml.WriteAttributeString(kind.Name, kind.Value);
        xml.WriteString(text);
        Close();
    }

    /// <summary>An element in one of its own: TelephoneUniversalCommunication/CompleteNumber. Nothing when there is no text.</summary>
    public void Nested(string outer, string inner, string? text)
    {
        if (text is null)
            return;
        Open(outer);
        Text(inner, text);
        Close();
    }

    public void Identifier(string name, Identifier id) => Text(name, id.Value, ("schemeID", id.Scheme));

    public void Amount(string name, decimal amount) => Text(name, AmountText(amount));

    public void Amount(string name, decimal amount, Currency currency) =>
        Text(name, amount.ToString(AmountFormats[currency.Exponent], CultureInfo.InvariantCulture), ("currencyID", currency.Code));

    /// <summary>A price, quantity or rate: as many decimals as it has.</summary>
    public void Number(string name, decimal number) => Text(name, NumberText(number));

    public void Quantity(string name, decimal quantity, string unitCode) => Text(name, NumberText(quantity), ("unitCode", unitCode));

    public void Indicator(string name, bool value)
    {
        Open(name);
        xml.WriteStartElement("udt", "Indicator", Udt);
        xml.WriteString(value ? "true" : "false");
        Close();
        Close();
    }

    /// <summary>Nothing when there is no date.</summary>
    public void Date(string name, DateOnly? date) => Date(name, date, ("udt", "DateTimeString", Udt));

    /// <summary>TaxPointDate is of the type without a time.</summary>
    public void DateOnly(string name, DateOnly? date) => Date(name, date, ("udt", "DateString", Udt));

    /// <summary>FormattedIssueDateTime has its text in the other namespace.</summary>
    public void QualifiedDate(string name, DateOnly? date) => Date(name, date, ("qdt", "DateTimeString", Qdt));

    public void Dispose() => xml.Dispose();

    void Date(string name, DateOnly? date, (string Prefix, string Name, string Namespace) inner)
    {
        if (date is not { } day)
            return;
        Open(name);
        xml.WriteStartElement(inner.Prefix, inner.Name, inner.Namespace);
        xml.WriteAttributeString("format", "102");
        xml.WriteString(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        Close();
        Close();
    }

    string AmountText(decimal amount) => amount.ToString(amountFormat, CultureInfo.InvariantCulture);

    static string NumberText(decimal number) => number.ToString("0.##########", CultureInfo.InvariantCulture);
}
