using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Documents.EInvoicing;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Core.Tax;

namespace TwinMcp.Tests.Unit.EInvoicing;

/// <summary>Issued invoices of every kind, from lines through the calculator as the product makes them.</summary>
static class ElectronicSamples
{
    public static readonly DateOnly Today = new(2026, 11, 30);
    static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    static readonly PostalAddress Lyon = new("18, rue de l’Égalité", null, "69003", "Lyon", "FR");

    public static readonly Party Seller = new("TwinMCP SAS", Lyon)
    {
        IsCompany = true,
        Brand = "TwinMCP",
        Email = "facturation@twinmcp.example",
        Phone = "+33 4 72 00 00 00",
        Siren = "842317901",
        Siret = "84231790100010",
        VatId = "FR22842317901",
        LegalForm = "SAS au capital de 120 000 €",
        Rcs = "RCS Lyon 842 317 901",
        Iban = "FR76 3000 4008 2800 0123 4567 841",
        Bic = "BNPAFRPPXXX",
    };

    public static readonly Party French = new("Société Générale d’Électricité & Fils", Lyon)
    {
        IsCompany = true,
        ContactName = "Zoë Lefèvre-Brûlé",
        Email = "compta@sge.example",
        Siren = "732829320",
        Siret = "73282932000074",
        VatId = "FR44732829320",
    };

    public static readonly Party German = new("Müller GmbH", new PostalAddress("Königstraße 1", "c/o Süd", "70173", "Stuttgart", "DE")) { IsCompany = true, Email = "rechnung@mueller.example", VatId = "DE136695976" };

    public static readonly Party American = new("Acme Inc.", new PostalAddress("1 Main St", null, "94105", "San Francisco", "US")) { IsCompany = true, Email = "ap@acme.example" };

    public static readonly Party Person = new("Ada Lovelace", Lyon) { Email = "ada@example.fr" };

    static readonly VatTreatment Standard = new(VatCategory.S, 20m);

    static readonly LineInput[] Usual =
    [
        new("Abonnement Premium", 1m, 99m, Standard) { Unit = "mois", Detail = "Du 01/11/2026 au 30/11/2026" },
        new("Requêtes API", 1_842_316m, 0.60m, Standard) { Unit = "requêtes", BaseQuantity = 1_000m },
        new("Jetons renvoyés", 486_213_904m, 0.0000006123m, Standard) { Unit = "jetons" },
        new("Abonnement : jours non utilisés", -1m, 12.34m, Standard),
        new("Ouvrage", 2m, 24.90m, new VatTreatment(VatCategory.S, 5.5m)) { Allowances = [4.90m], Charges = [1.10m] },
    ];

    /// <summary>By name, so that a failing theory says which.</summary>
    public static IReadOnlyDictionary<string, Func<Invoice>> All { get; } = new Dictionary<string, Func<Invoice>>
    {
        ["usual"] = () => Issue(Input(Usual)),
        ["usual, English"] = () => Issue(Input(Usual), language: "en"),
        ["document allowance and charge"] = () => Issue(Input(Usual) with { Adjustments = [new AdjustmentInput(false, 10m, Standard, "Remise <5 %> & \"fidélité\""), new AdjustmentInput(true, 3m, Standard)] }),
        ["rounding and prepaid"] = () => Issue(Input(Usual) with { Prepaid = 100m, Rounding = 0.03m }),
        ["reverse charge"] = () => Issue(Only(VatCategory.AE), German),
        ["intra-Community"] = () => Issue(Only(VatCategory.K), German with { DeliveryAddress = new PostalAddress("Hafen 2", null, "20457", "Hamburg", "DE") }),
        ["intra-Community, no delivery address"] = () => Issue(Only(VatCategory.K), German),
        ["export"] = () => Issue(Only(VatCategory.G), American),
        ["zero rated"] = () => Issue(Only(VatCategory.Z)),
        ["exempt"] = () => Issue(Only(VatCategory.E)),
        ["franchise"] = () => Issue(Only(VatCategory.E), French, seller: Seller with { VatId = null }, decision: Franchise),
        ["out of scope"] = () => Issue(Only(VatCategory.O)),
        ["rates and categories mixed"] = () => Issue(Input([.. Usual, Line(VatCategory.E), Line(VatCategory.Z)])),
        ["consumer"] = () => Issue(Input(Usual), Person),
        ["consumer abroad, OSS"] = () => Issue(Input([new LineInput("Service", 1m, 10m, new VatTreatment(VatCategory.S, 25.5m))]), Person with { Address = new PostalAddress("Katu 1", null, "00100", "Helsinki", "FI") }),
        ["VAT on debits"] = () => Issue(Input(Usual), seller: Seller with { VatOnDebits = true }),
        ["no account"] = () => Issue(Input(Usual), seller: Seller with { Iban = null, Bic = null }),
        ["paid by credit"] = () => Paid(Issue(Input(Usual)), 2m),
        ["paid in full by credit"] = () => Paid(Issue(Input(Usual)), decimal.MaxValue),
        ["nothing to pay"] = () => Issue(Input([new LineInput("Offert", 1m, 0m, Standard)])),
        ["yen"] = () => Issue(new InvoiceInput(Currency.Of("JPY"), [new LineInput("Service", 3m, 333.5m, Standard)]), American),
        ["Tunisian dinar"] = () => Issue(new InvoiceInput(Currency.Of("TND"), [new LineInput("Service", 7m, 1.4567m, Standard)]), American),
        ["dollar, English"] = () => Issue(new InvoiceInput(Currency.Of("USD"), [new LineInput("Service", 7m, 1.4567m, Standard)]), American, language: "en"),
        ["hostile names"] = () => Issue(Input([new LineInput("A\u0000B\u0007]]>\uD800<!--", 1m, 1m, Standard) { Detail = "\uFFFE\uDC00 ok 🧾" }]), French with { Name = "<script>alert('&amp;')</script>\u0001", ContactName = "\uD83D" }),
        ["whole credit note"] = () => CreditNote(Issue(Input(Usual))),
        ["partial credit note"] = () => CreditNote(Issue(Input(Usual)), (1, 33.33m), (2, 0.01m)),
        ["the rest after a partial credit note"] = () => Rest(Issue(Input(Usual)), (1, 33.33m)),
        ["credit note in yen"] = () => CreditNote(Issue(new InvoiceInput(Currency.Of("JPY"), [new LineInput("Service", 3m, 333.5m, Standard)]), American)),
        ["35 lines"] = () => Issue(Input([.. Enumerable.Range(0, 7).SelectMany(_ => Usual)])),
        ["2,000 lines"] = () => Issue(Input([.. Enumerable.Range(0, 400).SelectMany(_ => Usual)])),
    };

