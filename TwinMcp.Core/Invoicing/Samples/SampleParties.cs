using TwinMcp.Core.Customers;

namespace TwinMcp.Core.Invoicing.Samples;

/// <summary>Sellers and buyers of the sample documents: invented, with numbers whose check digits are right.</summary>
static class SampleParties
{
    public static readonly Party Seller = new("TwinMCP SAS", new PostalAddress("18 bis, rue de l’Égalité", null, "69003", "Lyon", "FR"))
    {
        IsCompany = true,
        Brand = "TwinMCP",
        Email = "facturation@twinmcp.example",
        Phone = "+33 4 72 00 00 00",
        Siren = "842317901",
        Siret = "84231790100028",
        VatId = "FR22842317901",
        LegalForm = "SAS au capital de 120 000 €",
        Rcs = "RCS Lyon 842 317 901",
        Iban = "FR1430004008280001234567890",
        Bic = "BNPAFRPPXXX",
    };

    public static readonly Party Franchise = Seller with { Name = "Atelier Zoé Lambert EI", Brand = null, VatId = null, LegalForm = "Entreprise individuelle", Rcs = null, PrimaryColour = "#0F766E", SecondaryColour = "#134E4A" };

    public static readonly Party French = new("Ateliers Brunel & Fils SAS", new PostalAddress("44, quai Perrache", null, "69002", "Lyon", "FR"))
    {
        IsCompany = true,
        ContactName = "Claire Brunel",
        Email = "compta@brunel.example",
        Siren = "517903647",
        Siret = "51790364700017",
        VatId = "FR67517903647",
    };

    public static readonly Party Person = new("Zoë Lefèvre-Brûlé", new PostalAddress("7, allée des Œillets", "Bâtiment C", "35000", "Rennes", "FR")) { Email = "zoe@lefevre.example" };

    public static readonly Party German = Abroad("Müller & Söhne GmbH", new PostalAddress("Königstraße 12", null, "70173", "Stuttgart", "DE"), "DE136695976");

    public static readonly Party Polish = Abroad("Spółka Żółw i Wnuczęta Sp. z o.o.", new PostalAddress("ul. Świętokrzyska 31/33a", null, "00-001", "Warszawa", "PL"), "PL5260001246");

    public static readonly Party Greek = Abroad("Ελληνικά Λογισμικά Α.Ε.", new PostalAddress("Λεωφόρος Κηφισίας 44", null, "151 25", "Μαρούσι", "GR"), "EL094259216");

    public static readonly Party Bulgarian = Abroad("Софтуерна къща „Щастие“ ЕООД", new PostalAddress("бул. Витоша 100", null, "1463", "София", "BG"), "BG831650349");

    public static readonly Party Tunisian = Abroad("شركة الاتصالات التونسية (2026)", new PostalAddress("شارع الحبيب بورقيبة 15", null, "1000", "Tunis", "TN"), null);

    public static readonly Party Israeli = Abroad("תוכנה ירוקה בע״מ", new PostalAddress("רחוב הרצל 12", null, "6688312", "Tel Aviv", "IL"), null);

    public static readonly Party Chinese = Abroad("上海软件有限公司", new PostalAddress("南京东路100号", null, "200001", "上海", "CN"), null);

    public static readonly Party Japanese = Abroad("東京ソフトウェア株式会社", new PostalAddress("千代田区丸の内1-1", null, "100-0005", "東京", "JP"), null);

    public static readonly Party American = Abroad("Rocket 🚀 Rabbits, Inc.", new PostalAddress("500 Market Street", "Suite 1200", "94105", "San Francisco, CA", "US"), null);

    static Party Abroad(string name, PostalAddress address, string? vatId) => new(name, address) { IsCompany = true, VatId = vatId, Email = "billing@example.com" };
}
