namespace TwinMcp.Core.Tax;

/// <summary>What a decision asks about the buyer.</summary>
/// <param name="Country">ISO 3166-1 alpha-2 of the address.</param>
/// <param name="Check">The latest answer of VIES about the number; null when it was never asked.</param>
public sealed record TaxBuyer(bool IsCompany, string Country, string PostalCode, string? VatId = null, VatEvidence? Check = null);

/// <summary>What a line sells and which rate it asks for.</summary>
/// <param name="Supply">The setting's when not said.</param>
public readonly record struct TaxItem(Supply? Supply = null, TaxRateKind Rate = TaxRateKind.Standard);

/// <summary>What the buyer's VAT number was worth.</summary>
public enum VatIdState
{
    /// <summary>The rule does not ask.</summary>
    NotNeeded,
    Missing,

    /// <summary>By format, check digit or VIES.</summary>
    Invalid,

    /// <summary>Of a state where it proves nothing: the seller's own, or one outside the EU.</summary>
    OtherState,

    /// <summary>VIES has not been heard lately, and the settings ask for it.</summary>
    Unverified,
    Valid,
}

/// <summary>Codes of the rules, stored with each invoice.</summary>
public static class TaxRuleCodes
{
    public const string SingleRate = "single_rate";
    public const string Franchise = "franchise";
    public const string Domestic = "domestic";
    public const string DomReduced = "dom_reduced";
    public const string DomWithoutVat = "dom_without_vat";
    public const string DomGoods = "dom_goods";
    public const string EuB2bReverseCharge = "eu_b2b_reverse_charge";
    public const string EuB2bGoods = "eu_b2b_goods";
    public const string EuB2cSellerRate = "eu_b2c_seller_rate";
    public const string EuB2cThreshold = "eu_b2c_threshold";
    public const string EuB2cOss = "eu_b2c_oss";
    public const string Export = "export";
    public const string ExportConsumer = "export_consumer";
}

/// <summary>How a sale is taxed, and why: stored with the invoice as its evidence.</summary>
/// <param name="Rule">One of <see cref="TaxRuleCodes"/>.</param>
public sealed record TaxDecision(string Rule, VatTreatment Vat, DateOnly TaxPoint)
{
    public Supply Supply { get; init; }
    public TaxRateKind RateKind { get; init; }

    /// <summary>Where the buyer is, as VAT sees it (<see cref="TaxPlace.Code"/>).</summary>
    public string? Place { get; init; }

    /// <summary>VATEX code (BT-121); null when there is VAT, or no code for the reason.</summary>
    public string? ExemptionCode { get; init; }

    /// <summary>Which legend says why there is no VAT; null when there is.</summary>
    public string? ExemptionReason { get; init; }

    /// <summary>Whose rate it is; null at 0 % and with the single rate.</summary>
    public string? RateCountry { get; init; }

    /// <summary>The rate's row.</summary>
    public DateOnly? RateValidFrom { get; init; }

    public VatIdState VatIdState { get; init; }

    /// <summary>Normalised.</summary>
    public string? VatId { get; init; }

    public VatCheckSource? CheckSource { get; init; }
    public DateOnly? CheckedOn { get; init; }
    public string? ConsultationNumber { get; init; }

    /// <summary>True when another computation taxes the sale the same way: what may change between draft and issue is only the evidence.</summary>
    public bool SameTreatment(TaxDecision other) => Vat == other.Vat && ExemptionCode == other.ExemptionCode && ExemptionReason == other.ExemptionReason;
}
