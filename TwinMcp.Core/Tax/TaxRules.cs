using TwinMcp.Core.Common;
using TwinMcp.Core.Tax.VatNumbers;

namespace TwinMcp.Core.Tax;

/// <summary>How a sale is taxed. Pure: the same facts give the same decision for ever (docs/adr/0011-tax-rules.md).</summary>
public static class TaxRules
{
    /// <summary>With no tax set-up: one configurable standard rate for everybody; a rate of 0 is zero rated (BR-S-05: S is never 0).</summary>
    public static VatTreatment Single(decimal ratePercent) => new(ratePercent == 0 ? VatCategory.Z : VatCategory.S, ratePercent);

    /// <summary>
    /// Decides category, rate and reason at the tax point. Refuses only when no rate of that kind was in force there on that day:
    /// nothing is guessed.
    /// </summary>
    public static Result<TaxDecision> Decide(TaxSetup setup, TaxBuyer buyer, DateOnly taxPoint, TaxItem item = default)
    {
        var sale = new Sale(setup, buyer, taxPoint, item with { Supply = item.Supply ?? setup.Settings.Supply });
        return setup.Settings.Regime switch
        {
            TaxRegime.Simple when item.Rate == TaxRateKind.Standard => sale.Decided(TaxRuleCodes.SingleRate, Single(setup.SingleRatePercent)),
            TaxRegime.Simple => sale.Missing("the one rate of all sales"),
            TaxRegime.Franchise => sale.Exempt(TaxRuleCodes.Franchise, VatCategory.E, TaxExemption.Franchise),
            TaxRegime.Standard => ByPlace(sale, TaxPlaces.Of(buyer.Country, buyer.PostalCode, sale.Supply)),
            _ => throw new ArgumentOutOfRangeException(nameof(setup), setup.Settings.Regime, null),
        };
    }

    static Result<TaxDecision> ByPlace(Sale sale, TaxPlace place)
    {
        sale.Place = place.Code;
        var isHome = place.State == sale.Settings.SellerCountry;
        return place.Zone switch
        {
            TaxZone.Eu when isHome => sale.Taxed(TaxRuleCodes.Domestic, place.Code),
            TaxZone.Eu => InTheEu(sale, place),
            // to the overseas departments goods are exported (CGI art. 294, 2); services have the rate of the place
            TaxZone.FrenchOverseas or TaxZone.FrenchWithoutVat when isHome && sale.Supply == Supply.Goods => sale.Exempt(TaxRuleCodes.DomGoods, VatCategory.G, TaxExemption.ExportGoods),
            TaxZone.FrenchOverseas when isHome => sale.Taxed(TaxRuleCodes.DomReduced, place.Code),
            TaxZone.FrenchWithoutVat when isHome => sale.Exempt(TaxRuleCodes.DomWithoutVat, VatCategory.E, TaxExemption.WithoutVat),
            TaxZone.FrenchOverseas or TaxZone.FrenchWithoutVat or TaxZone.Outside => Outside(sale),
            _ => throw new ArgumentOutOfRangeException(nameof(place), place.Zone, null),
        };
    }

    /// <summary>Who shows a valid VAT number of another state buys as a business (Regulation 282/2011 art. 18), everybody else as a consumer.</summary>
    static Result<TaxDecision> InTheEu(Sale sale, TaxPlace place)
    {
        sale.JudgeVatId();
        if (sale.VatIdState == VatIdState.Valid)
            return sale.Supply == Supply.Goods
                ? sale.Exempt(TaxRuleCodes.EuB2bGoods, VatCategory.K, TaxExemption.IntraCommunity)
                : sale.Exempt(TaxRuleCodes.EuB2bReverseCharge, VatCategory.AE, TaxExemption.ReverseCharge);
        if (sale.Settings.OssFrom <= sale.TaxPoint)
            return sale.Taxed(TaxRuleCodes.EuB2cOss, place.Code);
        return sale.Setup.IsThresholdPassed(sale.TaxPoint)
            ? sale.Taxed(TaxRuleCodes.EuB2cThreshold, place.Code)
            : sale.Taxed(TaxRuleCodes.EuB2cSellerRate, sale.Settings.SellerCountry);
    }

