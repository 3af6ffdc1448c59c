using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Usage;
using TwinMcp.Tests.Support;
using TwinMcp.Tests.Unit.Common;
using Xunit;

namespace TwinMcp.Tests.Unit.Invoicing.Billing;

/// <summary>The four plans, computed by hand from domain.md 3.</summary>
public sealed class PlanBillTests
{
    [Theory]
    // 2 requests, 2,000,000 tokens: fee + 2 x price / 1,000 + 2,000,000 x price / 1,000,000
    [InlineData("free", 2, 2_000_000, "2.00", "0.40", "2.40")]
    [InlineData("basic", 2, 2_000_000, "30.60", "6.12", "36.72")]
    [InlineData("premium", 2, 2_000_000, "100.20", "20.04", "120.24")]
    [InlineData("enterprise", 2, 2_000_000, "499.80", "99.96", "599.76")]
    // each line rounded on its own: 12.345 -> 12.35 and 9.876543 -> 9.88
    [InlineData("free", 12_345, 9_876_543, "22.23", "4.45", "26.68")]
    [InlineData("basic", 12_345, 9_876_543, "46.78", "9.36", "56.14")]
    [InlineData("premium", 12_345, 9_876_543, "112.34", "22.47", "134.81")]
    [InlineData("enterprise", 12_345, 9_876_543, "507.89", "101.58", "609.47")]
    [InlineData("free", 0, 0, "0.00", "0.00", "0.00")]
    [InlineData("enterprise", 250_000_000, 900_000_000_000, "460499.00", "92099.80", "552598.80")]
    public void Of_AMonth_CostsWhatTheTableSays(string plan, long requests, long tokens, string subtotal, string tax, string total)
    {
        var totals = InvoiceCalculator.Compute(Lines(plan, PeriodType.Monthly, new UsageTotals(requests, tokens)));
        Assert.Equal(
            (Exact.Decimal(subtotal), Exact.Decimal(tax), Exact.Decimal(total)),
            (totals.TaxBasis, totals.TaxTotal, totals.GrandTotal));
    }

    [Theory]
    [InlineData(PeriodType.Monthly, "99")]
    [InlineData(PeriodType.Quarterly, "297")]
    [InlineData(PeriodType.Yearly, "1188")]
    public void Of_APeriod_TakesTheFeeOfItsMonths(PeriodType type, string fee) =>
        Assert.Equal(Exact.Decimal(fee), InvoiceCalculator.Compute(Lines("premium", type, default)).GrandTotal / 1.2m);

    [Fact]
    public void Of_AFreePlan_HasNoFeeLine() =>
        Assert.Equal([LineComponent.Requests, LineComponent.Tokens], Lines("free", PeriodType.Monthly, default).Lines.Select(l => l.Component));

    [Fact]
    public void Of_TinyPrices_KeepsThemPerBaseQuantity()
    {
        var tokens = Lines("basic", PeriodType.Monthly, new UsageTotals(1, 5)).Lines[^1];
        Assert.Equal((0.80m, 1_000_000m, 5m), (tokens.UnitPrice, tokens.BaseQuantity, tokens.Quantity));
    }

    [Theory]
    [InlineData("fr", "Abonnement Premium", "Du 01/10/2026 au 31/10/2026", "jetons")]
    [InlineData("en", "Premium subscription", "01/10/2026 to 31/10/2026", "tokens")]
    public void Of_ACustomer_SpeaksItsLanguage(string language, string fee, string period, string unit)
    {
        var lines = Lines("premium", PeriodType.Monthly, default, language).Lines;
        Assert.Equal((fee, period, unit), (lines[0].Description, lines[0].Detail, lines[^1].Unit));
    }

    static InvoiceInput Lines(string plan, PeriodType type, UsageTotals usage, string language = "fr")
    {
        var book = new UsageBook();
        book.CountMonth(new DateOnly(2026, 10, 1), BillSamples.Tool, usage);
        var account = BillSamples.Account(book, BillSamples.Subscription(ProductData.Version(plan), "2024-01-01"));
        account.Customer.Language = language;
        return SubscriptionBillCalculator.Compute(account, BillingPeriod.StartingAt(type, new DateOnly(2026, 10, 1))).Bill!.Input;
    }
}
