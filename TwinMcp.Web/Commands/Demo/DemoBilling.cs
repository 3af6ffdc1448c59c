using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Dunning;
using TwinMcp.Core.Invoicing.Selling;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>
/// Plays the plan of <see cref="DemoBills"/> in order of time through the product's own services, with a clock of its own.
/// Every step looks at what is there first: what was done is not done again.
/// </summary>
internal sealed class DemoBilling
{
    static readonly Actor Run = Actor.System("billing-run");
    static readonly Actor Overdue = Actor.System("overdue");
    static readonly TimeSpan AfterMidnight = TimeSpan.FromMinutes(10);
    static readonly TimeSpan DraftedBefore = TimeSpan.FromMinutes(40);
    static readonly TimeSpan CancelledBefore = TimeSpan.FromMinutes(15);

    readonly IDbContextFactory<BillingDbContext> contexts;
    readonly DemoCalendar calendar;
    readonly int dueDays;
    readonly InvoiceDrafting drafting;
    readonly InvoiceService invoices;
    readonly OverdueService overdue;

    public DemoBilling(IServiceProvider services, DemoCalendar calendar)
    {
        this.calendar = calendar;
        contexts = services.GetRequiredService<IDbContextFactory<BillingDbContext>>();
        var (writing, cache) = (services.GetRequiredService<Writing>(), services.GetRequiredService<CacheService>());
        var (options, sellers) = (services.GetRequiredService<BillingOptions>(), services.GetRequiredService<SellerStore>());
        dueDays = options.DueDays;
        drafting = new InvoiceDrafting(writing, contexts, options, sellers, calendar.Dates, cache);
        invoices = new InvoiceService(writing, options, sellers, calendar.Dates, cache);
        overdue = new OverdueService(writing, calendar.Dates, cache);
    }

    public async Task PlayAsync(DateTimeOffset now, CancellationToken ct)
    {
        foreach (var step in Steps().OrderBy(s => s.At))
        {
            calendar.Clock.Now = step.At;
            await step.PlayAsync(ct);
        }
        calendar.Clock.Now = now;
        await overdue.MarkAsync(Overdue, ct);
    }

    /// <exception cref="DemoStopped">It was refused.</exception>
    public static T Require<T>(Result<T> result, string what) =>
        result.Error is { } error ? throw new DemoStopped($"{what}: {error.Message}") : result.Value;

    IEnumerable<Step> Steps()
    {
        var bills = DemoBills.Of(calendar).ToList();
        var oneOffs = DemoOneOffs.Of(calendar).ToList();
        foreach (var bill in bills)
        {
            if (bill.IsCancelledFirst)
            {
                yield return new Step(bill.At - DraftedBefore, ct => DraftAsync(bill, ct));
                yield return new Step(bill.At - CancelledBefore, ct => CancelAsync(bill, ct));
            }
            yield return new Step(bill.At, ct => BillAsync(bill, ct));
            if (bill.PaidAt is { } paidAt)
                yield return new Step(paidAt, ct => PayAsync(bill.Customer, PeriodOf(bill), ct));
        }
        foreach (var oneOff in oneOffs)
        {
            yield return new Step(oneOff.At, ct => BillAsync(oneOff, ct));
            if (oneOff.PaidAt is { } paidAt)
                yield return new Step(paidAt, ct => PayAsync(oneOff.Customer, OrderOf(oneOff), ct));
        }
        foreach (var day in bills.Select(b => b.At).Concat(oneOffs.Select(o => o.At)).Select(FirstLateDay).Distinct().Where(d => d <= calendar.Today))
            yield return new Step(calendar.At(day, AfterMidnight), ct => overdue.MarkAsync(Overdue, ct));
    }

    DateOnly FirstLateDay(DateTimeOffset issuedAt) => calendar.Dates.DateOf(issuedAt).AddDays(dueDays + 1);

