namespace TwinMcp.Core.Pricing.Models;

/// <summary>What was used in the period. The amount is what a percentage is taken of; nothing else looks at it.</summary>
public readonly record struct MeasuredUsage(decimal Quantity, decimal Amount = 0m);

/// <summary>A stretch of the usage at one price. The parts of a usage follow each other from 0 to its end.</summary>
/// <param name="From">Where the stretch begins; what comes before has been priced.</param>
/// <param name="Quantity">What is charged: To - From, but whole packages, 0 when included, and 1 for a flat price.</param>
/// <param name="FlatFee">On top, once.</param>
public sealed record PricedPart(decimal From, decimal To, decimal Quantity, UnitPrice Price, decimal FlatFee = 0m)
{
    /// <summary>Not rounded: the line is, once.</summary>
    public decimal Amount => Quantity * Price.Amount / Price.BaseQuantity + FlatFee;

    public bool IsIncluded { get; private init; }

    internal static PricedPart Included(decimal to) => new(0m, to, 0m, new UnitPrice(0m)) { IsIncluded = true };
}

/// <summary>A component's usage, priced. Nothing here is rounded.</summary>
public sealed record PricedUsage(IReadOnlyList<PricedPart> Parts, decimal MinimumAmount)
{
    public decimal Amount => Parts.Sum(p => p.Amount);

    /// <summary>What is missing to the minimum. A line beside a rounded one is made with <see cref="MinimumCommitment"/> from the rounded net.</summary>
    public decimal TrueUp => MinimumCommitment.TrueUp(MinimumAmount, Amount);
}

/// <summary>A period costs at least so much: amount + true-up = the larger of amount and minimum.</summary>
public static class MinimumCommitment
{
    /// <param name="amount">What is charged so far, of one component or of several; the rounded nets when the true-up becomes a line, else the two can be a cent apart from the minimum.</param>
    public static decimal TrueUp(decimal minimumAmount, decimal amount) => Math.Max(0m, minimumAmount - amount);
}
