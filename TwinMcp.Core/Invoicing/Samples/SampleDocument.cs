using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing.Samples;

/// <summary>One sample: what is sold, by whom and to whom; issued as every invoice is.</summary>
sealed record SampleDocument(string Name, Party Buyer, IReadOnlyList<LineInput> Lines)
{
    static readonly DateTimeOffset Now = new(2026, 9, 1, 6, 0, 0, TimeSpan.Zero);

    public string Language { get; init; } = "fr";
    public string Currency { get; init; } = "EUR";
    public Party Seller { get; init; } = SampleParties.Seller;
    public DateOnly IssueDate { get; init; } = new(2026, 9, 1);
    public IReadOnlyList<AdjustmentInput> Adjustments { get; init; } = [];
    public InvoiceNotes Notes { get; init; } = new(30);
    public decimal Prepaid { get; init; }
    public decimal Rounding { get; init; }

    /// <summary>EUR for one unit of the currency.</summary>
    public decimal? RateToEur { get; init; }

    /// <summary>Which legend, where the category alone does not say it.</summary>
    public TaxExemption? Exemption { get; init; }

    /// <summary>A credit note of this sample: of its first line so much, or of all of it.</summary>
    public SampleCredit? Credit { get; init; }

    /// <summary>Looks and marks that do not come from the invoice itself; null: the original, as issuing makes it.</summary>
    public Func<InvoiceDocument, InvoiceDocument>? Look { get; init; }

    public StoredDocument Make()
    {
        var invoice = Credit is { } credit ? CreditNote(Issued(), credit) : Issued();
        var original = InvoiceOriginal.Of(invoice, Seller, Buyer, null, Now);
        if (Look is null)
            return original;
        var pdf = InvoicePdf.Render(Look(InvoiceDocumentBuilder.Build(invoice, Seller, Buyer, null)));
        return new StoredDocument { UserId = invoice.UserId, InvoiceId = invoice.Id, Content = pdf, Sha256 = original.Sha256, CreatedAt = Now };
    }

    public Invoice Issued()
    {
        var currency = Common.Currency.Of(Currency);
        var totals = InvoiceCalculator.Compute(new InvoiceInput(currency, Lines) { Adjustments = Adjustments, Prepaid = Prepaid, Rounding = Rounding });
        var decisions = totals.Vat.Select(v => new TaxDecision(TaxRuleCodes.Domestic, v.Vat, Period.End)
        {
            ExemptionCode = (Exemption ?? TaxExemption.Of(v.Vat.Category))?.Code,
            ExemptionReason = (Exemption ?? TaxExemption.Of(v.Vat.Category))?.Reason,
        });
        var tax = new InvoiceTax(Period.End, [.. decisions]);
        var invoice = Invoice.Draft(Customer(currency), InvoiceKind.Subscription, Period, new InvoiceContent(totals, "Premium", Notes) { Tax = tax }, Now);
        var euro = RateToEur is { } rate ? EuroTax.Of(new ExchangeRate { Currency = currency, On = IssueDate.AddDays(-1), RateToEur = rate }, invoice.Tax) : null;
        invoice.ConfirmTax(tax, euro, Now);
        invoice.Issue("FA-2026-094417", IssueDate, Seller, Buyer, Now);
        return invoice;
    }

    static BillingPeriod Period => BillingPeriod.Stored(PeriodType.Monthly, new DateOnly(2026, 8, 1), new DateOnly(2026, 9, 1));

    Invoice CreditNote(Invoice invoice, SampleCredit credit)
    {
        var content = credit.FirstLine is { } amount
            ? CreditNoteCalculator.Partial(invoice, [], [new CreditedLineRequest { LineNumber = 1, Amount = amount }]).Value
            : CreditNoteCalculator.Whole(invoice, []);
        var note = Invoice.CreditNote(invoice, 1, new InvoiceContent(content.Totals, null, new InvoiceNotes(0)), Now);
        note.Issue("AV-2026-000031", IssueDate.AddDays(14), Seller, Buyer, Now);
        return note;
    }

    Customer Customer(Currency currency) => new()
    {
        UserId = new CustomerId(Guid.Empty),
        Name = Buyer.Name,
        BillingEmail = Buyer.Email ?? "",
        Language = Language,
        Currency = currency,
        Address = Buyer.Address,
    };
}

/// <param name="FirstLine">Of the first line so much; null: the whole invoice.</param>
sealed record SampleCredit(decimal? FirstLine = null);
