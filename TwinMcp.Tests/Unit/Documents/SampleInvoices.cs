using TwinMcp.Core.Common;
using TwinMcp.Core.Documents;

namespace TwinMcp.Tests.Unit.Documents;

/// <summary>Documents to render, computed here by hand so that the layout is tested alone.</summary>
internal static class SampleInvoices
{
    static readonly (string Description, string? Detail, decimal Quantity, string Unit, decimal Price, decimal Base)[] French =
    [
        ("Abonnement Premium", "Août 2026, mois complet", 1m, "mois", 99m, 1m),
        ("Requêtes API", "1 842 316 requêtes au tarif Premium v7", 1842316m, "requêtes", 0.60m, 1000m),
        ("Jetons renvoyés", "Outils resolve-library-id et query-docs", 486213904m, "jetons", 0.60m, 1000000m),
        ("Support prioritaire — niveau Œuvre", "Prorata du 18 au 31 août, 14 jours sur 31", 0.4516m, "mois", 60m, 1m),
        ("Prestation d’intégration et paramétrage", "Atelier du 12 août, reprise des données clients et contrôle qualité à Besançon", 3.5m, "jours", 890m, 1m),
        ("Formation à distance « Clôture & relances »", null, 4m, "heures", 140m, 1m),
        ("Ouvrage imprimé « Guide de l’utilisateur »", null, 2m, "unités", 24.90m, 1m),
        ("Requêtes API de juillet, reçues après émission", "Non facturées auparavant, au tarif de juillet", 12408m, "requêtes", 0.60m, 1000m),
        ("Certificat SSL étendu *.exemple-société.fr", null, 3m, "ans", 149m, 1m),
        ("Déplacement à Besançon (train + hôtel)", "Frais refacturés au réel, justificatifs joints", 1m, "forfait", 318.40m, 1m),
    ];

    static readonly (string Description, string? Detail, decimal Quantity, string Unit, decimal Price, decimal Base)[] English =
    [
        ("Premium subscription", "August 2026, whole month", 1m, "month", 99m, 1m),
        ("API requests", "1,842,316 requests at Premium v7 prices", 1842316m, "requests", 0.60m, 1000m),
        ("Tokens returned", "Tools resolve-library-id and query-docs", 486213904m, "tokens", 0.60m, 1000000m),
        ("Priority support", "18 to 31 August, 14 days of 31", 0.4516m, "month", 60m, 1m),
    ];

    public static readonly DocumentSeller Seller = new()
    {
        LegalName = "TwinMCP SAS",
        BrandName = "TwinMCP",
        FormAndCapital = "SAS au capital de 120 000 €",
        Rcs = "RCS Lyon 842 317 906",
        Siren = "842 317 906",
        Siret = "842 317 906 00024",
        VatId = "FR32842317906",
        AddressLines = ["18 bis, rue de l’Égalité", "69003 Lyon, France"],
        Email = "facturation@twinmcp.example",
        Iban = "FR7630004008280001234567890",
        Bic = "BNPAFRPPXXX",
    };

    public static readonly DocumentBuyer Buyer = new()
    {
        Name = "Société Générale d’Électricité & Fils",
        ContactLine = "À l’attention de Mme Zoë Lefèvre-Brûlé",
        AddressLines = ["Immeuble Le Cœur Défense", "110 esplanade du Général-de-Gaulle", "92400 Courbevoie, France"],
        IsCompany = true,
        Siren = "552 120 222",
        VatId = "FR27552120222",
        Email = "compta@sge.example",
    };

    public static readonly IReadOnlyList<string> FrenchNotes =
    [
        "Option pour le paiement de la taxe d’après les débits.",
        "Pas d’escompte pour paiement anticipé. En cas de retard : pénalités au taux de la BCE majoré de 10 points et indemnité forfaitaire pour frais de recouvrement de 40 € (art. L. 441-10 et D. 441-5 du Code de commerce).",
    ];

    public static readonly IReadOnlyList<string> EnglishNotes =
    [
        "No discount for early payment. Late payment: penalties at the ECB rate plus 10 points and a fixed recovery indemnity of €40 (art. L. 441-10 and D. 441-5 of the French Commercial Code).",
    ];

    public static InvoiceDocument Make(int lines, string language = "fr", string currency = "EUR")
    {
        var unit = Currency.Of(currency);
        var catalogue = language == "fr" ? French : English;
        var made = Enumerable.Range(0, lines).Select(i => Line(catalogue[i % catalogue.Length], unit)).ToList();
        return WithTotals(new InvoiceDocument
        {
            Kind = DocumentKind.Invoice,
            Language = language,
            Number = "FA-2026-094417",
            IssueDate = new DateOnly(2026, 9, 1),
            DueDate = new DateOnly(2026, 10, 1),
            PeriodStart = new DateOnly(2026, 8, 1),
            PeriodEnd = new DateOnly(2026, 8, 31),
            Seller = Seller,
            Buyer = Buyer,
            OperationCategory = language == "fr" ? "Prestation de services" : "Supply of services",
            PurchaseOrder = "BC-77120/2026",
            Currency = unit,
            Lines = made,
            VatGroups = [],
            Totals = new DocumentTotals { Lines = 0, Net = 0, Tax = 0, Gross = 0, Due = 0 },
            Notes = language == "fr" ? FrenchNotes : EnglishNotes,
        });
    }

    /// <summary>VAT groups and totals from the lines and adjustments as they stand.</summary>
    public static InvoiceDocument WithTotals(InvoiceDocument document, decimal prepaid = 0m)
    {
        var currency = document.Currency;
        var groups = document.Lines.GroupBy(l => (l.VatCategory, l.VatRate))
            .Select(g => (g.Key, Taxable: g.Sum(l => l.Net)))
            .Select(g => new DocumentVatGroup(g.Key.VatCategory, g.Key.VatRate, g.Taxable, currency.Round(g.Taxable * (g.Key.VatRate ?? 0m) / 100m)))
            .OrderByDescending(g => g.Rate).ToList();
        var adjustments = document.Adjustments.Sum(a => a.Amount);
        if (groups.Count > 0 && adjustments != 0m)
        {
            var taxable = groups[0].Taxable + adjustments;
            groups[0] = groups[0] with { Taxable = taxable, Tax = currency.Round(taxable * (groups[0].Rate ?? 0m) / 100m) };
        }
        var (lines, tax) = (document.Lines.Sum(l => l.Net), groups.Sum(g => g.Tax));
        var net = lines + adjustments;
        return document with
        {
            VatGroups = groups,
            Totals = new DocumentTotals { Lines = lines, Net = net, Tax = tax, Gross = net + tax, Prepaid = prepaid, Due = net + tax - prepaid },
        };
    }

    public static DocumentLine Line(string description, decimal quantity, decimal price, Currency currency) => new()
    {
        Description = description,
        Quantity = quantity,
        UnitPrice = price,
        VatRate = 20m,
        Net = currency.Round(quantity * price),
    };

    static DocumentLine Line((string Description, string? Detail, decimal Quantity, string Unit, decimal Price, decimal Base) item, Currency currency) => new()
    {
        Description = item.Description,
        Detail = item.Detail,
        Quantity = item.Quantity,
        Unit = item.Unit,
        UnitPrice = item.Price,
        BaseQuantity = item.Base,
        VatRate = item.Description.StartsWith("Ouvrage", StringComparison.Ordinal) ? 5.5m : 20m,
        Net = currency.Round(item.Quantity * item.Price / item.Base),
    };
}
