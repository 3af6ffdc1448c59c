using TwinMcp.Core.Common;

namespace TwinMcp.Core.Alerts;

public enum UsageMetric
{
    Requests,
    Tokens,
}

/// <summary>A customer wants to hear when a calendar month's usage passes parts of a quantity.</summary>
public sealed class UsageAlertRule
{
    public required CustomerId UserId { get; init; }
    public required UsageMetric Metric { get; init; }

    /// <summary>What is 100 %, a month.</summary>
    public required long Quantity { get; init; }

    /// <summary>Ascending: 80, 100.</summary>
    public required int[] Percents { get; init; }

    /// <summary>The first month that counts: a rule does not look back.</summary>
    public required DateOnly FromMonth { get; init; }
}

/// <summary>All rules of a customer, as they shall be from now on.</summary>
public sealed record SetAlertRules
{
    public IReadOnlyList<AlertRuleInput?>? Rules { get; init; }

    internal BillingError? Check()
    {
        var errors = new FieldErrors();
        errors.Require(Rules is not null, "rules", "Required; empty removes all.");
        errors.Require((Rules?.Count ?? 0) <= Enum.GetValues<UsageMetric>().Length, "rules", "At most one a metric.");
        if (!errors.Any)
            for (var i = 0; i < Rules!.Count; i++)
                AlertRuleInput.Check(Rules[i], $"rules[{i}]", errors);
        var metrics = Rules?.Select(r => r?.Metric).ToList() ?? [];
        errors.Require(metrics.Count == metrics.Distinct().Count(), "rules", "At most one a metric.");
        return errors.Any ? errors.ToError() : null;
    }
}

public sealed record AlertRuleInput
{
    const int MostPercents = 10;
    const int MaxPercent = 1_000;
    const long MaxQuantity = 1_000_000_000_000_000;

    public UsageMetric? Metric { get; init; }
    public long? Quantity { get; init; }

    /// <summary>80 and 100 when not given.</summary>
    public IReadOnlyList<int>? Percents { get; init; }

    internal static void Check(AlertRuleInput? rule, string field, FieldErrors errors)
    {
        errors.Require(rule?.Metric is { } metric && Enum.IsDefined(metric), field + ".metric", "One of REQUESTS, TOKENS.");
        errors.Require(rule?.Quantity is >= 1 and <= MaxQuantity, field + ".quantity", $"From 1 to {MaxQuantity}.");
        var percents = rule?.Percents ?? [];
        errors.Require(rule?.Percents is not { Count: 0 } && percents.Count <= MostPercents, field + ".percents", $"1 to {MostPercents} of them.");
        errors.Require(percents.All(p => p is >= 1 and <= MaxPercent), field + ".percents", $"From 1 to {MaxPercent}.");
        errors.Require(percents.Distinct().Count() == percents.Count, field + ".percents", "Each once.");
    }

    internal UsageAlertRule ToRule(CustomerId userId, DateOnly month) => new()
    {
        UserId = userId,
        Metric = Metric!.Value,
        Quantity = Quantity!.Value,
        Percents = [.. (Percents ?? [80, 100]).Order()],
        FromMonth = month,
    };
}
