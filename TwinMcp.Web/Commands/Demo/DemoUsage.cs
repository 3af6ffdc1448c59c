using TwinMcp.Core.Catalog;
using TwinMcp.Core.Common;
using TwinMcp.Core.Usage;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>One call, as it is sent to <c>POST /api/usage</c>.</summary>
internal sealed record DemoUsageRecord(Guid Id, CustomerId UserId, string Tool, string LibraryId, long Tokens, int ResponseTimeMs, DateTimeOffset At);

/// <summary>
/// About 200,000 calls, always the same for the same calendar: more in business hours and on weekdays, fewer in August and
/// over the year's end, growing by the month, every customer of its own size.
/// </summary>
internal sealed class DemoUsage(DemoCalendar calendar)
{
    /// <summary>How many of 1,000 calls of a day come in each hour in the seller's time zone.</summary>
    static readonly int[] Hours = [3, 2, 1, 1, 1, 3, 10, 32, 84, 121, 126, 108, 66, 74, 113, 109, 92, 30, 10, 5, 4, 3, 1, 1];

    /// <summary>Americans come to work six hours later.</summary>
    const int AmericanHours = 6;

    const int QuietMonth = 8;
    const int Thousand = 1_000;

    /// <summary>Every call from the first day to yesterday, day by day.</summary>
    public IEnumerable<DemoUsageRecord> All() =>
        from offset in Enumerable.Range(0, calendar.Today.DayNumber - calendar.FirstDay.DayNumber)
        let day = Day.Of(calendar, calendar.FirstDay.AddDays(offset))
        from customer in DemoCustomers.All
        where IsActive(customer, day.Date)
        from record in Calls(customer, day)
        select record;

    bool IsActive(DemoCustomer customer, DateOnly date) =>
        date >= customer.StartedOn(calendar) && !(customer == DemoCustomers.A && calendar.OpenPeriod.Contains(date));

    static IEnumerable<DemoUsageRecord> Calls(DemoCustomer customer, Day day)
    {
        var random = DemoRandom.For(customer.Number, day.Date.DayNumber);
        var expected = PerMonth(customer.Plan) * SizeOf(customer) / Thousand * day.Weight * random.Between(700, 1_300) / Thousand * 12 / 365;
        // the fraction decides by chance, so that small customers call now and then
        var count = (expected + random.Below(Thousand)) / Thousand;
        for (var i = 0; i < count; i++)
            yield return Call(customer, day, ref random);
    }

    static DemoUsageRecord Call(DemoCustomer customer, Day day, ref DemoRandom random)
    {
        var at = day.Start + TimeSpan.FromMilliseconds(Math.Min(MillisecondOf(customer, ref random), day.Milliseconds - 1));
        var library = LibraryOf(customer, ref random).Id;
        var id = DemoIds.At(at, ref random);
        if (random.Percent(35))
            return new(id, customer.UserId, UsageTools.ResolveLibraryId, library, random.Between(40, 400), random.Between(12, 140), at);
        // one call in eight fetches a whole manual: that is what makes one month's bill differ from the next
        var tokens = random.Percent(12)
            ? random.Between(100_000, customer.Plan == "enterprise" ? 4_000_000 : 900_000)
            : Math.Min(random.Between(1_000, 20_000), random.Between(1_000, 20_000));
        return new(id, customer.UserId, UsageTools.QueryDocs, library, tokens, 90 + Math.Min(tokens, 100_000) / 40 + random.Below(600), at);
    }

    static int MillisecondOf(DemoCustomer customer, ref DemoRandom random)
    {
        var left = random.Below(Hours.Sum());
        var hour = 0;
        while (left >= Hours[hour])
            left -= Hours[hour++];
        if (customer.Address.Country == "US")
            hour = (hour + AmericanHours) % 24;
        return hour * 3_600_000 + random.Below(3_600_000);
    }

    /// <summary>The first libraries are the most wanted; each customer has its own order of the rest.</summary>
    static Library LibraryOf(DemoCustomer customer, ref DemoRandom random)
    {
        var libraries = DemoLibraries.All;
        var rank = Math.Min(random.Below(libraries.Count), Math.Min(random.Below(libraries.Count), random.Below(libraries.Count)));
        return libraries[random.Percent(40) ? rank : (rank * 7 + customer.Number * 11) % libraries.Count];
    }

    /// <summary>Calls of a customer of middle size in a month.</summary>
    static long PerMonth(string plan) => plan switch
    {
        "free" => 70,
        "basic" => 220,
        "premium" => 500,
        "enterprise" => 1_100,
        _ => throw new ArgumentOutOfRangeException(nameof(plan), plan, null),
    };

    /// <summary>In thousandths of middle size.</summary>
    static int SizeOf(DemoCustomer customer)
    {
        var random = DemoRandom.For(customer.Number, -1);
        return random.Between(550, 1_450);
    }

    /// <param name="Milliseconds">Its length: two days a year have 23 or 25 hours.</param>
    /// <param name="Weight">In thousandths of an average day.</param>
    readonly record struct Day(DateOnly Date, DateTimeOffset Start, int Milliseconds, int Weight)
    {
        public static Day Of(DemoCalendar calendar, DateOnly date)
        {
            var start = calendar.Dates.StartOf(date);
            return new Day(date, start, (int)(calendar.Dates.StartOf(date.AddDays(1)) - start).TotalMilliseconds, WeightOf(calendar, date));
        }

        static int WeightOf(DemoCalendar calendar, DateOnly date)
        {
            var weekday = date.DayOfWeek == DayOfWeek.Saturday ? 320 : date.DayOfWeek == DayOfWeek.Sunday ? 230 : 1_290;
            var month = (date.Year - calendar.FirstDay.Year) * 12 + date.Month - calendar.FirstDay.Month;
            var season = date switch
            {
                { Month: QuietMonth } => 740,
                { Month: 12, Day: > 23 } or { Month: 1, Day: 1 } => 380,
                _ => Thousand,
            };
            return weekday * (850 + 25 * month) / Thousand * season / Thousand;
        }
    }
}