    static TaxDecision Franchise => new(TaxRuleCodes.Franchise, new VatTreatment(VatCategory.E, 0m), Today) { ExemptionCode = TaxExemption.FranchiseCode, ExemptionReason = TaxExemption.Franchise.Reason };

    public static ElectronicInvoice Build(Invoice invoice) => ElectronicInvoiceBuilder.Build(invoice, invoice.Seller!, invoice.Buyer!);

    public static Invoice Issue(InvoiceInput input, Party? buyer = null, string language = "fr", Party? seller = null, TaxDecision? decision = null)
    {
        var customer = new Customer { UserId = CustomerId.New(), Name = "x", BillingEmail = "x@example.fr", Language = language, Currency = input.Currency, Address = Lyon };
        var tax = new InvoiceTax(Today, decision is null ? [] : [decision]);
        var content = new InvoiceContent(InvoiceCalculator.Compute(input), null, new InvoiceNotes(30, "PO-1", "Service 7", "Merci.")) { Tax = tax };
        var invoice = Invoice.Draft(customer, InvoiceKind.Subscription, BillingPeriod.Stored(PeriodType.Monthly, new DateOnly(2026, 11, 1), new DateOnly(2026, 12, 1)), content, Now);
        var euro = input.Currency == Currency.Eur ? null : EuroTax.Of(new ExchangeRate { Currency = input.Currency, On = Today, RateToEur = 0.8765m }, invoice.Tax);
        invoice.ConfirmTax(tax, euro, Now);
        invoice.Issue("FA-2026-000042", Today, seller ?? Seller, buyer ?? French, Now);
        return invoice;
    }

    public static Invoice CreditNote(Invoice invoice, params (int Line, decimal Amount)[] parts)
    {
        var content = parts.Length == 0
            ? CreditNoteCalculator.Whole(invoice, [])
            : CreditNoteCalculator.Partial(invoice, [], [.. parts.Select(p => new CreditedLineRequest { LineNumber = p.Line, Amount = p.Amount })]).Value;
        return Note(invoice, 1, content);
    }

    public static Invoice Note(Invoice invoice, int position, CreditNoteContent content)
    {
        var note = Invoice.CreditNote(invoice, position, new InvoiceContent(content.Totals, null, new InvoiceNotes(0, Note: "Erreur de prix")), Now);
        note.Issue($"AV-2026-{position:000000}", Today, invoice.Seller!, invoice.Buyer!, Now);
        return note;
    }

    static Invoice Rest(Invoice invoice, params (int Line, decimal Amount)[] before) =>
        Note(invoice, 2, CreditNoteCalculator.Whole(invoice, [CreditNote(invoice, before)]));

    static Invoice Paid(Invoice invoice, decimal amount)
    {
        invoice.Settle(amount, Today, Now);
        return invoice;
    }

    static InvoiceInput Input(IReadOnlyList<LineInput> lines) => new(Currency.Eur, lines);

    static InvoiceInput Only(VatCategory category) => Input([Line(category), Line(category) with { Quantity = 3m }]);

    static LineInput Line(VatCategory category) => new("Service", 1m, 33.33m, new VatTreatment(category, 0m));
}
