using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Tax;

namespace TwinMcp.Tests.Components.Invoices;

/// <summary>The invoice of the reference design: Ateliers Brunel, August 2026.</summary>
static class InvoiceSamples
{
    public static readonly Actor Admin = new(Role.Admin, Guid.CreateVersion7(), "Sofia Marchetti");
    public static readonly Actor Staff = new(Role.Staff, Guid.CreateVersion7(), "Léo Garnier");
    public static readonly Actor Customer = new(Role.Customer, Guid.CreateVersion7(), "Claire Brunel", CustomerId.New());

    public static InvoiceHead Head(InvoiceStatus status)
    {
        var isDraft = status is InvoiceStatus.Draft or InvoiceStatus.Cancelled;
        return new InvoiceHead
        {
            Id = InvoiceId.New(),
            Number = isDraft ? null : "FA-2026-094417",
            Kind = InvoiceKind.Subscription,
            UserId = CustomerId.New(),
            CustomerName = "Ateliers Brunel & Fils SAS",
            PlanName = "Premium",
            Status = status,
            Currency = Currency.Eur,
            PeriodStart = new DateOnly(2026, 8, 1),
            PeriodEnd = new DateOnly(2026, 8, 31),
            IssueDate = isDraft ? null : new DateOnly(2026, 9, 1),
            DueDate = isDraft ? null : status == InvoiceStatus.Overdue ? new DateOnly(2026, 9, 27) : new DateOnly(2026, 10, 1),
            Total = 1643.50m,
            Paid = status == InvoiceStatus.Paid ? 1643.50m : 0m,
            Due = status == InvoiceStatus.Paid ? 0m : 1643.50m,
            Version = 7,
        };
    }

    public static InvoiceDetail Detail(InvoiceHead head, string language) => new()
    {
        Head = head,
        Language = language,
        PaidDate = null,
        DueDays = 30,
        PurchaseOrder = null,
        BuyerReference = null,
        Note = null,
        LineTotal = 1369.58m,
        AllowanceTotal = 0,
        ChargeTotal = 0,
        Subtotal = 1369.58m,
        Tax = 273.92m,
        TaxPoint = null,
        TaxDecisions = [],
        Euro = null,
        Prepaid = 0,
        Rounding = 0,
        Seller = new Party("TwinMCP SAS", new PostalAddress("18 bis, rue de l’Égalité", null, "69003", "Lyon", "FR")) { Siren = "842317901", Iban = "FR76 3000", Brand = "TwinMCP" },
        Buyer = new Party(head.CustomerName, new PostalAddress("44, quai Perrache", null, "69002", "Lyon", "FR")) { Siren = "517903647" },
        Lines = [Line(1, "Abonnement Premium", 1, 99m, 1, 99m), Line(2, "Jetons renvoyés", 2_117_633_333, 0.60m, 1_000_000, 1270.58m)],
        Adjustments = [],
        Vat = [new VatView(VatCategory.S, 20, 1369.58m, 273.92m, null, null)],
        Payments = [],
        LegalMentions = [],
        PdfSha256 = null,
        CreatedAt = new DateTimeOffset(2026, 9, 1, 4, 1, 0, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2026, 9, 1, 4, 2, 0, TimeSpan.Zero),
    };

    static LineView Line(int number, string description, decimal quantity, decimal price, decimal per, decimal net) => new(number, LineComponent.Other, description, null, quantity, "")
    {
        UnitPrice = price,
        BaseQuantity = per,
        AllowanceTotal = 0,
        ChargeTotal = 0,
        Net = net,
        VatCategory = VatCategory.S,
        VatRate = 20,
    };
}
