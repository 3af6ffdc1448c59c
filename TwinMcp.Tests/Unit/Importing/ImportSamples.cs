using System.Text;

namespace TwinMcp.Tests.Unit.Importing;

/// <summary>Other people's UBL documents, small: two lines, an allowance, VAT of two rates.</summary>
static class ImportSamples
{
    const string Namespaces = """xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" """;

    /// <summary>Net 10 x 12.50 / 1 = 125.00 at 20 %, 3 x 40 / 10 - 2 = 10.00 at 5.5 %; allowance 5.00 at 20 %: 130.00 + 24.00 + 0.55.</summary>
    public static string Invoice { get; } = Document("Invoice", "InvoicedQuantity");

    public static string CreditNote { get; } = Document("CreditNote", "CreditedQuantity");

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    static string Document(string kind, string quantity) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <{kind} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{kind}-2" {Namespaces}>
          <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>
          <cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>
          <cbc:ID>R-77</cbc:ID>
          <cbc:IssueDate>2026-10-05</cbc:IssueDate>
          <cbc:{kind}TypeCode>{(kind == "Invoice" ? 380 : 381)}</cbc:{kind}TypeCode>
          <cbc:Note>#PMT#Quarante euros</cbc:Note>
          <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
          <cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode>
          <cbc:BuyerReference>Dienst 7</cbc:BuyerReference>
          <cac:OrderReference><cbc:ID>PO-9</cbc:ID></cac:OrderReference>
          <cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>R-70</cbc:ID><cbc:IssueDate>2026-09-01</cbc:IssueDate></cac:InvoiceDocumentReference></cac:BillingReference>
          <cac:AccountingSupplierParty><cac:Party>
            <cbc:EndpointID schemeID="0088">7300010000001</cbc:EndpointID>
            <cac:PartyName><cbc:Name>Lieferant</cbc:Name></cac:PartyName>
            <cac:PostalAddress><cbc:StreetName>Straße 1</cbc:StreetName><cbc:CityName>Köln</cbc:CityName><cbc:PostalZone>50667</cbc:PostalZone><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
            <cac:PartyTaxScheme><cbc:CompanyID>DE136695976</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
            <cac:PartyLegalEntity><cbc:RegistrationName>Lieferant &lt;b&gt; GmbH</cbc:RegistrationName><cbc:CompanyID>HRB 1</cbc:CompanyID></cac:PartyLegalEntity>
          </cac:Party></cac:AccountingSupplierParty>
          <cac:AccountingCustomerParty><cac:Party><cac:PartyLegalEntity><cbc:RegistrationName>TwinMCP SAS</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>
          <cac:PaymentMeans><cbc:PaymentMeansCode>59</cbc:PaymentMeansCode><cbc:PaymentDueDate>2026-11-05</cbc:PaymentDueDate><cac:PayeeFinancialAccount><cbc:ID>DE89370400440532013000</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
          <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReason>Treue</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">5.00</cbc:Amount>
            <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent></cac:TaxCategory></cac:AllowanceCharge>
          <cac:TaxTotal><cbc:TaxAmount currencyID="SEK">270.04</cbc:TaxAmount></cac:TaxTotal>
          <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">24.55</cbc:TaxAmount>
            <cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">120.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">24.00</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20.00</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal>
            <cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">10.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">0.55</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>5.5</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal>
          </cac:TaxTotal>
          <cac:LegalMonetaryTotal>
            <cbc:LineExtensionAmount currencyID="EUR">135.00</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount currencyID="EUR">130.00</cbc:TaxExclusiveAmount>
            <cbc:TaxInclusiveAmount currencyID="EUR">154.55</cbc:TaxInclusiveAmount><cbc:AllowanceTotalAmount currencyID="EUR">5.00</cbc:AllowanceTotalAmount><cbc:PayableAmount currencyID="EUR">154.55</cbc:PayableAmount>
          </cac:LegalMonetaryTotal>
          <cac:{kind}Line><cbc:ID>1</cbc:ID><cbc:{quantity} unitCode="HUR">10</cbc:{quantity}><cbc:LineExtensionAmount currencyID="EUR">125.00</cbc:LineExtensionAmount>
            <cac:Item><cbc:Name>Beratung</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item><cac:Price><cbc:PriceAmount currencyID="EUR">12.50</cbc:PriceAmount></cac:Price></cac:{kind}Line>
          <cac:{kind}Line><cbc:ID>2</cbc:ID><cbc:{quantity} unitCode="C62">3</cbc:{quantity}><cbc:LineExtensionAmount currencyID="EUR">10.00</cbc:LineExtensionAmount>
            <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount currencyID="EUR">2.00</cbc:Amount></cac:AllowanceCharge>
            <cac:Item><cbc:Description>Gebunden</cbc:Description><cbc:Name>Buch</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>5.5</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item>
            <cac:Price><cbc:PriceAmount currencyID="EUR">40</cbc:PriceAmount><cbc:BaseQuantity>10</cbc:BaseQuantity></cac:Price></cac:{kind}Line>
        </{kind}>
        """;
}
