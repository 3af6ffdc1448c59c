using TwinMcp.Core.Common;
using TwinMcp.Core.Pricing;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>The four plans, in euro: fee a month, price of 1,000 requests, price of 1,000,000 tokens.</summary>
internal static class DemoPlans
{
    const decimal PerRequests = 1_000m;
    const decimal PerTokens = 1_000_000m;

    static readonly DateOnly Since = new(2025, 1, 1);

    public static IReadOnlyList<(Plan Plan, PlanVersion Version)> All() =>
    [
        Of("Free", 0m, 1.00m, 1.00m),
        Of("Basic", 29m, 0.80m, 0.80m),
        Of("Premium", 99m, 0.60m, 0.60m),
        Of("Enterprise", 499m, 0.40m, 0.40m),
    ];

    public static Guid VersionId(string code) => DemoIds.Of($"plan/{code}/1");

    static (Plan Plan, PlanVersion Version) Of(string name, decimal fee, decimal requests, decimal tokens)
    {
        var code = name.ToLowerInvariant();
        var plan = new Plan { Id = DemoIds.Of("plan/" + code), Code = code, Name = name };
        var id = VersionId(code);
        var version = new PlanVersion { Id = id, PlanId = plan.Id, Number = 1, Currency = Currency.Eur, MonthlyFee = fee, EffectiveFrom = Since };
        version.Prices.Add(new PlanPrice { PlanVersionId = id, Component = PriceComponent.Requests, UnitPrice = requests, BaseQuantity = PerRequests });
        version.Prices.Add(new PlanPrice { PlanVersionId = id, Component = PriceComponent.Tokens, UnitPrice = tokens, BaseQuantity = PerTokens });
        return (plan, version);
    }
}
