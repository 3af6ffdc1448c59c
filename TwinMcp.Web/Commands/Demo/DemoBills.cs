using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>One period's invoice and what becomes of it.</summary>
/// <param name="At">When it is drafted.</param>
internal sealed record DemoBill(DemoCustomer Customer, BillingPeriod Period, DateTimeOffset At)
{
    /// <summary>False: it stays a draft.</summary>
    public bool IsIssued { get; init; } = true;

    /// <summary>A first draft is cancelled, then it is generated again.</summary>
    public bool IsCancelledFirst { get; init; }

    /// <summary>Null: not yet.</summary>
    public DateTimeOffset? PaidAt { get; init; }
}

/// <summary>An invoice with free lines, found again by its purchase order.</summary>
internal sealed record DemoOneOff(DemoCustomer Customer, GenerateInvoice Input, DateTimeOffset At, DateTimeOffset? PaidAt);

/// <summary>What is billed, when, and whether it is paid: pure, the same for the same calendar.</summary>
internal static class DemoBills
{
    static readonly TimeSpan EarlyMorning = TimeSpan.FromHours(6);
    static readonly TimeSpan BetweenTwo = TimeSpan.FromSeconds(3);

    /// <summary>By customer and finished month: six drafts that were wrong.</summary>
    static readonly (int Customer, int Month)[] Cancelled = [(0, 6), (5, 9), (11, 3), (24, 8), (30, 10), (36, 5)];

    public static IEnumerable<DemoBill> Of(DemoCalendar calendar) =>
        from month in Enumerable.Range(0, calendar.Months.Count)
        from customer in DemoCustomers.All
        where customer.StartMonth <= month && !(customer == DemoCustomers.A && calendar.Months[month] == calendar.OpenPeriod)
        select Bill(calendar, customer, month);

    static DemoBill Bill(DemoCalendar calendar, DemoCustomer customer, int month)
    {
        var period = calendar.Months[month];
        var age = calendar.Months.Count - month;
        var random = DemoRandom.For(customer.Number, -2 - month);
        var paidAt = calendar.Dates.StartOf(period.End.AddDays(random.Between(3, 35))) + TimeSpan.FromMinutes(random.Between(9 * 60, 17 * 60));
        var isIssued = age > 1 || customer.Number % 3 != 2;
        var isPaid = isIssued && !IsLeftOpen(customer, age, ref random) && paidAt < calendar.AsOf;
        return new DemoBill(customer, period, calendar.At(period.End, EarlyMorning + customer.Number * BetweenTwo))
        {
            IsIssued = isIssued,
            IsCancelledFirst = Cancelled.Contains((customer.Number, month)),
            PaidAt = isPaid ? paidAt : null,
        };
    }

    /// <param name="age">1 for the last finished month.</param>
    static bool IsLeftOpen(DemoCustomer customer, int age, ref DemoRandom random) => customer.Number switch
    {
        // customers A and B show every status
        0 => age == 2,
        1 => age <= 2,
        _ => random.Percent(age switch { 1 => 35, 2 => 22, 3 => 12, _ => 1 }),
    };
}
