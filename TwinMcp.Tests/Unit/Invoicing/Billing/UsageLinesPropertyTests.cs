using FsCheck;
using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Pricing.Models;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Tax;
using TwinMcp.Core.Usage;
using TwinMcp.Tests.Support;
using TwinMcp.Tests.Unit.Pricing;
using Xunit;
using static TwinMcp.Tests.Unit.Invoicing.Billing.BillSamples;
using Property = TwinMcp.Tests.Support.Property;

namespace TwinMcp.Tests.Unit.Invoicing.Billing;

/// <summary>From exact prices to rounded lines: where a cent can go, and where it cannot.</summary>
public sealed class UsageLinesPropertyTests
{
    const decimal Cent = 0.01m;

    static readonly DateRange January = Days("2026-01-01", "2026-02-01");
    static readonly LineTexts Texts = new("en", new VatTreatment(VatCategory.S, 20m));

    /// <summary>Everything that requests can be priced by.</summary>
    static Gen<PlanPrice> AnyCounted { get; } =
        PriceSamples.AnyModel.Where(m => m is not (FlatPrice or PercentagePrice)).Select(m => Stored(m));

    static Gen<long> Requests { get; } = Gen.OneOf(Gen.Choose(0, 300), Gen.Choose(0, 3_000_000)).Select(n => (long)n);

    /// <summary>Days on which January is cut: from one piece to six.</summary>
    static Gen<List<DateRange>> Cuts { get; } =
        from days in Gen.Choose(2, 31).ListOf(5)
        from count in Gen.Choose(0, 5)
        let edges = days.Take(count).Distinct().Order().Select(d => new DateOnly(2026, 1, d)).ToList()
        select edges.Prepend(January.From).Zip(edges.Append(January.To), (first, next) => new DateRange(first, next)).ToList();

    /// <summary>Each part is rounded once: so the whole is no further from its exact price than half a cent a line.</summary>
    [Fact]
    public void Of_AWholeMonth_IsThePriceRoundedOnceALine() => Property.Holds(
        from price in AnyCounted from requests in Requests select (price, requests),
        t =>
        {
            var lines = Bill(t.price, t.requests, 0);
            var priced = PriceCalculator.Price(t.price.ToModel(), new MeasuredUsage(t.requests));
            var exact = priced.Amount + priced.TrueUp;
            return Math.Abs(Sum(lines) - exact) <= lines.Count * Cent / 2
                && Sum(lines) == UsageLines.Net(Window(t.price, January), t.price, t.requests)
                && Sum(lines) >= t.price.MinimumAmount
                && lines.TrueForAll(l => l.UnitPrice >= 0 && Currency.Eur.Fits(InvoiceCalculator.Net(l, Currency.Eur)));
        },
        PriceSamples.Tries);

    /// <summary>
    /// Late usage is the difference of two rounded prices, so nothing is lost or made, by any model, however it came in. A price that is only
    /// per unit shows its quantity on the late line instead, which is then rounded by itself: a cent at most.
    /// </summary>
    [Fact]
    public void Late_HoweverTheUsageIsSplit_ComesToThePriceOfAllAtOnce() => Property.Holds(
        from price in AnyCounted from billed in Requests from late in Requests.Where(n => n > 0) select (price, billed, late),
        t =>
        {
            var atOnce = Sum(Bill(t.price, t.billed + t.late, 0));
            var book = Book(t.billed + t.late, t.billed);
            var lines = UsageLines.Late(Window(t.price, January), book, Texts).ToList();
            var apart = Sum(Bill(t.price, t.billed, 0)) + Sum(lines);
            var isLinear = t.price is { Model: PriceModelKind.PerUnit, IncludedQuantity: 0, MinimumAmount: 0 };
            return Math.Abs(atOnce - apart) <= (isLinear ? Cent : 0m) && lines.TrueForAll(l => l.UnitPrice >= 0);
        },
        PriceSamples.Tries);

    /// <summary>Nothing was used: what is left are the minimum and the flat fee, in parts of days.</summary>
    [Fact]
    public void Of_AMonthCutAnywhere_HasFlatFeesAndMinimumsThatSumToTheWhole() => Property.Holds(
        from pieces in Cuts from minimum in PriceSamples.Fee from fee in PriceSamples.Fee select (pieces, minimum, fee),
        t =>
        {
            var minimum = new PlanPrice { PlanVersionId = Guid.Empty, Component = PriceComponent.Requests, UnitPrice = 1m, BaseQuantity = 1m, MinimumAmount = t.minimum };
            var flat = Price(PriceComponent.Flat, PriceModelKind.Flat, t.fee);
            return t.pieces.Sum(days => Sum([.. UsageLines.Of(Window([minimum, flat], days), new UsageBook(), 0m, Texts)])) == t.minimum + t.fee;
        },
        PriceSamples.Tries);

