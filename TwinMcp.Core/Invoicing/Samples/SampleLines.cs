using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing.Samples;

/// <summary>What the sample documents sell.</summary>
static class SampleLines
{
    static readonly (string Description, string? Detail, decimal Quantity, string Unit, decimal Price, decimal Base)[] French =
    [
        ("Abonnement Premium", "Août 2026, mois complet", 1m, "mois", 99m, 1m),
        ("Requêtes API", "1 842 316 requêtes au tarif Premium v7", 1842316m, "requêtes", 0.60m, 1000m),
        ("Jetons renvoyés", "Outils resolve-library-id et query-docs", 486213904m, "jetons", 0.60m, 1000000m),
        ("Support prioritaire — niveau Œuvre", "Prorata du 18 au 31 août, 14 jours sur 31", 0.4516m, "mois", 60m, 1m),
        ("Prestation d’intégration et paramétrage", "Atelier du 12 août, reprise des données clients et contrôle qualité à Besançon", 3.5m, "jours", 890m, 1m),
        ("Formation à distance « Clôture & relances »", null, 4m, "heures", 140m, 1m),
        ("Requêtes API de juillet, reçues après émission", "Non facturées auparavant, au tarif de juillet", 12408m, "requêtes", 0.60m, 1000m),
        ("Certificat TLS étendu *.brunel.example", null, 3m, "ans", 149m, 1m),
        ("Déplacement à Besançon (train + hôtel)", "Frais refacturés au réel, justificatifs joints", 1m, "forfait", 318.40m, 1m),
    ];

    static readonly (string Description, string? Detail, decimal Quantity, string Unit, decimal Price, decimal Base)[] English =
    [
        ("Premium subscription", "August 2026, whole month", 1m, "month", 99m, 1m),
        ("API requests", "1,842,316 requests at Premium v7 prices", 1842316m, "requests", 0.60m, 1000m),
        ("Tokens returned", "Tools resolve-library-id and query-docs", 486213904m, "tokens", 0.60m, 1000000m),
        ("Priority support", "18 to 31 August, 14 days of 31", 0.4516m, "month", 60m, 1m),
        ("Onboarding workshop", "12 August, import of customer data and quality review", 3.5m, "days", 890m, 1m),
    ];

    public static IReadOnlyList<LineInput> Of(int count, string language, VatTreatment vat)
    {
        var catalogue = language == "fr" ? French : English;
        return [.. Enumerable.Range(0, count).Select(i => catalogue[i % catalogue.Length]).Select(l => new LineInput(l.Description, l.Quantity, l.Price, vat)
        {
            Detail = l.Detail,
            Unit = l.Unit,
            BaseQuantity = l.Base,
        })];
    }
}
