using TwinMcp.Core.Common;

namespace TwinMcp.Core.Pricing;

/// <summary>Which version of which plan: a path of the API.</summary>
public readonly record struct PlanVersionKey(string Code, Currency Currency, int Number);

/// <summary>What a version says: the body of a new draft, or of one that is written anew. Checked by <see cref="PlanVersionRules"/>.</summary>
public sealed record DraftPlanVersion
{
    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    public decimal? MonthlyFee { get; init; }

    /// <summary>Twelve times the monthly fee when not given.</summary>
    public decimal? YearlyFee { get; init; }

    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>One a component and tool; none for a plan that is only a fee.</summary>
    public IReadOnlyList<PlanPriceInput?>? Prices { get; init; }

    /// <summary>The draft, once the input is checked.</summary>
    internal PlanVersion ToDraft(Guid planId, Guid id, int number) => new()
    {
        Id = id,
        PlanId = planId,
        Number = number,
        Currency = Common.Currency.Of(Currency!),
        MonthlyFee = MonthlyFee!.Value,
        YearlyFee = YearlyFee,
        EffectiveFrom = EffectiveFrom!.Value,
        IsDraft = true,
        Prices = [.. Prices!.Select(p => p!.ToPrice(id))],
    };
}

public sealed record PlanPriceInput
{
    public PriceComponent? Component { get; init; }

    /// <summary>All tools that have no price of their own when not given.</summary>
    public string? Tool { get; init; }

    public PriceModelKind? Model { get; init; }

    /// <summary>Per base quantity; of a package its price, of a flat price the fee, of a percentage the rate in percent. Not with tiers.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>What the unit price is for, 1 when not given; of a package its size.</summary>
    public decimal? BaseQuantity { get; init; }

    public decimal? IncludedQuantity { get; init; }
    public decimal? MinimumAmount { get; init; }

    /// <summary>Of GRADUATED and VOLUME, in order.</summary>
    public IReadOnlyList<PlanTierInput?>? Tiers { get; init; }

    internal bool HasTiers => Model is PriceModelKind.Graduated or PriceModelKind.Volume;

    /// <summary>What a percentage is of; of everything else one.</summary>
    internal decimal UsualBase => Model == PriceModelKind.Percentage ? 100m : 1m;

    internal PlanPrice ToPrice(Guid versionId) => new()
    {
        PlanVersionId = versionId,
        Component = Component!.Value,
        Tool = Tool ?? PlanPrice.AllTools,
        Model = Model!.Value,
        UnitPrice = UnitPrice ?? 0m,
        BaseQuantity = BaseQuantity ?? UsualBase,
        IncludedQuantity = IncludedQuantity ?? 0m,
        MinimumAmount = MinimumAmount ?? 0m,
        Tiers = [.. (Tiers ?? []).Select((tier, at) => ToTier(versionId, tier ?? new PlanTierInput(), at + 1))],
    };

    PlanPriceTier ToTier(Guid versionId, PlanTierInput tier, int position) => new()
    {
        PlanVersionId = versionId,
        Component = Component!.Value,
        Tool = Tool ?? PlanPrice.AllTools,
        Position = position,
        UpTo = tier.UpTo,
        UnitPrice = tier.UnitPrice ?? 0m,
        BaseQuantity = tier.BaseQuantity ?? 1m,
        FlatFee = tier.FlatFee ?? 0m,
    };
}

public sealed record PlanTierInput
{
    /// <summary>The last quantity in it; not given for the last tier.</summary>
    public decimal? UpTo { get; init; }

    public decimal? UnitPrice { get; init; }

    /// <summary>1 when not given.</summary>
    public decimal? BaseQuantity { get; init; }

    /// <summary>Once, when a unit of the tier is charged.</summary>
    public decimal? FlatFee { get; init; }
}
