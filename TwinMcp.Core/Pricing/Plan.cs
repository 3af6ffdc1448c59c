using TwinMcp.Core.Common;

namespace TwinMcp.Core.Pricing;

/// <summary>Free, Basic, Premium, Enterprise: what customers subscribe to. Prices are in its versions.</summary>
public sealed class Plan
{
    public required Guid Id { get; init; }

    /// <summary>Stable, lower case: "premium".</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }
}

/// <summary>Immutable and effective-dated: a price change is a new version.</summary>
public sealed class PlanVersion
{
    public required Guid Id { get; init; }

    public required Guid PlanId { get; init; }

    public Plan? Plan { get; init; }

    /// <summary>1, 2, 3 ... within the plan.</summary>
    public required int Number { get; init; }

    public required Currency Currency { get; init; }

    public required decimal MonthlyFee { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    public List<PlanPrice> Prices { get; init; } = [];
}

/// <summary>What is counted.</summary>
public enum PriceComponent
{
    Requests,
    Tokens,
}

/// <summary>A flat unit price per base quantity: EUR 0.60 per 1,000,000 tokens, never 0.0000006 (EN 16931 BT-149).</summary>
public sealed class PlanPrice
{
    public required Guid PlanVersionId { get; init; }

    public required PriceComponent Component { get; init; }

    public required decimal UnitPrice { get; init; }

    public required decimal BaseQuantity { get; init; }
}
