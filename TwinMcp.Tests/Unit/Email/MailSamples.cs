using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Email;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Tax;

namespace TwinMcp.Tests.Unit.Email;

/// <summary>An invoice of 1,369.58 + 20 % = 1,643.50, as it would be mailed.</summary>
static class MailSamples
{
    public static readonly DateTimeOffset Now = new(2026, 9, 1, 6, 3, 12, TimeSpan.Zero);

    public static readonly Party Seller = new("TwinMCP SAS", new PostalAddress("18 bis, rue de l’Égalité", null, "69003", "Lyon", "FR"))
    {
        IsCompany = true,
        Brand = "TwinMCP",
        Email = "facturation@twinmcp.example",
        Iban = "FR7630004000031234567890143",
        Bic = "BNPAFRPP",
        PrimaryColour = "#2A52D8",
    };

    public static Customer Customer(string language = "fr", string name = "Ateliers Brunel & Fils SAS", string? contact = "Claire Brunel") => new()
    {
        UserId = CustomerId.New(),
        Name = name,
        IsCompany = true,
        ContactName = contact,
        BillingEmail = "compta@brunel.example",
        Language = language,
        Currency = Currency.Eur,
        Address = new PostalAddress("44, quai Perrache", null, "69002", "Lyon", "FR"),
    };

    public static Invoice Draft(Customer customer)
    {
        var line = new LineInput("Abonnement Premium", 1m, 1369.58m, new VatTreatment(VatCategory.S, 20m));
        var totals = InvoiceCalculator.Compute(new InvoiceInput(customer.Currency, [line]));
        var august = BillingPeriod.MonthOf(new DateOnly(2026, 8, 1));
        return Invoice.Draft(customer, InvoiceKind.Subscription, august, new InvoiceContent(totals, "Premium", new InvoiceNotes(30)), Now);
    }

    public static Invoice Issued(Customer? customer = null, Party? seller = null, string number = "FA-2026-094417")
    {
        var buyer = customer ?? Customer();
        var invoice = Draft(buyer);
        invoice.Issue(number, new DateOnly(2026, 9, 1), seller ?? Seller, Party.Of(buyer), Now);
        return invoice;
    }

    public static OutgoingMail Mail() => new()
    {
        MessageId = "0123.invoice.abcd@twinmcp-billing",
        Reference = "FA-2026-094417",
        From = new MailParty("facturation@twinmcp.example", "TwinMCP Facturation à Lyon"),
        ReplyTo = new MailParty("compta@twinmcp.example", "TwinMCP"),
        To = "client@example.fr",
        Subject = "Facture FA-2026-094417 de TwinMCP : 1\u202F643,50\u00A0€, à régler avant le 1er octobre, dépôt à Besançon",
        Text = "Bonjour,\n.point en tête = égal\nà bientôt €\n",
        Html = "<p>Bonjour à <b>tous</b> " + new string('x', 2000) + "</p>",
        Files = [new MailFile("FA-2026-094417.pdf", "application/pdf", [.. Enumerable.Range(0, 5000).Select(i => (byte)i)])],
        Date = Now,
    };
}
