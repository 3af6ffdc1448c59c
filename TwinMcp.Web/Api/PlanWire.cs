using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.WhatIf;
using TwinMcp.Core.Pricing;

namespace TwinMcp.Web.Api;

/// <summary>A plan in a list: one version in force a currency.</summary>
internal sealed record PlanWire(string Code, string Name, IReadOnlyList<PlanVersionWire> Versions)
{
    public static PlanWire Of(PlanInForce plan) => new(plan.Plan.Code, plan.Plan.Name, [.. plan.Versions.Select(PlanVersionWire.Of)]);
}

/// <summary>A plan with all its versions.</summary>
internal sealed record PlanDetailWire(string Code, string Name, ListWire<PlanVersionWire> Versions)
{
    public static PlanDetailWire Of(PlanDetail detail) => new(detail.Plan.Code, detail.Plan.Name, ListWire.Of(detail.Versions, PlanVersionWire.Of));
}

internal sealed record PlanVersionWire(Guid Id, Currency Currency, int Number, bool IsDraft, DateOnly EffectiveFrom)
{
    public required decimal MonthlyFee { get; init; }

    /// <summary>Null: twelve times the monthly fee.</summary>
    public required decimal? YearlyFee { get; init; }

    public required IReadOnlyList<PlanPriceWire> Prices { get; init; }

    public static PlanVersionWire Of(PlanVersion version) => new(version.Id, version.Currency, version.Number, version.IsDraft, version.EffectiveFrom)
    {
        MonthlyFee = version.Currency.Wire(version.MonthlyFee),
        YearlyFee = version.YearlyFee is { } fee ? version.Currency.Wire(fee) : null,
        Prices = [.. version.Prices.OrderBy(p => p.Component).ThenBy(p => p.Tool, StringComparer.Ordinal).Select(p => PlanPriceWire.Of(p, version.Currency))],
    };
}

/// <summary>What the body of a draft says; with tiers they have the prices, and unit price and base quantity are null.</summary>
internal sealed record PlanPriceWire(PriceComponent Component, string? Tool, PriceModelKind Model, decimal? UnitPrice, decimal? BaseQuantity)
{
    public required decimal IncludedQuantity { get; init; }
    public required decimal MinimumAmount { get; init; }
    public required IReadOnlyList<PlanTierWire>? Tiers { get; init; }

    public static PlanPriceWire Of(PlanPrice price, Currency currency)
    {
        var hasTiers = price.Model is PriceModelKind.Graduated or PriceModelKind.Volume;
        return new(price.Component, price.Tool == PlanPrice.AllTools ? null : price.Tool, price.Model, hasTiers ? null : price.UnitPrice.Plain(), hasTiers ? null : price.BaseQuantity.Plain())
        {
            IncludedQuantity = price.IncludedQuantity.Plain(),
            MinimumAmount = currency.Wire(price.MinimumAmount),
            Tiers = hasTiers ? [.. price.Tiers.OrderBy(t => t.Position).Select(t => new PlanTierWire(t.UpTo?.Plain(), t.UnitPrice.Plain(), t.BaseQuantity.Plain(), t.FlatFee.Plain()))] : null,
        };
    }
}

internal sealed record PlanTierWire(decimal? UpTo, decimal UnitPrice, decimal BaseQuantity, decimal FlatFee);

/// <summary>A month under another version; amounts without VAT.</summary>
internal sealed record WhatIfWire(string Period, string Plan, Currency Currency, WhatIfSumsWire Sums, ListWire<CustomerWhatIfWire> Customers)
{
    public static WhatIfWire Of(PlanWhatIf whatIf)
    {
        var currency = whatIf.Version.Currency;
        var sums = whatIf.Sums;
        return new(
            whatIf.Month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), whatIf.PlanCode, currency,
            new WhatIfSumsWire(sums.Customers, sums.Winners, sums.Losers, sums.Parked) { Now = currency.Wire(sums.Now), Then = currency.Wire(sums.Then), Difference = currency.Wire(sums.Then - sums.Now) },
            ListWire.Of(whatIf.Customers, c => new CustomerWhatIfWire(c.UserId, c.Name, currency.Wire(c.Now), currency.Wire(c.Then), currency.Wire(c.Difference))));
    }
}

internal sealed record WhatIfSumsWire(int Customers, int Winners, int Losers, int Parked)
{
    public required decimal Now { get; init; }
    public required decimal Then { get; init; }
    public required decimal Difference { get; init; }
}

internal sealed record CustomerWhatIfWire(CustomerId UserId, string Name, decimal Now, decimal Then, decimal Difference);
