using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Core.Invoicing.Runs;

/// <summary>What a chunk comes to before anything is written.</summary>
sealed class ChunkBills
{
    public List<Invoice> Drafts { get; } = [];
    public List<ClosedPeriod> Closed { get; } = [];
    public List<ParkedBill> Parked { get; } = [];
    public int Skipped { get; set; }
}

/// <summary>Computes the bills of a chunk of customers. Reads only; one bad account is parked and never stops the others.</summary>
sealed partial class ChunkBilling(BillingOptions options, LocalDates dates, ILogger logger)
{
    /// <param name="customers">Locked by the caller when the result is to be written.</param>
    public async Task<ChunkBills> ComputeAsync(BillingDbContext db, BillingRun run, IReadOnlyCollection<CustomerId> customers, CancellationToken ct)
    {
        var month = run.Month;
        var days = new DateRange(month.AddMonths(-1), month.AddMonths(1));
        var billed = await BilledAsync(db, customers, days, ct);
        var scope = new BillingScope(days, [], _ => default) { Cuts = billed };
        var accounts = await BillingAccountQueries.LoadAsync(db, customers, scope, ct);
        var taxing = await InvoiceTaxing.LoadAsync(db, options, accounts.Select(a => a.Customer), ct);
        var bills = new ChunkBills();
        foreach (var account in accounts)
        {
            var periods = billed[account.Customer.UserId].ToList();
            var period = RunPeriods.Of(Recent(account, scope.Days), month, periods.Where(p => p.From < scope.Days.To).Select(p => (DateOnly?)p.To).Max());
            if (period is not { } due || due.End > dates.Today || periods.Exists(p => p.From < due.End && p.To > due.Start))
                bills.Skipped++;
            else
                await AddAsync(bills, run, (account, taxing), due, ct);
        }
        return bills;
    }

    static List<Subscription> Recent(BillingAccount account, DateRange days) =>
        [.. account.Subscriptions.Where(s => !PricingWindows.Lifetime(s).Within(days).IsEmpty)];

    async Task AddAsync(ChunkBills bills, BillingRun run, (BillingAccount Account, InvoiceTaxing Taxing) of, BillingPeriod period, CancellationToken ct)
    {
        var (account, taxing) = of;
        var customer = account.Customer;
        try
        {
            var outcome = BillOutcome.Nothing;
            var taxed = await taxing.ComputeAsync(customer, period.LastDay, tax => tax.Of(default).Map(vat => Lines(outcome = SubscriptionBillCalculator.Compute(account with { Vat = vat }, period))), ct);
            if (outcome.Parked is { } reason)
                bills.Parked.Add(Park(run, customer.UserId, period.Start, reason));
            else if (taxed.Error is { } undecided)
                bills.Parked.Add(Park(run, customer.UserId, period.Start, new ParkReason(undecided.Code, undecided.Message)));
            else if (outcome.Bill is { } bill && taxed.Value.Totals.GrandTotal != 0)
                bills.Drafts.Add(Invoice.Draft(customer, InvoiceKind.Subscription, period, new InvoiceContent(taxed.Value.Totals, bill.PlanName, Notes()) { Usage = bill.Usage, RunId = run.Id, Tax = taxed.Value.Tax }, dates.Now));
            else
                Close(bills, customer, period);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // whatever is wrong with one account is its own: the others are billed
            Failed(customer.UserId, e);
            bills.Parked.Add(Park(run, customer.UserId, period.Start, new ParkReason("error", $"{e.GetType().Name} while computing the bill; the log has it.")));
        }
    }

    /// <summary>Nothing to bill has no lines, and comes to nothing.</summary>
    static InvoiceInput Lines(BillOutcome outcome) => outcome.Bill?.Input ?? new InvoiceInput(Currency.Eur, []);

    void Close(ChunkBills bills, Customer customer, BillingPeriod period)
    {
        bills.Skipped++;
        bills.Closed.Add(new ClosedPeriod { UserId = customer.UserId, PeriodStart = period.Start, PeriodEnd = period.End, ClosedAt = dates.Now });
    }

    internal ParkedBill Park(BillingRun run, CustomerId userId, DateOnly periodStart, ParkReason reason) => ParkedBill.Of(run.Id, userId, periodStart, reason, dates.Now);

    InvoiceNotes Notes() => new(Math.Min(options.DueDays, InvoiceNotesRules.MaxDueDays(InvoiceKind.Subscription)));

    /// <summary>Periods around the month that have an invoice, or were found to need none.</summary>
    static async Task<ILookup<CustomerId, DateRange>> BilledAsync(BillingDbContext db, IReadOnlyCollection<CustomerId> customers, DateRange days, CancellationToken ct)
    {
        var (from, to) = (days.From.AddMonths(-12), days.To.AddMonths(12));
        var invoiced = await db.Invoices.AsNoTracking()
            .Where(i => customers.Contains(i.UserId) && i.Kind == InvoiceKind.Subscription && i.Status != InvoiceStatus.Cancelled && i.PeriodStart > from && i.PeriodStart < to && i.PeriodEnd > days.From)
            .Select(i => new { i.UserId, From = i.PeriodStart!.Value, To = i.PeriodEnd!.Value }).ToListAsync(ct);
        var closed = await db.Set<ClosedPeriod>().AsNoTracking().Where(p => customers.Contains(p.UserId) && p.PeriodEnd > days.From && p.PeriodStart < to)
            .Select(p => new { p.UserId, From = p.PeriodStart, To = p.PeriodEnd }).ToListAsync(ct);
        return invoiced.Concat(closed).ToLookup(p => p.UserId, p => new DateRange(p.From, p.To));
    }

    [LoggerMessage(1, LogLevel.Error, "The bill of customer {UserId} failed; it is parked")]
    partial void Failed(CustomerId userId, Exception e);
}
