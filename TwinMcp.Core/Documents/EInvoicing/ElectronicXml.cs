using System.Globalization;
using System.Text;
using System.Xml;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>What CII and UBL have in common: groups, leaves, identifiers, and amounts with the currency's decimals. UTF-8 without BOM.</summary>
abstract class ElectronicXml : IDisposable
{
    static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
    static readonly string[] AmountFormats = ["0", "0.0", "0.00", "0.000", "0.0000"];

    readonly MemoryStream stream = new(8192);
    readonly XmlNamespace groups;
    readonly XmlNamespace leaves;
    readonly string amountFormat;

    /// <param name="currency">Whose decimals amounts have.</param>
    /// <param name="groups">Where elements with elements in them are.</param>
    /// <param name="leaves">Where elements with text in them are.</param>
    protected ElectronicXml(Currency currency, XmlNamespace groups, XmlNamespace leaves)
    {
        (this.groups, this.leaves) = (groups, leaves);
        amountFormat = AmountFormats[currency.Exponent];
        Xml = XmlWriter.Create(stream, Settings);
        Xml.WriteStartDocument();
    }

    protected XmlWriter Xml { get; }

    /// <summary>Ends the document.</summary>
    public byte[] ToArray()
    {
        Xml.WriteEndDocument();
        Xml.Flush();
        return stream.ToArray();
    }

    public void Open(string name) => Xml.WriteStartElement(groups.Prefix, name, groups.Uri);

    public void Close() => Xml.WriteEndElement();

    /// <summary>Nothing when there is no text.</summary>
    public void Text(string name, string? text)
    {
        if (text is null)
            return;
        OpenLeaf(name);
        Xml.WriteString(text);
        Close();
    }

    /// <param name="kind">The attribute that says what the text is of: schemeID, unitCode, currencyID.</param>
    public void Text(string name, string text, (string Name, string Value) kind)
    {
        OpenLeaf(name);
        Xml.WriteAttributeString(kind.Name, kind.Value);
        Xml.WriteString(text);
        Close();
    }

    /// <summary>A leaf in a group of its own: TelephoneUniversalCommunication/CompleteNumber. Nothing when there is no text.</summary>
    public void Nested(string outer, string inner, string? text)
    {
        if (text is null)
            return;
        Open(outer);
        Text(inner, text);
        Close();
    }

    public void Identifier(string name, Identifier id) => Text(name, id.Value, ("schemeID", id.Scheme));

    public void Amount(string name, decimal amount, Currency currency) =>
        Text(name, amount.ToString(AmountFormats[currency.Exponent], CultureInfo.InvariantCulture), ("currencyID", currency.Code));

    /// <summary>A price, quantity or rate: as many decimals as it has.</summary>
    public void Number(string name, decimal number) => Text(name, NumberText(number));

    public void Quantity(string name, decimal quantity, string unitCode) => Text(name, NumberText(quantity), ("unitCode", unitCode));

    public void Dispose() => Xml.Dispose();

    protected string AmountText(decimal amount) => amount.ToString(amountFormat, CultureInfo.InvariantCulture);

    protected static string NumberText(decimal number) => number.ToString("0.##########", CultureInfo.InvariantCulture);

    void OpenLeaf(string name) => Xml.WriteStartElement(leaves.Prefix, name, leaves.Uri);
}

sealed record XmlNamespace(string Prefix, string Uri);
