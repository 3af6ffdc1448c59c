using FsCheck;
using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Tax;
using TwinMcp.Tests.Support;
using TwinMcp.Tests.Unit.Common;
using Xunit;
using Property = TwinMcp.Tests.Support.Property;

namespace TwinMcp.Tests.Unit.Invoicing;

public sealed class InvoiceCalculatorTests
{
    static readonly VatTreatment Twenty = new(VatCategory.S, 20m);

    static readonly Gen<VatTreatment> Treatment = Gen.Elements(
        Twenty, new VatTreatment(VatCategory.S, 10m), new VatTreatment(VatCategory.S, 5.5m), new VatTreatment(VatCategory.S, 2.1m),
        new VatTreatment(VatCategory.Z, 0m), new VatTreatment(VatCategory.E, 0m), new VatTreatment(VatCategory.AE, 0m));

    static readonly Gen<InvoiceInput> Input =
        from currency in Gen.Elements("EUR", "JPY", "TND").Select(Currency.Of)
        from lines in Gen.Choose(1, 12).SelectMany(n => Line(currency).ListOf(n))
        from adjustments in Gen.Choose(0, 4).SelectMany(n => Adjustment(currency).ListOf(n))
        from prepaid in Amount(currency)
        select new InvoiceInput(currency, [.. lines]) { Adjustments = [.. adjustments], Prepaid = prepaid, Rounding = Exact.Unit(currency) };

    [Fact]
    public void Compute_AnyInput_TotalsAreSumsOfTheirParts() => Property.Holds(Input.Select(InvoiceCalculator.Compute), t =>
        t.LineTotal == t.Lines.Sum(l => l.Net)
        && t.TaxBasis == t.LineTotal - t.AllowanceTotal + t.ChargeTotal
        && t.TaxTotal == t.Vat.Sum(v => v.Tax)
        && t.GrandTotal == t.TaxBasis + t.TaxTotal
        && t.Due == t.GrandTotal - t.Prepaid + t.Rounding);

    [Fact]
    public void Compute_AnyInput_GroupsCoverTheTaxBasisOnce() => Property.Holds(Input.Select(InvoiceCalculator.Compute), t =>
        t.Vat.Sum(v => v.Taxable) == t.TaxBasis && t.Vat.Select(v => v.Vat).Distinct().Count() == t.Vat.Count);

    [Fact]
    public void Compute_AnyInput_TaxOfAGroupIsTaxableTimesRateRoundedOnce() => Property.Holds(Input.Select(InvoiceCalculator.Compute), t =>
        t.Vat.All(v => v.Tax == decimal.Round(v.Taxable * v.Vat.Rate / 100m, t.Currency.Exponent, MidpointRounding.AwayFromZero)));

    [Fact]
    public void Compute_AnyInput_EveryAmountHasTheCurrencysDecimals() => Property.Holds(Input.Select(InvoiceCalculator.Compute), t =>
        t.Lines.Select(l => l.Net).Concat(t.Vat.SelectMany(v => new[] { v.Taxable, v.Tax })).Append(t.Due).All(t.Currency.Fits));

    [Fact]
    public void Compute_LinesInAnotherOrder_GivesTheSameTotals() => Property.Holds(
        from input in Input
        from lines in Gen.Shuffle(input.Lines.ToArray())
        from adjustments in Gen.Shuffle(input.Adjustments.ToArray())
        select (input, other: input with { Lines = lines, Adjustments = adjustments }),
        pair =>
        {
            var (one, two) = (InvoiceCalculator.Compute(pair.input), InvoiceCalculator.Compute(pair.other));
            return one.Due == two.Due && one.TaxTotal == two.TaxTotal && one.Vat.SequenceEqual(two.Vat);
        });

    [Fact]
    public void Net_NegativeQuantity_IsTheMirrorOfThePositive() => Property.Holds(
        from currency in Any.Currency from line in Line(currency) select (currency, line: line with { Allowances = [], Charges = [] }),
        c => InvoiceCalculator.Net(c.line with { Quantity = -c.line.Quantity }, c.currency) == -InvoiceCalculator.Net(c.line, c.currency));

    [Theory]
    [InlineData("EUR", "12345", "1", "1000", "12.35")] // 12.345
    [InlineData("EUR", "-12345", "1", "1000", "-12.35")]
    [InlineData("EUR", "12344", "1", "1000", "12.34")]
    [InlineData("EUR", "1", "0.005", "1", "0.01")]
    [InlineData("EUR", "1", "0.0049999999", "1", "0.00")]
    [InlineData("EUR", "3", "1", "7", "0.43")]
    [InlineData("EUR", "1000000000", "0.60", "1000000", "600.00")]
    [InlineData("JPY", "21", "0.5", "1", "11")] // 10.5
    [InlineData("JPY", "-21", "0.5", "1", "-11")]
    [InlineData("TND", "1", "1.2345", "1", "1.235")]
    public void Net_OfALine_IsRoundedOnceHalfAwayFromZero(string currency, string quantity, string price, string per, string net)
    {
        var line = new LineInput("x", Exact.Decimal(quantity), Exact.Decimal(price), Twenty) { BaseQuantity = Exact.Decimal(per) };
        Assert.Equal(Exact.Decimal(net), InvoiceCalculator.Net(line, Currency.Of(currency)));
    }

    [Fact]
    public void Compute_ManyTinyLines_TaxesTheGroupAndNotTheLine()
    {
        // 0.02 x 20 % = 0.004 a line would be nothing; ten of them are 0.20 x 20 % = 0.04
        var lines = Enumerable.Repeat(new LineInput("x", 1m, 0.02m, Twenty), 10).ToList();
        Assert.Equal(0.04m, InvoiceCalculator.Compute(new InvoiceInput(Currency.Eur, lines)).TaxTotal);
    }

    [Fact]
    public void Compute_AllowanceOnTheDocument_LowersItsOwnGroup()
    {
        var ten = new VatTreatment(VatCategory.S, 10m);
        var totals = InvoiceCalculator.Compute(new InvoiceInput(Currency.Eur, [new LineInput("a", 1m, 100m, Twenty), new LineInput("b", 1m, 50m, ten)])
        {
            Adjustments = [new AdjustmentInput(false, 5m, ten), new AdjustmentInput(true, 3m, Twenty)],
        });
        Assert.Equal([new VatGroup(Twenty, 103m, 20.60m), new VatGroup(ten, 45m, 4.50m)], totals.Vat);
        Assert.Equal((148m, 25.10m, 173.10m), (totals.TaxBasis, totals.TaxTotal, totals.GrandTotal));
    }

    static Gen<LineInput> Line(Currency currency) =>
        from quantity in Gen.Choose(-2_000_000, 20_000_000).Where(n => n != 0)
        from scale in Gen.Elements(1m, 10_000m)
        from price in Gen.Choose(0, 1_000_000_000)
        from decimals in Gen.Elements(1m, 100m, 10_000_000_000m)
        from per in Gen.Elements(1m, 7m, 1_000m, 1_000_000m)
        from vat in Treatment
        from allowance in Amount(currency)
        from charge in Amount(currency)
        select new LineInput("x", quantity / scale, price / decimals, vat) { BaseQuantity = per, Allowances = [allowance], Charges = [charge] };

    static Gen<AdjustmentInput> Adjustment(Currency currency) =>
        from isCharge in Gen.Elements(true, false)
        from amount in Amount(currency)
        from vat in Treatment
        select new AdjustmentInput(isCharge, amount, vat);

    static Gen<decimal> Amount(Currency currency) => Gen.Choose(0, 100_000).Select(n => n * Exact.Unit(currency));
}
