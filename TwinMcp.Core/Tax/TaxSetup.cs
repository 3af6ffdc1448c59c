namespace TwinMcp.Core.Tax;

/// <summary>All that decisions need beside the buyer: loaded once, for one invoice or for a run of 100,000.</summary>
/// <param name="SingleRatePercent">Of the simple regime.</param>
public sealed record TaxSetup(TaxSettings Settings, TaxRateTable Rates, decimal SingleRatePercent)
{
    /// <summary>Art. 59c of Directive 2006/112/EC, CGI art. 259 D: per calendar year, without VAT.</summary>
    public const decimal ThresholdEur = 10_000m;

    /// <summary>Year -> net sales in EUR to consumers in other EU states, on issued invoices.</summary>
    public IReadOnlyDictionary<int, decimal> CrossBorderSales { get; init; } = new Dictionary<int, decimal>();

    /// <summary>Passed in the year of the tax point or in the one before.</summary>
    public bool IsThresholdPassed(DateOnly taxPoint) => SalesOf(taxPoint.Year) > ThresholdEur || SalesOf(taxPoint.Year - 1) > ThresholdEur;

    public decimal SalesOf(int year) => CrossBorderSales.GetValueOrDefault(year);

    /// <summary>As it stands with one more sale: the sale that passes the threshold is already taxed at its destination.</summary>
    public TaxSetup Including(DateOnly taxPoint, decimal netEur) =>
        this with { CrossBorderSales = new Dictionary<int, decimal>(CrossBorderSales) { [taxPoint.Year] = SalesOf(taxPoint.Year) + netEur } };
}

/// <summary>Decides for one buyer at one tax point, item by item, and remembers what was asked.</summary>
public sealed class BuyerTax(TaxSetup setup, TaxBuyer buyer, DateOnly taxPoint)
{
    readonly Dictionary<TaxItem, TaxDecision> decided = [];

    public DateOnly TaxPoint => taxPoint;

    public TaxSetup Setup => setup;

    /// <summary>What the invoice's lines rest on, in the order they asked.</summary>
    public IReadOnlyCollection<TaxDecision> Decisions => decided.Values;

    public Common.Result<VatTreatment> Of(TaxItem item)
    {
        item = item with { Supply = item.Supply ?? setup.Settings.Supply };
        if (!decided.TryGetValue(item, out var decision))
        {
            var result = TaxRules.Decide(setup, buyer, taxPoint, item);
            if (result.Error is { } error)
                return error;
            decided[item] = decision = result.Value;
        }
        return decision.Vat;
    }

    /// <summary>For a line that says "standard rate" without a figure: the seller's own at the tax point; 0 when there is none.</summary>
    public decimal DomesticRate => setup.Settings.Regime == TaxRegime.Standard
        ? setup.Rates.Find(setup.Settings.SellerCountry, TaxRateKind.Standard, taxPoint)?.Rate ?? 0m
        : setup.SingleRatePercent;

    /// <summary>The same buyer when this sale counts towards the threshold of sales to consumers in other EU states.</summary>
    public BuyerTax Including(decimal netEur) => new(setup.Including(taxPoint, netEur), buyer, taxPoint);
}
