using TwinMcp.Core.Invoicing;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>Three invoices with lines of their own: allowances and charges on line and document, a purchase order.</summary>
internal static class DemoOneOffs
{
    public static IEnumerable<DemoOneOff> Of(DemoCalendar calendar)
    {
        yield return Make(calendar, DemoCustomers.A, Workshop, (DaysAgo: 9, PaidAfterDays: null));
        yield return Make(calendar, DemoCustomers.All[2], Migration, (DaysAgo: 152, PaidAfterDays: 21));
        yield return Make(calendar, DemoCustomers.All[36], Onboarding, (DaysAgo: 64, PaidAfterDays: 12));
    }

    static GenerateInvoice Workshop => new()
    {
        Lines =
        [
            new LineRequest { Description = "Atelier de mise en route", Detail = "Sur site, deux personnes", Quantity = 2m, Unit = "jours", UnitPrice = 850m },
            new LineRequest
            {
                Description = "Connecteur pour votre base documentaire", Quantity = 1m, Unit = "forfait", UnitPrice = 1_480m,
                Allowances = [new AmountRequest { Amount = 180m }],
            },
        ],
        Allowances = [new AdjustmentRequest { Amount = 150m, Reason = "Remise de bienvenue" }],
        PurchaseOrder = "BC-10482",
        Note = "Merci de votre confiance.",
    };

    static GenerateInvoice Migration => new()
    {
        Lines =
        [
            new LineRequest { Description = "Reprise de dépôts de documentation", Quantity = 14m, Unit = "dépôts", UnitPrice = 120m },
            new LineRequest { Description = "Formation des équipes à quai", Quantity = 1.5m, Unit = "jours", UnitPrice = 920m },
        ],
        Charges = [new AdjustmentRequest { Amount = 260m, Reason = "Intervention le week-end" }],
        PurchaseOrder = "CMI/2291",
        BuyerReference = "Service informatique",
    };

    static GenerateInvoice Onboarding => new()
    {
        Lines =
        [
            new LineRequest { Description = "Onboarding, remote", Quantity = 6.5m, Unit = "hours", UnitPrice = 140m },
            new LineRequest
            {
                Description = "Private library index", Detail = "Set-up and first crawl", Quantity = 3m, Unit = "libraries", UnitPrice = 275m,
                Charges = [new AmountRequest { Amount = 90m }],
            },
        ],
        Allowances = [new AdjustmentRequest { Amount = 100m, Reason = "Annual customer" }],
        Charges = [new AdjustmentRequest { Amount = 25m, Reason = "Wire transfer fee" }],
        PurchaseOrder = "PO 77-0310",
    };

    static DemoOneOff Make(DemoCalendar calendar, DemoCustomer customer, GenerateInvoice input, (int DaysAgo, int? PaidAfterDays) when)
    {
        var date = calendar.Today.AddDays(-when.DaysAgo);
        var paidAt = when.PaidAfterDays is { } days ? calendar.At(date.AddDays(days), TimeSpan.FromHours(15)) : (DateTimeOffset?)null;
        return new DemoOneOff(customer, input with { UserId = customer.UserId, Options = new GenerateOptions { SendImmediately = true } }, calendar.At(date, TimeSpan.FromHours(10)), paidAt);
    }
}
