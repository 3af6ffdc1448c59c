using TwinMcp.Core.Common;
using TwinMcp.Core.Tax;

namespace TwinMcp.Web.Api;

internal sealed record TaxSettingsWire(TaxRegime Regime, string SellerCountry, Supply Supply, uint Version)
{
    /// <summary>From this tax point on EU consumers pay their country's rate; null: OSS is off.</summary>
    public required DateOnly? OssFrom { get; init; }
    public required bool ViesEnabled { get; init; }
    public required bool FailClosed { get; init; }
    public required int CheckMaxAgeDays { get; init; }
    public required CrossBorderSalesWire CrossBorderSales { get; init; }

    public static TaxSettingsWire Of(TaxSettingsView view) => new(view.Settings.Regime, view.Settings.SellerCountry, view.Settings.Supply, view.Settings.Version)
    {
        OssFrom = view.Settings.OssFrom,
        ViesEnabled = view.Settings.ViesEnabled,
        FailClosed = view.Settings.FailClosed,
        CheckMaxAgeDays = view.Settings.CheckMaxAgeDays,
        CrossBorderSales = new CrossBorderSalesWire(
            view.Year, Currency.Eur.Wire(view.SalesOfYear), Currency.Eur.Wire(view.SalesOfYearBefore), Currency.Eur.Wire(TaxSetup.ThresholdEur), view.RegistrationDue),
    };
}

/// <summary>Net sales in EUR to consumers in other EU states; over the threshold without OSS a registration is due.</summary>
internal sealed record CrossBorderSalesWire(int Year, decimal OfYear, decimal OfYearBefore, decimal Threshold, bool RegistrationDue);

internal sealed record TaxRateWire(string Country, TaxRateKind Kind, DateOnly ValidFrom, decimal Rate)
{
    public static TaxRateWire Of(TaxRate rate) => new(rate.Country, rate.Kind, rate.ValidFrom, rate.Rate.Plain());
}

internal sealed record ExchangeRatesWire(IReadOnlyList<ExchangeRateWire> Rates);

internal sealed record ExchangeRateWire(Currency Currency, DateOnly On, decimal RateToEur)
{
    public static ExchangeRateWire Of(ExchangeRate rate) => new(rate.Currency, rate.On, rate.RateToEur.Plain());
}

internal sealed record VatCheckWire(Guid Id, string Number, bool Valid, VatCheckSource Source, DateTimeOffset RequestedAt)
{
    public required string? ConsultationNumber { get; init; }
    public required string? Name { get; init; }

    public static VatCheckWire Of(VatCheck check) => new(check.Id, check.Number, check.Valid, check.Source, check.RequestedAt.ToUniversalTime())
    {
        ConsultationNumber = check.ConsultationNumber,
        Name = check.Name,
    };
}

/// <summary>A VAT group of an invoice.</summary>
internal sealed record InvoiceVatWire(VatCategory Category, decimal Rate, decimal Taxable, decimal Tax)
{
    /// <summary>VATEX.</summary>
    public required string? ExemptionCode { get; init; }

    /// <summary>In the invoice's language.</summary>
    public required string? ExemptionReason { get; init; }
}

/// <summary>The VAT total in euro of an invoice in another currency.</summary>
internal sealed record EuroTaxWire(decimal Tax, decimal ExchangeRate, DateOnly On);

/// <summary>Why a part of an invoice is taxed as it is.</summary>
internal sealed record TaxDecisionWire(string Rule, VatCategory Category, decimal Rate, DateOnly TaxPoint)
{
    public required Supply Supply { get; init; }
    public required TaxRateKind RateKind { get; init; }
    public required string? Place { get; init; }
    public required string? ExemptionCode { get; init; }
    public required string? RateCountry { get; init; }
    public required DateOnly? RateValidFrom { get; init; }
    public required VatIdState VatIdState { get; init; }
    public required string? VatId { get; init; }
    public required VatCheckSource? CheckSource { get; init; }
    public required DateOnly? CheckedOn { get; init; }
    public required string? ConsultationNumber { get; init; }

    public static TaxDecisionWire Of(TaxDecision d) => new(d.Rule, d.Vat.Category, d.Vat.Rate.Plain(), d.TaxPoint)
    {
        Supply = d.Supply,
        RateKind = d.RateKind,
        Place = d.Place,
        ExemptionCode = d.ExemptionCode,
        RateCountry = d.RateCountry,
        RateValidFrom = d.RateValidFrom,
        VatIdState = d.VatIdState,
        VatId = d.VatId,
        CheckSource = d.CheckSource,
        CheckedOn = d.CheckedOn,
        ConsultationNumber = d.ConsultationNumber,
    };
}
