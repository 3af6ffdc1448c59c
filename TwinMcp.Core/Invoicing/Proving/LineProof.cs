using System.Globalization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Pricing.Models;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Usage;

namespace TwinMcp.Core.Invoicing.Proving;

/// <summary>What a line must be, computed again from its basis, the immutable plan version and the usage stored with the invoice.</summary>
/// <param name="Quantity">Null where it does not matter: the net is what counts.</param>
/// <param name="Arithmetic">How the net comes about, for a person.</param>
sealed record ProvedLine(decimal? Quantity, decimal Net, string Arithmetic)
{
    /// <summary>All parts of the component that the line is one of; empty for a fee.</summary>
    public IReadOnlyList<PricedPart> Parts { get; init; } = [];
}

/// <summary>Computes lines again. Pure: the calculators are those that made them.</summary>
/// <param name="usage">What the invoice accounts for.</param>
sealed class LineProof(PlanVersion version, IReadOnlyList<InvoiceUsage> usage)
{
    readonly Currency currency = version.Currency;

    /// <summary>Null for a surcharge: it is of the other lines, and proved with them.</summary>
    public ProvedLine? Prove(LineBasis basis, InvoiceLine line) => basis.Kind switch
    {
        BasisKind.Fee => Fee(basis),
        BasisKind.FeeDays => FeeDays(basis, line),
        BasisKind.Usage => Part(basis, line),
        BasisKind.TrueUp => TrueUp(basis),
        BasisKind.LateUsage => Late(basis),
        BasisKind.Flat => new ProvedLine(1, basis.Amount ?? PriceOf(basis).UnitPrice, "a flat price of the period"),
        BasisKind.Surcharge => null,
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis.Kind, null),
    };

    ProvedLine Fee(LineBasis basis)
    {
        var isYear = basis.Interval == SubscriptionInterval.Year;
        var months = (basis.To.Year - basis.From.Year) * 12 + basis.To.Month - basis.From.Month;
        var (count, fee) = isYear ? (months / 12, version.FeeOfAYear) : (months, version.MonthlyFee);
        return new ProvedLine(count, currency.Round(count * fee), InWords($"{count} x {fee}"));
    }

    ProvedLine FeeDays(LineBasis basis, InvoiceLine line)
    {
        var fee = basis.Interval == SubscriptionInterval.Year ? version.FeeOfAYear : version.MonthlyFee;
        var whole = basis.Whole!.Value;
        var part = Proration.Part(fee, basis.Days, whole, currency);
        var sign = line.Quantity < 0 ? -1 : 1;
        var (before, after) = (basis.From.DayNumber - whole.From.DayNumber, basis.To.DayNumber - whole.From.DayNumber);
        return new ProvedLine(sign, sign * part, InWords($"{basis.Days.Days} of {whole.Days} days: round({fee} x {after}/{whole.Days}) - round({fee} x {before}/{whole.Days})"));
    }

    ProvedLine Part(LineBasis basis, InvoiceLine line)
    {
        var priced = Priced(basis, UsageShareKind.Regular);
        if (priced.Parts.Count == 0)
            return new ProvedLine(0, 0, "nothing used");
        var part = priced.Parts[basis.Part!.Value];
        if (line.Component == LineComponent.Flat)
            return new ProvedLine(1, currency.Round(part.FlatFee), "once, because the tier was reached") { Parts = priced.Parts };
        var quantity = part.IsIncluded ? part.To - part.From : part.Quantity;
        return new ProvedLine(quantity, currency.Round(part.Quantity * part.Price.Amount / part.Price.BaseQuantity), Words(part)) { Parts = priced.Parts };
    }

    ProvedLine TrueUp(LineBasis basis)
    {
        var priced = Priced(basis, UsageShareKind.Regular);
        var net = Net(priced);
        return new ProvedLine(1, MinimumCommitment.TrueUp(priced.MinimumAmount, net), InWords($"{priced.MinimumAmount} - {net}")) { Parts = priced.Parts };
    }

    ProvedLine Late(LineBasis basis)
    {
        var price = PriceOf(basis);
        var (added, billed) = (Quantity(basis, price, UsageShareKind.Late), basis.Billed ?? 0);
        if (price is { Model: PriceModelKind.PerUnit, IncludedQuantity: 0, MinimumAmount: 0 })
            return new ProvedLine(added, currency.Round(added * price.UnitPrice / price.BaseQuantity), InWords($"{added} x {price.UnitPrice} / {price.BaseQuantity}"));
        var (all, before) = (Full(basis, price, billed + added), Full(basis, price, billed));
        // a price that became cheaper is a quantity of -1
        return new ProvedLine(all < before ? -1 : 1, all - before, InWords($"price of {billed + added} less price of {billed}: {all} - {before}"));
    }

    decimal Full(LineBasis basis, PlanPrice price, decimal quantity)
    {
        var priced = PriceCalculator.Price(Model(basis, price), new MeasuredUsage(quantity));
        var net = Net(priced);
        return net + MinimumCommitment.TrueUp(priced.MinimumAmount, net);
    }

    decimal Net(PricedUsage priced) => priced.Parts.Sum(p => currency.Round(p.Quantity * p.Price.Amount / p.Price.BaseQuantity) + currency.Round(p.FlatFee));

    PricedUsage Priced(LineBasis basis, UsageShareKind kind)
    {
        var price = PriceOf(basis);
        return PriceCalculator.Price(Model(basis, price), new MeasuredUsage(Quantity(basis, price, kind)));
    }

    static PriceModel Model(LineBasis basis, PlanPrice price)
    {
        var model = price.ToModel();
        return model with { IncludedQuantity = basis.Included ?? model.IncludedQuantity, MinimumAmount = basis.Amount ?? model.MinimumAmount };
    }

    decimal Quantity(LineBasis basis, PlanPrice price, UsageShareKind kind)
    {
        var own = version.Prices.Where(p => p.Component == price.Component && p.Tool != PlanPrice.AllTools).Select(p => p.Tool).ToList();
        var counted = usage.Where(u => u.Kind == kind && u.FromOn >= basis.From && u.ToOn <= basis.To && (price.Tool == PlanPrice.AllTools ? !own.Contains(u.Tool) : u.Tool == price.Tool));
        return price.Component == PriceComponent.Requests ? counted.Sum(u => u.Requests) : counted.Sum(u => u.Tokens);
    }

    /// <exception cref="InvalidOperationException">The version has no such price: versions are immutable, so something is wrong.</exception>
    PlanPrice PriceOf(LineBasis basis) => version.Prices.Find(p => p.Component == basis.Component && p.Tool == (basis.Tool ?? PlanPrice.AllTools))
        ?? throw new InvalidOperationException($"Version {version.Id} has no price for {basis.Component} {basis.Tool}.");

    static string Words(PricedPart part) => part.IsIncluded
        ? InWords($"{part.To - part.From} included")
        : InWords($"{part.Quantity} x {part.Price.Amount} / {part.Price.BaseQuantity}");

    /// <summary>Numbers without the zeros that their columns add.</summary>
    static string InWords(FormattableString arithmetic) =>
        string.Format(CultureInfo.InvariantCulture, arithmetic.Format, [.. arithmetic.GetArguments().Select(a => a is decimal number ? number.ToString("0.##########", CultureInfo.InvariantCulture) : a)]);
}
