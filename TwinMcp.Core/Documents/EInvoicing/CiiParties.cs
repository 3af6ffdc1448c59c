namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>Sellers, buyers and where it is delivered, in CII.</summary>
static class CiiParties
{
    const string VatScheme = "VA";
    const string FiscalScheme = "FC";

    public static void Party(CiiXml xml, string name, ElectronicParty party)
    {
        xml.Open(name);
        if (party.Siret is { } siret)
            xml.Identifier("GlobalID", new Identifier(siret, Identifier.Siret));
        xml.Text("Name", party.Name);
        xml.Text("Description", party.LegalDescription);
        Organisation(xml, party);
        Contact(xml, party);
        Address(xml, party.Address);
        if (party.ElectronicAddress is { } address)
        {
            xml.Open("URIUniversalCommunication");
            xml.Identifier("URIID", address);
            xml.Close();
        }
        Registration(xml, party.VatId, VatScheme);
        Registration(xml, party.TaxRegistration, FiscalScheme);
        xml.Close();
    }

    public static void ShipTo(CiiXml xml, ElectronicDelivery delivery)
    {
        if (delivery is { Name: null, Address: null })
            return;
        xml.Open("ShipToTradeParty");
        xml.Text("Name", delivery.Name);
        if (delivery.Address is { } address)
            Address(xml, address);
        xml.Close();
    }

    static void Organisation(CiiXml xml, ElectronicParty party)
    {
        if (party is { LegalId: null, TradingName: null })
            return;
        xml.Open("SpecifiedLegalOrganization");
        if (party.LegalId is { } id)
            xml.Identifier("ID", id);
        xml.Text("TradingBusinessName", party.TradingName);
        xml.Close();
    }

    static void Contact(CiiXml xml, ElectronicParty party)
    {
        if (party is { ContactName: null, Phone: null, Email: null })
            return;
        xml.Open("DefinedTradeContact");
        xml.Text("PersonName", party.ContactName);
        xml.Nested("TelephoneUniversalCommunication", "CompleteNumber", party.Phone);
        xml.Nested("EmailURIUniversalCommunication", "URIID", party.Email);
        xml.Close();
    }

    static void Address(CiiXml xml, ElectronicPostalAddress address)
    {
        xml.Open("PostalTradeAddress");
        xml.Text("PostcodeCode", address.PostalCode);
        xml.Text("LineOne", address.Line1);
        xml.Text("LineTwo", address.Line2);
        xml.Text("CityName", address.City);
        xml.Text("CountryID", address.Country);
        xml.Close();
    }

    static void Registration(CiiXml xml, string? number, string scheme)
    {
        if (number is null)
            return;
        xml.Open("SpecifiedTaxRegistration");
        xml.Identifier("ID", new Identifier(number, scheme));
        xml.Close();
    }
}
