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

/// <summary>Effective-dated and immutable once published: a price change is a new version.</summary>
public sealed class PlanVersion
{
    public required Guid Id { get; init; }

    public required Guid PlanId { get; init; }

    public Plan? Plan { get; init; }

    /// <summary>1, 2, 3 ... within the plan and currency.</summary>
    public required int Number { get; init; }

    public required Currency Currency { get; init; }

    public required decimal MonthlyFee { get; init; }

    /// <summary>For a subscription by the year; null: twelve times the monthly fee.</summary>
    public decimal? YearlyFee { get; init; }

    /// <summary>First day on which a subscription can begin on it.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Nobody subscribes to a draft; a what-if can price with it.</summary>
    public bool IsDraft { get; set; }

    public List<PlanPrice> Prices { get; init; } = [];

    /// <summary>The database's row version (xmin); the API's ETag carries it. A change of a draft's prices changes it too.</summary>
    public uint Version { get; private set; }

    public decimal FeeOfAYear => YearlyFee ?? 12 * MonthlyFee;
}