    /// <summary>A percentage is of each piece's charges, which sum exactly; each piece's line is rounded once.</summary>
    [Fact]
    public void Of_AMonthCutAnywhere_HasSurchargesWithinHalfACentAPiece() => Property.Holds(
        from pieces in Cuts from fee in PriceSamples.Fee from tenths in Gen.Choose(0, 1_000) select (pieces, fee, rate: tenths / 10m),
        t =>
        {
            PlanPrice[] prices = [Price(PriceComponent.Flat, PriceModelKind.Flat, t.fee), Price(PriceComponent.Charges, PriceModelKind.Percentage, t.rate, 100m)];
            var surcharges = t.pieces.SelectMany(days => UsageLines.Of(Window(prices, days), new UsageBook(), 0m, Texts)).Where(l => l.Component == LineComponent.Surcharge).ToList();
            return Math.Abs(Sum(surcharges) - t.fee * t.rate / 100m) <= t.pieces.Count * Cent / 2 && surcharges.Sum(l => l.Quantity) == t.fee;
        },
        PriceSamples.Tries);

    /// <summary>Included units are rounded down in each piece: a cut month never gives more of them than a whole one, and not a unit a piece less.</summary>
    [Fact]
    public void Of_AMonthCutAnywhere_IncludesNoMoreThanTheWhole() => Property.Holds(
        from pieces in Cuts from included in Gen.Choose(0, 10_000) select (pieces, included),
        t =>
        {
            var price = new PlanPrice { PlanVersionId = Guid.Empty, Component = PriceComponent.Requests, UnitPrice = 1m, BaseQuantity = 1m, IncludedQuantity = t.included };
            const long enough = 1_000_000;
            // a unit costs 1: what is missing to all units is what was included
            var free = t.pieces.Sum(days => enough - UsageLines.Net(Window([price], days), price, enough));
            return free <= t.included && free > t.included - t.pieces.Count;
        },
        PriceSamples.Tries);

    static List<LineInput> Bill(PlanPrice price, long counted, long held) => [.. UsageLines.Of(Window(price, January), Book(counted, held), 0m, Texts)];

    static UsageBook Book(long counted, long held)
    {
        var book = new UsageBook();
        book.CountMonth(January.From, Tool, new UsageTotals(counted, 0));
        book.HoldMonth(January.From, Tool, new UsageTotals(held, 0));
        return book;
    }

    static PricingWindow Window(PlanPrice price, DateRange days) => Window([price], days);

    static PricingWindow Window(PlanPrice[] prices, DateRange days) => new(Subscription(Version(0m, prices), "2025-01-01"), days, January, false);

    static decimal Sum(List<LineInput> lines) => lines.Sum(l => InvoiceCalculator.Net(l, Currency.Eur));

    /// <summary>The other way round than <see cref="PlanPrice.ToModel"/>.</summary>
    static PlanPrice Stored(PriceModel model)
    {
        var (kind, price) = model switch
        {
            PerUnitPrice perUnit => (PriceModelKind.PerUnit, perUnit.Price),
            PackagePrice package => (PriceModelKind.Package, new UnitPrice(package.Price, package.Size)),
            GraduatedPrice => (PriceModelKind.Graduated, new UnitPrice(0m)),
            VolumePrice => (PriceModelKind.Volume, new UnitPrice(0m)),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model, null),
        };
        var tiers = model switch { GraduatedPrice graduated => graduated.Tiers, VolumePrice volume => volume.Tiers, _ => [] };
        return new PlanPrice
        {
            PlanVersionId = Guid.Empty,
            Component = PriceComponent.Requests,
            Model = kind,
            UnitPrice = price.Amount,
            BaseQuantity = price.BaseQuantity,
            IncludedQuantity = model.IncludedQuantity,
            MinimumAmount = model.MinimumAmount,
            Tiers = [.. tiers.Select((t, at) => new PlanPriceTier
            {
                PlanVersionId = Guid.Empty,
                Component = PriceComponent.Requests,
                Position = at + 1,
                UpTo = t.UpTo,
                UnitPrice = t.Price.Amount,
                BaseQuantity = t.Price.BaseQuantity,
                FlatFee = t.FlatFee,
            })],
        };
    }
}
