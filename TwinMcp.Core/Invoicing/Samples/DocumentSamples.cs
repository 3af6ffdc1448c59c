using TwinMcp.Core.Documents;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing.Samples;

/// <summary>The kinds of document that the product makes, one of each, through the code that issues. No database.</summary>
public static class DocumentSamples
{
    static readonly VatTreatment Standard = new(VatCategory.S, 20m);
    static readonly VatTreatment Reduced = new(VatCategory.S, 5.5m);

    static IEnumerable<SampleDocument> All => [.. Lengths(), .. Vat(), .. Words(), .. Money(), .. Credits(), .. Looks()];

    /// <summary>Writes each as NAME.pdf, and NAME.xml when it carries one. The folder is made; what bears the same name is replaced.</summary>
    /// <returns>The names, in order.</returns>
    public static IReadOnlyList<string> Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var names = new List<string>();
        foreach (var sample in All)
        {
            var document = sample.Make();
            File.WriteAllBytes(Path.Combine(folder, sample.Name + ".pdf"), document.Content);
            if (document.Xml is { } xml)
                File.WriteAllBytes(Path.Combine(folder, sample.Name + ".xml"), xml);
            names.Add(sample.Name);
        }
        return names;
    }

    /// <summary>The descriptions that the document of this name must show.</summary>
    internal static SampleDocument Find(string name) => All.Single(s => s.Name == name);

    static SampleDocument French(string name, VatTreatment? vat = null, int lines = 3) => new(name, SampleParties.French, SampleLines.Of(lines, "fr", vat ?? Standard));

    static SampleDocument English(string name, Party buyer, VatTreatment vat, int lines = 3) => new(name, buyer, SampleLines.Of(lines, "en", vat)) { Language = "en" };

    static IEnumerable<SampleDocument> Lengths() =>
    [
        French("fr-1-line", lines: 1),
        French("fr-10-lines", lines: 10),
        French("fr-35-lines", lines: 35),
        French("fr-300-lines", lines: 300),
        French("fr-2000-lines", lines: 2000),
        English("en-1-line", SampleParties.French, Standard, 1),
        English("en-35-lines", SampleParties.French, Standard, 35),
        French("fr-person") with { Buyer = SampleParties.Person },
    ];

    static IEnumerable<SampleDocument> Vat() =>
    [
        French("vat-s-two-rates") with { Lines = [.. SampleLines.Of(2, "fr", Standard), new LineInput("Ouvrage imprimé « Guide de l’utilisateur »", 2m, 24.90m, Reduced) { Unit = "unités" }] },
        French("vat-z", new VatTreatment(VatCategory.Z, 0m)),
        French("vat-e-exempt", new VatTreatment(VatCategory.E, 0m)),
        French("vat-e-franchise", new VatTreatment(VatCategory.E, 0m)) with { Seller = SampleParties.Franchise, Exemption = TaxExemption.Franchise },
        French("vat-e-mayotte", new VatTreatment(VatCategory.E, 0m)) with { Exemption = TaxExemption.WithoutVat },
        English("vat-ae-reverse-charge", SampleParties.German, new VatTreatment(VatCategory.AE, 0m)),
        French("vat-ae-autoliquidation", new VatTreatment(VatCategory.AE, 0m)) with { Buyer = SampleParties.German },
        English("vat-k-intra-community", SampleParties.German, new VatTreatment(VatCategory.K, 0m)),
        English("vat-g-export", SampleParties.American, new VatTreatment(VatCategory.G, 0m)),
        French("vat-o-out-of-scope", new VatTreatment(VatCategory.O, 0m)),
        French("vat-ae-before-the-cibs", new VatTreatment(VatCategory.AE, 0m)) with { Buyer = SampleParties.German, IssueDate = new DateOnly(2026, 8, 31) },
        French("vat-on-debits") with { Seller = SampleParties.Seller with { VatOnDebits = true } },
    ];

    static IEnumerable<SampleDocument> Words() =>
    [
        English("name-polish", SampleParties.Polish, new VatTreatment(VatCategory.AE, 0m)),
        English("name-greek", SampleParties.Greek, new VatTreatment(VatCategory.AE, 0m)),
        English("name-bulgarian", SampleParties.Bulgarian, new VatTreatment(VatCategory.AE, 0m)),
        English("name-arabic", SampleParties.Tunisian, new VatTreatment(VatCategory.G, 0m)),
        English("name-hebrew", SampleParties.Israeli, new VatTreatment(VatCategory.G, 0m)),
        English("name-chinese", SampleParties.Chinese, new VatTreatment(VatCategory.G, 0m)),
        English("name-japanese", SampleParties.Japanese, new VatTreatment(VatCategory.G, 0m)),
        English("name-emoji", SampleParties.American, new VatTreatment(VatCategory.G, 0m)),
        French("purchase-order") with { Notes = new InvoiceNotes(45, "BC-77120/2026", "Service achats, dossier 4411", "Merci de rappeler le numéro de dossier dans toute correspondance.") },
        French("delivery-address") with { Buyer = SampleParties.French with { DeliveryAddress = new("Zone des Entrepôts, quai 4", null, "69800", "Saint-Priest", "FR") } },
    ];

    static IEnumerable<SampleDocument> Money() =>
    [
        English("currency-jpy", SampleParties.Japanese, new VatTreatment(VatCategory.G, 0m)) with { Currency = "JPY", Lines = [new LineInput("Premium subscription", 1m, 16800m, new VatTreatment(VatCategory.G, 0m)) { Unit = "month" }] },
        English("currency-tnd", SampleParties.Tunisian, new VatTreatment(VatCategory.G, 0m)) with { Currency = "TND" },
        English("currency-usd-vat-in-eur", SampleParties.French, Standard) with { Currency = "USD", RateToEur = 0.9231m },
        French("prepaid") with { Prepaid = 500m },
        French("paid-in-full", lines: 1) with { Prepaid = 118.80m },
        French("rounding") with { Rounding = 0.04m },
        French("allowance-and-charge") with { Adjustments = [new AdjustmentInput(false, 150m, Standard, "Remise fidélité 2026"), new AdjustmentInput(true, 12.50m, Standard, "Frais de dossier")] },
        French("line-allowance") with { Lines = [new LineInput("Abonnement Premium", 12m, 99m, Standard) { Unit = "mois", Allowances = [118.80m] }] },
        French("no-iban") with { Seller = SampleParties.Seller with { Iban = null, Bic = null } },
    ];

    static IEnumerable<SampleDocument> Credits() =>
    [
        French("credit-note-whole") with { Credit = new SampleCredit() },
        French("credit-note-partial") with { Credit = new SampleCredit(40m) },
        English("credit-note-english", SampleParties.German, new VatTreatment(VatCategory.AE, 0m)) with { Credit = new SampleCredit() },
    ];

    static IEnumerable<SampleDocument> Looks() =>
    [
        French("layout-classic", lines: 9) with { Look = d => d with { Seller = d.Seller with { Layout = DocumentLayout.Classic } } },
        French("layout-classic-35-lines", lines: 35) with { Look = d => d with { Seller = d.Seller with { Layout = DocumentLayout.Classic } } },
        French("layout-compact", lines: 9) with { Look = d => d with { Seller = d.Seller with { Layout = DocumentLayout.Compact } } },
        French("layout-compact-35-lines", lines: 35) with { Look = d => d with { Seller = d.Seller with { Layout = DocumentLayout.Compact } } },
        French("look-pale-colours-logo-footer") with { Seller = SampleParties.Seller with { PrimaryColour = "#FFE066", SecondaryColour = "#FFD6E0" }, Look = SampleLogo.On },
        French("mark-draft") with { Look = d => d with { Mark = DocumentMark.Draft, Number = null } },
        French("mark-paid") with { Look = d => d with { Mark = DocumentMark.Paid } },
        French("mark-cancelled") with { Look = d => d with { Mark = DocumentMark.Cancelled } },
        English("mark-copy", SampleParties.French, Standard) with { Look = d => d with { Mark = DocumentMark.Copy } },
    ];
}