    /// <summary>Not subject to VAT in the EU: services to businesses by art. 44, electronic services to consumers by art. 59 (CGI art. 259 B), goods by art. 146.</summary>
    static TaxDecision Outside(Sale sale) => (sale.Supply, sale.Buyer.IsCompany) switch
    {
        (Supply.Goods, _) => sale.Exempt(TaxRuleCodes.Export, VatCategory.G, TaxExemption.ExportGoods),
        (_, true) => sale.Exempt(TaxRuleCodes.Export, VatCategory.G, TaxExemption.Export),
        (_, false) => sale.Exempt(TaxRuleCodes.ExportConsumer, VatCategory.G, TaxExemption.ExportConsumer),
    };

    /// <summary>One question, and the decision in the making.</summary>
    sealed class Sale(TaxSetup setup, TaxBuyer buyer, DateOnly taxPoint, TaxItem item)
    {
        public TaxSetup Setup => setup;

        public TaxSettings Settings => setup.Settings;

        public TaxBuyer Buyer => buyer;

        public DateOnly TaxPoint => taxPoint;

        public Supply Supply { get; } = item.Supply ?? Supply.Services;

        public string? Place { get; set; }

        public VatIdState VatIdState { get; private set; }

        string? vatId;
        VatEvidence? evidence;

        public void JudgeVatId()
        {
            if (string.IsNullOrWhiteSpace(buyer.VatId))
            {
                VatIdState = VatIdState.Missing;
                return;
            }
            var check = VatNumber.Check(buyer.VatId);
            (vatId, evidence) = (check.Number, buyer.Check);
            VatIdState = check.Valid ? StateOf(check.Country!) : VatIdState.Invalid;
        }

        public TaxDecision Decided(string rule, VatTreatment vat) => new(rule, vat, taxPoint)
        {
            Supply = Supply,
            RateKind = item.Rate,
            Place = Place,
            VatIdState = VatIdState,
            VatId = vatId,
            CheckSource = vatId is null ? null : evidence is null ? VatCheckSource.Offline : VatCheckSource.Vies,
            CheckedOn = evidence?.On,
            ConsultationNumber = evidence?.ConsultationNumber,
        };

        public TaxDecision Exempt(string rule, VatCategory category, TaxExemption exemption) =>
            Decided(rule, new VatTreatment(category, 0m)) with { ExemptionCode = exemption.Code, ExemptionReason = exemption.Reason };

        public Result<TaxDecision> Taxed(string rule, string country)
        {
            if (setup.Rates.Find(country, item.Rate, taxPoint) is not { } row)
                return Missing(country);
            return Decided(rule, Single(row.Rate)) with { RateCountry = country, RateValidFrom = row.ValidFrom };
        }

        public BillingError Missing(string where) =>
            BillingError.Conflict("tax_rate_missing", $"There is no {item.Rate.ToString().ToLowerInvariant()} VAT rate of {where} on {taxPoint:yyyy-MM-dd}: add it to the rates, or give category and rate on the line.");

        /// <summary>A "no" of VIES counts until a newer answer; a "yes" for the days that the settings say before the tax point.</summary>
        VatIdState StateOf(string country)
        {
            var inTheEu = TaxPlaces.IsState(country) || (country == "XI" && Supply == Supply.Goods);
            if (!inTheEu || country == Settings.SellerCountry)
                return VatIdState.OtherState;
            if (evidence is { Valid: false })
                return VatIdState.Invalid;
            var isFresh = evidence is not null && evidence.On >= taxPoint.AddDays(-Settings.CheckMaxAgeDays);
            if (isFresh || !Settings.ViesEnabled)
                return VatIdState.Valid;
            return Settings.FailClosed ? VatIdState.Unverified : VatIdState.Valid;
        }
    }
}
