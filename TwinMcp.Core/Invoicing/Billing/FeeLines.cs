using TwinMcp.Core.Common;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Core.Invoicing.Billing;

/// <summary>
/// What a subscription's fee costs in a period. Whole months are a line; a month that is cut is charged whole and the unused days are given
/// back; days after a change, a trial or a pause are charged as days. Parts of a month or year sum exactly to it. Pure.
/// </summary>
static class FeeLines
{
    public static IEnumerable<LineInput> Of(Subscription subscription, DateRange period, bool isReplaced, LineTexts texts) => subscription.Interval switch
    {
        SubscriptionInterval.Month => subscription.PlanVersion!.MonthlyFee == 0 ? [] : Months(subscription, period, texts),
        SubscriptionInterval.Year => subscription.PlanVersion!.FeeOfAYear == 0 ? [] : Years(subscription, period, isReplaced, texts),
        _ => throw new ArgumentOutOfRangeException(nameof(subscription), subscription.Interval, null),
    };

    static IEnumerable<LineInput> Months(Subscription subscription, DateRange period, LineTexts texts)
    {
        var paid = new DateRange(subscription.PaidFrom, subscription.EndsOn ?? DateOnly.MaxValue);
        var pauses = subscription.Pauses.Select(p => new DateRange(p.FromOn, p.ToOn ?? DateOnly.MaxValue)).ToList();
        DateRange? whole = null;
        var wholeMonths = 0;
        for (var from = period.From; from < period.To;)
        {
            var grid = SubscriptionPeriods.MonthOf(subscription.AnchorDay, from);
            var month = new DateRange(grid.Start, grid.End);
            var within = month.Within(period);
            var used = paid.Within(within) is { IsEmpty: false } covered ? covered.Without(pauses).ToList() : [];
            if (used is [var all] && all == month)
            {
                (whole, wholeMonths) = (new DateRange(whole?.From ?? month.From, month.To), wholeMonths + 1);
            }
            else if (used.Count > 0)
            {
                if (whole is { } before)
                    yield return texts.Fee(subscription, before, wholeMonths);
                (whole, wholeMonths) = (null, 0);
                foreach (var line in CutMonth(subscription, (month, within), used, texts))
                    yield return line;
            }
            from = month.To;
        }
        if (whole is { } rest)
            yield return texts.Fee(subscription, rest, wholeMonths);
    }

    static IEnumerable<LineInput> CutMonth(Subscription subscription, (DateRange Month, DateRange Within) cut, List<DateRange> used, LineTexts texts)
    {
        var (month, within) = cut;
        if (used[0].From > within.From)
        {
            foreach (var days in used)
                yield return Days(subscription, days, month, texts, 1);
            yield break;
        }
        yield return within == month ? texts.Fee(subscription, month, 1) : Days(subscription, within, month, texts, 1);
        foreach (var unused in within.Without(used))
            yield return Days(subscription, unused, month, texts, -1);
    }

    static IEnumerable<LineInput> Years(Subscription subscription, DateRange period, bool isReplaced, LineTexts texts)
    {
        var paid = new DateRange(subscription.PaidFrom, subscription.EndsOn ?? DateOnly.MaxValue);
        for (var year = SubscriptionPeriods.YearOf(subscription.YearsFrom, paid.From > period.From ? paid.From : period.From); year is { } whole && whole.From < period.To; year = SubscriptionPeriods.YearOf(subscription.YearsFrom, whole.To))
        {
            var charged = paid.From > whole.From ? new DateRange(paid.From, whole.To) : whole;
            if (period.Contains(charged.From) && paid.Contains(charged.From))
                yield return charged == whole ? texts.Fee(subscription, whole, 1) : Days(subscription, charged, whole, texts, 1);
            if (isReplaced && period.Contains(paid.To) && paid.To > whole.From && paid.To < whole.To)
                yield return Days(subscription, new DateRange(paid.To, whole.To), whole, texts, -1);
        }
    }

    static LineInput Days(Subscription subscription, DateRange days, DateRange whole, LineTexts texts, int sign)
    {
        var version = subscription.PlanVersion!;
        var fee = subscription.Interval == SubscriptionInterval.Year ? version.FeeOfAYear : version.MonthlyFee;
        return texts.FeeDays(subscription, (days, whole), Proration.Part(fee, days, whole, version.Currency), sign);
    }
}
