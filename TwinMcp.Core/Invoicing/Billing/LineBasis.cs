using System.Text.Json;
using System.Text.Json.Serialization;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Core.Invoicing.Billing;

/// <summary>By which rule a line came about.</summary>
public enum BasisKind
{
    /// <summary>Whole months or years of a fee.</summary>
    Fee,

    /// <summary>Days of a month or year of a fee; with the sign of the line's quantity.</summary>
    FeeDays,

    /// <summary>A part of a priced quantity: a tier, the included units, packages.</summary>
    Usage,

    /// <summary>What was missing to a component's minimum.</summary>
    TrueUp,

    /// <summary>Usage that came in after its period was billed: the price of all of it less the price of what was billed.</summary>
    LateUsage,

    /// <summary>A flat component.</summary>
    Flat,

    /// <summary>A percentage of the period's other charges under the same version.</summary>
    Surcharge,
}

/// <summary>Why a line is what it is: enough to compute it again from what is stored, and to explain it.</summary>
/// <param name="From">First day that the line is for.</param>
/// <param name="To">The day after the last.</param>
public sealed record LineBasis(BasisKind Kind, Guid PlanVersionId, DateOnly From, DateOnly To)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false) },
    };

    /// <summary>The month or year that days are a part of.</summary>
    public DateRange? Whole { get; init; }

    public SubscriptionInterval? Interval { get; init; }

    public PriceComponent? Component { get; init; }

    /// <summary>Null with a component: all tools that have no price of their own.</summary>
    public string? Tool { get; init; }

    /// <summary>Which of the priced parts, from 0; of late usage the place among its lines.</summary>
    public int? Part { get; init; }

    /// <summary>Included units of these days, when they are fewer than the version's.</summary>
    public decimal? Included { get; init; }

    /// <summary>Minimum or flat fee of these days, when it is less than the version's.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Of late usage: what had been billed of the same days before.</summary>
    public decimal? Billed { get; init; }

    public DateRange Days => new(From, To);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static LineBasis? FromJson(string? json) => json is null ? null : JsonSerializer.Deserialize<LineBasis>(json, Json);
}
