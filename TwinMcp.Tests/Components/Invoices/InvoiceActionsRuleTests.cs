using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Web.Components.Pages.Invoices;
using TwinMcp.Web.Components.Shared;
using Xunit;
using static TwinMcp.Tests.Components.Invoices.InvoiceSamples;

namespace TwinMcp.Tests.Components.Invoices;

public sealed class InvoiceActionsRuleTests : ComponentTest
{
    [Theory]
    [InlineData("forbidden_transition", true)]
    [InlineData("frozen", true)]
    [InlineData("period_open", false)]
    [InlineData("usage_changed", false)]
    [InlineData("currency_changed", false)]
    [InlineData("credit_note_required", false)]
    [InlineData("not_due", false)]
    [InlineData("not_issued", false)]
    [InlineData("no_subscription", false)]
    [InlineData("incomplete_invoice", false)]
    [InlineData("fully_credited", false)]
    [InlineData("is_credit_note", false)]
    [InlineData("not_refundable", false)]
    [InlineData("transaction_differs", false)]
    public void IsOvertaken_Conflict_OnlyWhenThePageShowsThePast(string code, bool expected)
    {
        var error = BillingError.Conflict(code, "English words");
        Assert.Equal(expected, InvoiceActions.IsOvertaken(error));
        Assert.False(Texts[$"refusal.{code}"].ResourceNotFound);
        Assert.True(expected || !ErrorText.For(Texts, error).Contains("Quelqu’un", StringComparison.Ordinal));
    }

    [Fact]
    public void IsOvertaken_Stale_Is() => Assert.True(InvoiceActions.IsOvertaken(BillingError.Stale));

    [Fact]
    public void IsOvertaken_Forbidden_IsNot() => Assert.False(InvoiceActions.IsOvertaken(BillingError.Forbidden("no")));

    [Theory]
    [InlineData("2026-10-01", "2026-10-31", PeriodType.Monthly)]
    [InlineData("2026-12-15", "2027-01-14", PeriodType.Monthly)]
    [InlineData("2026-01-31", "2026-02-27", PeriodType.Monthly)]
    [InlineData("2026-02-28", "2026-03-30", PeriodType.Monthly)]
    [InlineData("2026-11-30", "2027-02-27", PeriodType.Quarterly)]
    [InlineData("2026-10-01", "2026-12-31", PeriodType.Quarterly)]
    [InlineData("2026-01-01", "2026-12-31", PeriodType.Yearly)]
    [InlineData("2028-02-29", "2029-02-27", PeriodType.Yearly)]
    public void PeriodOf_StoredDates_IsAPeriodThatTheServiceTakes(string start, string end, PeriodType expected)
    {
        var period = InvoiceActions.PeriodOf(Head(InvoiceStatus.Draft) with { PeriodStart = Date(start), PeriodEnd = Date(end) });
        Assert.Equal(new PeriodInput { Type = expected, StartDate = Date(start), EndDate = Date(end) }, period);
        Assert.True(BillingPeriod.Parse(expected, Date(start), Date(end)).IsOk);
    }

    [Fact]
    public void PeriodOf_NeitherMonthNorQuarterNorYear_HasNoTypeForTheServiceToTake() =>
        Assert.Null(InvoiceActions.PeriodOf(Head(InvoiceStatus.Draft) with { PeriodEnd = new DateOnly(2026, 9, 30) })!.Type);

    static DateOnly Date(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
