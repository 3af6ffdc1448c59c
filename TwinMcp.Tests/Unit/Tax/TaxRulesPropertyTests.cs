using FsCheck.Fluent;
using TwinMcp.Core.Tax;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Unit.Tax.TaxSamples;

namespace TwinMcp.Tests.Unit.Tax;

public sealed class TaxRulesPropertyTests
{
    const int Tries = 3_000;

    static readonly FsCheck.Gen<string?> VatIds = Gen.Elements(null, "", "DE111111125", "DE111111126", "FR83404833048", "IE6433435F", "GB980780684", "XI980780684", "EL094259216", "x", "???", "DE");

    static readonly FsCheck.Gen<DateOnly> TaxPoints = Gen.Choose(0, 366 * 27).Select(n => new DateOnly(2000, 1, 1).AddDays(n));

    static readonly FsCheck.Gen<TaxBuyer> Buyers =
        from isCompany in Gen.Elements(true, false)
        from country in Gen.Elements("FR", "DE", "PT", "ES", "FI", "GB", "XI", "US", "RE", "YT", "MC", "EL", "GR", "IT", "ZZ", "")
        from postal in Gen.Elements("", "75003", "97400", "97600", "97133", "35001", "9500-150", "BT1 5GS", "22100", "x-1")
        from vatId in VatIds
        from check in Gen.OneOf(Gen.Constant((VatEvidence?)null), from valid in Gen.Elements(true, false) from day in TaxPoints select (VatEvidence?)new VatEvidence(valid, day, "W1"))
        select new TaxBuyer(isCompany, country, postal, vatId, check);

    static readonly FsCheck.Gen<TaxSetup> Setups =
        from regime in Gen.Elements(Enum.GetValues<TaxRegime>())
        from supply in Gen.Elements(Enum.GetValues<Supply>())
        from seller in Gen.Elements("FR", "DE", "PT")
        from oss in Gen.OneOf(Gen.Constant((DateOnly?)null), TaxPoints.Select(d => (DateOnly?)d))
        from vies in Gen.Elements(true, false)
        from closed in Gen.Elements(true, false)
        from sales in Gen.Choose(0, 20_000)
        from year in Gen.Choose(2000, 2027)
        select Setup(regime, s => (s.Supply, s.SellerCountry, s.OssFrom, s.ViesEnabled, s.FailClosed) = (supply, seller, oss, vies, vies && closed))
            with
        { CrossBorderSales = new Dictionary<int, decimal> { [year] = sales } };

    static readonly FsCheck.Gen<(TaxSetup Setup, TaxBuyer Buyer, DateOnly On, TaxItem Item)> Sales =
        from setup in Setups
        from buyer in Buyers
        from day in TaxPoints
        from kind in Gen.Frequency((8, Gen.Constant(TaxRateKind.Standard)), (1, Gen.Elements(Enum.GetValues<TaxRateKind>())))
        from supply in Gen.Elements(null, (Supply?)Supply.Goods, Supply.Services)
        select (setup, buyer, day, new TaxItem(supply, kind));

    [Fact]
    public void Decide_AnySale_IsDecidedOrNamesTheMissingRate() => Property.Holds(
        Sales,
        s => TaxRules.Decide(s.Setup, s.Buyer, s.On, s.Item) is var decided && (decided.IsOk || decided.Error!.Code == "tax_rate_missing"),
        Tries);

    /// <summary>Only S bears VAT; every other category is at 0 and says why (BR-AE-05, BR-IC-05, BR-G-05, BR-E-05).</summary>
    [Fact]
    public void Decide_AnySale_BearsVatOrSaysWhyNot() => Property.Holds(
        Sales,
        s => TaxRules.Decide(s.Setup, s.Buyer, s.On, s.Item) is not { IsOk: true } decided
            || (decided.Value.Vat.Category == VatCategory.S
                ? decided.Value.Vat.Rate > 0 && decided.Value.ExemptionReason is null && decided.Value.ExemptionCode is null
                : decided.Value.Vat.Rate == 0 && decided.Value.ExemptionReason is not null),
        Tries);

    /// <summary>The row was in force on the tax point, and no later row was.</summary>
    [Fact]
    public void Decide_AnyRate_IsOfTheTaxPoint() => Property.Holds(
        Sales,
        s =>
        {
            var decided = TaxRules.Decide(s.Setup, s.Buyer, s.On, s.Item);
            if (!decided.IsOk || decided.Value.RateCountry is not { } country)
                return true;
            var row = Rates.Find(country, s.Item.Rate, s.On)!;
            var next = Rates.Find(country, s.Item.Rate, DateOnly.MaxValue)!;
            return row.ValidFrom <= s.On && (row.ValidFrom, row.Rate) == (decided.Value.RateValidFrom, decided.Value.Vat.Rate) && (next == row || next.ValidFrom > row.ValidFrom);
        },
        Tries);

    /// <summary>Reverse charge and intra-Community supplies stand on a number of another state that holds up.</summary>
    [Fact]
    public void Decide_WithoutVatInTheEu_HasAValidNumber() => Property.Holds(
        Sales,
        s => TaxRules.Decide(s.Setup, s.Buyer, s.On, s.Item) is not { IsOk: true, Value.Vat.Category: VatCategory.AE or VatCategory.K } decided
            || (decided.Value is { VatIdState: VatIdState.Valid, VatId: { } number } && !number.StartsWith(s.Setup.Settings.SellerCountry, StringComparison.Ordinal) && s.Buyer.Check is not { Valid: false }),
        Tries);

    [Fact]
    public void Decide_FailClosed_NeverTrustsAnUnseenNumber() => Property.Holds(
        Sales.Where(s => s.Setup.Settings.FailClosed && s.Buyer.Check is null),
        s => TaxRules.Decide(s.Setup, s.Buyer, s.On, s.Item) is not { IsOk: true, Value.Vat.Category: VatCategory.AE or VatCategory.K },
        Tries);

    [Fact]
    public void Decide_Twice_IsTheSame() => Property.Holds(
        Sales,
        s => TaxRules.Decide(s.Setup, s.Buyer, s.On, s.Item) == TaxRules.Decide(s.Setup, s.Buyer, s.On, s.Item) || TaxRules.Decide(s.Setup, s.Buyer, s.On, s.Item).Error is not null,
        Tries);
}
