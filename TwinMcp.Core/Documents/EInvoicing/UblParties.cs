namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>Sellers, buyers and where it is delivered, in UBL.</summary>
static class UblParties
{
    /// <summary>Of a number that is not for VAT (BT-32): any other word than VAT.</summary>
    const string OtherTax = "TAX";

    public static void Party(UblXml xml, string name, ElectronicParty party)
    {
        xml.Open(name);
        xml.Open("Party");
        if (party.ElectronicAddress is { } address)
            xml.Identifier("EndpointID", address);
        if (party.Siret is { } siret)
        {
            xml.Open("PartyIdentification");
            xml.Identifier("ID", new Identifier(siret, Identifier.Siret));
            xml.Close();
        }
        xml.Nested("PartyName", "Name", party.TradingName);
        Address(xml, "PostalAddress", party.Address);
        Registration(xml, party.VatId, UblWriter.Vat);
        Registration(xml, party.TaxRegistration, OtherTax);
        LegalEntity(xml, party);
        Contact(xml, party);
        xml.Close();
        xml.Close();
    }

    public static void Delivery(UblXml xml, ElectronicDelivery? delivery)
    {
        if (delivery is null or { Date: null, Name: null, Address: null })
            return;
        xml.Open("Delivery");
        xml.Date("ActualDeliveryDate", delivery.Date);
        if (delivery.Address is { } address)
        {
            xml.Open("DeliveryLocation");
            Address(xml, "Address", address);
            xml.Close();
        }
        if (delivery.Name is { } name)
        {
            xml.Open("DeliveryParty");
            xml.Nested("PartyName", "Name", name);
            xml.Close();
        }
        xml.Close();
    }

    static void Address(UblXml xml, string name, ElectronicPostalAddress address)
    {
        xml.Open(name);
        xml.Text("StreetName", address.Line1);
        xml.Text("AdditionalStreetName", address.Line2);
        xml.Text("CityName", address.City);
        xml.Text("PostalZone", address.PostalCode);
        xml.Nested("Country", "IdentificationCode", address.Country);
        xml.Close();
    }

    static void Registration(UblXml xml, string? number, string scheme)
    {
        if (number is null)
            return;
        xml.Open("PartyTaxScheme");
        xml.Text("CompanyID", number);
        xml.Nested("TaxScheme", "ID", scheme);
        xml.Close();
    }

    static void LegalEntity(UblXml xml, ElectronicParty party)
    {
        xml.Open("PartyLegalEntity");
        xml.Text("RegistrationName", party.Name);
        if (party.LegalId is { } id)
            xml.Identifier("CompanyID", id);
        xml.Text("CompanyLegalForm", party.LegalDescription);
        xml.Close();
    }

    static void Contact(UblXml xml, ElectronicParty party)
    {
        if (party is { ContactName: null, Phone: null, Email: null })
            return;
        xml.Open("Contact");
        xml.Text("Name", party.ContactName);
        xml.Text("Telephone", party.Phone);
        xml.Text("ElectronicMail", party.Email);
        xml.Close();
    }
}
