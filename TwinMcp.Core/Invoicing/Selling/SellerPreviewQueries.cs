using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing.Selling;

/// <summary>A sample invoice with a profile that is not saved: what the next one would look like. Stores nothing.</summary>
public sealed class SellerPreviewQueries(IDbContextFactory<BillingDbContext> contexts, SellerStore sellers, LocalDates dates)
{
    /// <param name="language">"fr" or "en".</param>
    public async Task<Result<byte[]>> PdfAsync(Actor actor, EditSeller input, string language, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadSeller) is { } refused)
            return refused;
        var profile = SellerRules.Normal(input);
        if (SellerRules.Check(profile) is { } invalid)
            return invalid;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = await sellers.CurrentAsync(db, ct);
        var logo = await SellerStore.LogoAsync(db, now, ct);
        var invoice = Sample(language);
        return InvoicePdf.Render(InvoiceDocumentBuilder.Build(invoice, SellerRules.Party(profile, now.LogoHash), Buyer, logo));
    }

    /// <summary>What is wrong with a profile, without drawing it; null: nothing.</summary>
    public static BillingError? Check(EditSeller input) => SellerRules.Check(SellerRules.Normal(input));

    static Party Buyer { get; } = new("Atelier Dupont SARL", new PostalAddress("12 rue des Lilas", null, "69003", "Lyon", "FR"))
    {
        IsCompany = true,
        ContactName = "Claire Brunel",
        Email = "compta@example.fr",
        Siren = "732829320",
        VatId = "FR44732829320",
    };

    Invoice Sample(string language)
    {
        var culture = MoneyFormat.For(language);
        var vat = new VatTreatment(VatCategory.S, 20m);
        var totals = InvoiceCalculator.Compute(new InvoiceInput(Currency.Eur,
        [
            new LineInput(InvoiceTexts.Texts.Get("SampleFee", culture), 1m, 99m, vat) { Unit = InvoiceTexts.Texts.Get("SampleFeeUnit", culture) },
            new LineInput(InvoiceTexts.Texts.Get("SampleTokens", culture), 48_250_000m, 0.60m, vat) { BaseQuantity = 1_000_000m },
            new LineInput(InvoiceTexts.Texts.Get("SampleRequests", culture), 125_000m, 0.60m, vat) { BaseQuantity = 1_000m },
        ]));
        var customer = new Customer
        {
            UserId = new CustomerId(Guid.Empty),
            Name = Buyer.Name,
            IsCompany = true,
            BillingEmail = Buyer.Email!,
            Language = language,
            Currency = Currency.Eur,
            Address = Buyer.Address,
            CreatedAt = dates.Now,
        };
        return Invoice.Draft(customer, InvoiceKind.Subscription, BillingPeriod.MonthOf(dates.Today.AddMonths(-1)), new InvoiceContent(totals, null, new InvoiceNotes(30)), dates.Now);
    }
}
