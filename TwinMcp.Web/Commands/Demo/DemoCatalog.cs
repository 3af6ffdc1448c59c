using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>Plans, libraries, customers and their subscriptions, in one save.</summary>
internal sealed class DemoCatalog(IDbContextFactory<BillingDbContext> contexts, DemoCalendar calendar)
{
    static readonly TimeSpan Morning = TimeSpan.FromHours(9);

    public async Task StoreAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Customers.AnyAsync(ct))
            return;
        foreach (var (plan, version) in DemoPlans.All())
        {
            db.Plans.Add(plan);
            db.PlanVersions.Add(version);
        }
        db.Libraries.AddRange(DemoLibraries.All);
        foreach (var customer in DemoCustomers.All)
        {
            db.Customers.Add(Account(customer));
            db.Subscriptions.Add(SubscriptionOf(customer));
        }
        await db.SaveChangesAsync(ct);
    }

    Customer Account(DemoCustomer customer) => new()
    {
        UserId = customer.UserId,
        Name = customer.Name,
        IsCompany = customer.IsCompany,
        ContactName = customer.Contact,
        BillingEmail = customer.BillingEmail,
        Language = customer.Language,
        Currency = Currency.Eur,
        VatId = customer.VatId,
        Siren = customer.Siren,
        Address = customer.Address,
        CreatedAt = Since(customer),
    };

    Subscription SubscriptionOf(DemoCustomer customer) => new()
    {
        UserId = customer.UserId,
        Id = DemoIds.Of("subscription/" + customer.Domain),
        PlanVersionId = DemoPlans.VersionId(customer.Plan),
        Status = SubscriptionStatus.Active,
        Interval = SubscriptionInterval.Month,
        AnchorDay = 1,
        StartedOn = customer.StartedOn(calendar),
        CreatedAt = Since(customer),
    };

    DateTimeOffset Since(DemoCustomer customer) => calendar.At(customer.StartedOn(calendar), Morning);
}