    /// <summary>A first draft, that turns out to be wrong.</summary>
    async Task DraftAsync(DemoBill bill, CancellationToken ct)
    {
        if ((await FindAsync(bill.Customer, PeriodOf(bill), ct)).Count == 0)
            await GenerateAsync(bill, issue: false, ct);
    }

    async Task CancelAsync(DemoBill bill, CancellationToken ct)
    {
        if (await FindAsync(bill.Customer, PeriodOf(bill), ct) is [{ Status: InvoiceStatus.Draft } draft])
            await MoveAsync(draft, InvoiceStatus.Cancelled, bill.Customer, ct);
    }

    async Task BillAsync(DemoBill bill, CancellationToken ct)
    {
        var found = await FindAsync(bill.Customer, PeriodOf(bill), ct);
        if (found.TrueForAll(i => i.Status == InvoiceStatus.Cancelled) && !await IsNothingAsync(bill, ct))
            await GenerateAsync(bill, bill.IsIssued, ct);
    }

    async Task BillAsync(DemoOneOff oneOff, CancellationToken ct)
    {
        if ((await FindAsync(oneOff.Customer, OrderOf(oneOff), ct)).Count == 0)
            Require(await drafting.GenerateAsync(DemoPeople.Admin, oneOff.Input, null, ct), oneOff.Customer.Name);
    }

    async Task PayAsync(DemoCustomer customer, Expression<Func<Invoice, bool>> which, CancellationToken ct)
    {
        if ((await FindAsync(customer, which, ct)).Find(i => i.Status is InvoiceStatus.Sent or InvoiceStatus.Overdue) is { } open)
            await MoveAsync(open, InvoiceStatus.Paid, customer, ct);
    }

    /// <summary>A free plan without usage costs nothing.</summary>
    async Task<bool> IsNothingAsync(DemoBill bill, CancellationToken ct) => bill.Customer.Plan == "free"
        && Require(await drafting.PreviewPeriodAsync(Run, bill.Customer.UserId, InputOf(bill), ct), bill.Customer.Name).GrandTotal == 0;

    async Task GenerateAsync(DemoBill bill, bool issue, CancellationToken ct)
    {
        var input = new GenerateInvoice { UserId = bill.Customer.UserId, Period = InputOf(bill), Options = new GenerateOptions { SendImmediately = issue } };
        Require(await drafting.GenerateAsync(Run, input, null, ct), bill.Customer.Name);
    }

    async Task MoveAsync(Found invoice, InvoiceStatus to, DemoCustomer customer, CancellationToken ct) =>
        Require(await invoices.UpdateAsync(DemoPeople.Admin, invoice.Id, invoice.Version, new UpdateInvoice { Status = to }, ct), customer.Name);

    async Task<List<Found>> FindAsync(DemoCustomer customer, Expression<Func<Invoice, bool>> which, CancellationToken ct)
    {
        var userId = customer.UserId;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Invoices.Where(i => i.UserId == userId).Where(which).OrderBy(i => i.Id).Select(i => new Found(i.Id, i.Status, i.Version)).ToListAsync(ct);
    }

    static Expression<Func<Invoice, bool>> PeriodOf(DemoBill bill)
    {
        var start = bill.Period.Start;
        return i => i.Kind == InvoiceKind.Subscription && i.PeriodStart == start;
    }

    static Expression<Func<Invoice, bool>> OrderOf(DemoOneOff oneOff)
    {
        var order = oneOff.Input.PurchaseOrder;
        return i => i.Kind == InvoiceKind.OneOff && i.PurchaseOrder == order;
    }

    static PeriodInput InputOf(DemoBill bill) => new() { Type = bill.Period.Type, StartDate = bill.Period.Start, EndDate = bill.Period.LastDay };

    sealed record Step(DateTimeOffset At, Func<CancellationToken, Task> PlayAsync);

    sealed record Found(InvoiceId Id, InvoiceStatus Status, uint Version);
}
