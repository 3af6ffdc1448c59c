using TwinMcp.Core.Common;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Pricing.Models;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Usage;

namespace TwinMcp.Core.Invoicing.Billing;

/// <summary>
/// What a window's usage costs under its version: a line for each part of each component, a true-up where a minimum is not reached, then flat
/// components and percentages. A window that is shorter than its month has fewer included units (rounded down) and its days of flat fees and
/// minimums; tiers stay as they are. Pure.
/// </summary>
static class UsageLines
{
    public static List<LineInput> Of(PricingWindow window, UsageBook usage, decimal otherCharges, LineTexts texts)
    {
        var version = window.Subscription.PlanVersion!;
        var lines = new List<LineInput>();
        foreach (var price in Ordered(version))
        {
            if (price.Component is PriceComponent.Requests or PriceComponent.Tokens)
                lines.AddRange(Priced(window, price, Quantity(version, price, tool => Sum(window, usage, tool, usage.Open)), texts));
            else if (price.Component == PriceComponent.Flat)
                lines.AddRange(Flat(window, price, texts));
        }
        foreach (var price in version.Prices.Where(p => p.Component == PriceComponent.Charges))
        {
            var charges = otherCharges + lines.Sum(l => InvoiceCalculator.Net(l, version.Currency));
            if (charges > 0)
                lines.Add(texts.Surcharge(price, charges, version.Currency, Basis(window, BasisKind.Surcharge, price)));
        }
        return lines;
    }

    /// <summary>Usage that came in since the window was billed: the price of all of it less the price of what was billed.</summary>
    public static IEnumerable<LineInput> Late(PricingWindow window, UsageBook usage, LineTexts texts)
    {
        var version = window.Subscription.PlanVersion!;
        var n = 0;
        foreach (var price in Ordered(version).Where(p => p.Component is PriceComponent.Requests or PriceComponent.Tokens))
        {
            var added = Quantity(version, price, tool => Sum(window, usage, tool, usage.Open));
            if (added == 0)
                continue;
            var billed = Quantity(version, price, tool => Sum(window, usage, tool, usage.Held));
            var basis = Basis(window, BasisKind.LateUsage, price) with { Part = n++, Billed = billed };
            yield return texts.Late(price, added, Net(window, price, billed + added) - Net(window, price, billed), basis);
        }
    }

    /// <summary>The window's stretches and tools that have something open.</summary>
    public static IEnumerable<UsageShare> Shares(PricingWindow window, UsageBook usage, UsageShareKind kind) =>
        from days in window.Stretches
        from tool in usage.Tools
        let open = usage.Open(days, tool)
        where open != default
        select new UsageShare(new ToolUsage(days, tool, open), kind);

    /// <summary>A component's net over a window, its true-up with it.</summary>
    public static decimal Net(PricingWindow window, PlanPrice price, decimal quantity)
    {
        var currency = window.Subscription.PlanVersion!.Currency;
        var priced = PriceCalculator.Price(Scaled(window, price), new MeasuredUsage(quantity));
        var net = priced.Parts.Sum(p => currency.Round(p.Quantity * p.Price.Amount / p.Price.BaseQuantity) + currency.Round(p.FlatFee));
        return net + MinimumCommitment.TrueUp(priced.MinimumAmount, net);
    }

    static IEnumerable<LineInput> Priced(PricingWindow window, PlanPrice price, decimal quantity, LineTexts texts)
    {
        var currency = window.Subscription.PlanVersion!.Currency;
        var model = Scaled(window, price);
        var priced = PriceCalculator.Price(model, new MeasuredUsage(quantity));
        var basis = Basis(window, BasisKind.Usage, price) with { Included = Differs(model.IncludedQuantity, price.IncludedQuantity), Amount = Differs(model.MinimumAmount, price.MinimumAmount) };
        var parts = priced.Parts.Count > 0 ? priced.Parts : [new PricedPart(0, 0, 0, FirstPrice(price))];
        var net = 0m;
        for (var at = 0; at < parts.Count; at++)
        {
            var line = texts.Part(price, parts[at], currency, basis with { Part = at }, isAlone: parts.Count == 1);
            net += InvoiceCalculator.Net(line, currency);
            yield return line;
            if (currency.Round(parts[at].FlatFee) is var fee && fee != 0)
            {
                net += fee;
                yield return texts.Amount("TierFee", price, fee, basis with { Part = at, Kind = BasisKind.Usage });
            }
        }
        if (MinimumCommitment.TrueUp(priced.MinimumAmount, net) is var missing && missing > 0)
            yield return texts.Amount("TrueUp", price, missing, basis with { Kind = BasisKind.TrueUp });
    }

    static IEnumerable<LineInput> Flat(PricingWindow window, PlanPrice price, LineTexts texts)
    {
        var amount = Scale(window, price.UnitPrice);
        if (amount > 0)
            yield return texts.Amount("Flat", price, amount, Basis(window, BasisKind.Flat, price) with { Amount = Differs(amount, price.UnitPrice) });
    }

    /// <summary>The price of the window's days: fewer units included, a smaller minimum.</summary>
    static PriceModel Scaled(PricingWindow window, PlanPrice price)
    {
        var model = price.ToModel();
        if (window.Month is not { } month || window.Days == month)
            return model;
        return model with
        {
            IncludedQuantity = decimal.Floor(price.IncludedQuantity * window.Days.Days / month.Days),
            MinimumAmount = Scale(window, price.MinimumAmount),
        };
    }

    static decimal Scale(PricingWindow window, decimal amount) => window.Month is { } month
        ? Proration.Part(amount, window.Days, month, window.Subscription.PlanVersion!.Currency)
        : amount;

    static decimal Quantity(PlanVersion version, PlanPrice price, Func<string?, UsageTotals> sum)
    {
        var all = price.Tool != PlanPrice.AllTools ? sum(price.Tool) : version.Prices
            .Where(p => p.Component == price.Component && p.Tool != PlanPrice.AllTools).Select(p => sum(p.Tool))
            .Aggregate(sum(null), (rest, own) => new UsageTotals(rest.Requests - own.Requests, rest.Tokens - own.Tokens));
        return price.Component == PriceComponent.Requests ? all.Requests : all.Tokens;
    }

    /// <param name="tool">Null: all of them.</param>
    static UsageTotals Sum(PricingWindow window, UsageBook usage, string? tool, Func<DateRange, string, UsageTotals> of)
    {
        var (requests, tokens) = (0L, 0L);
        foreach (var days in window.Stretches)
        {
            foreach (var (r, t) in tool is null ? usage.Tools.Select(each => of(days, each)) : [of(days, tool)])
                (requests, tokens) = (checked(requests + r), checked(tokens + t));
        }
        return new UsageTotals(requests, tokens);
    }

    static LineBasis Basis(PricingWindow window, BasisKind kind, PlanPrice price) => new(kind, window.Subscription.PlanVersionId, window.Days.From, window.Days.To)
    {
        Component = price.Component,
        Tool = price.Tool == PlanPrice.AllTools ? null : price.Tool,
    };

    static IEnumerable<PlanPrice> Ordered(PlanVersion version) => version.Prices.OrderBy(p => p.Component).ThenBy(p => p.Tool, StringComparer.Ordinal);

    static UnitPrice FirstPrice(PlanPrice price) => price.Tiers.OrderBy(t => t.Position).FirstOrDefault() is { } tier
        ? new UnitPrice(tier.UnitPrice, tier.BaseQuantity)
        : new UnitPrice(price.UnitPrice, price.BaseQuantity);

    static decimal? Differs(decimal value, decimal of) => value == of ? null : value;
}
