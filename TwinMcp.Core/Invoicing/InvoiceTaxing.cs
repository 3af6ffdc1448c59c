using System.Globalization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

/// <summary>
/// Taxes invoices: decides while they are computed, and once more just before they are issued. Loaded once for one customer or for a chunk
/// of a run; sales that count towards the threshold of EU consumers are counted as they come.
/// </summary>
sealed class InvoiceTaxing
{
    /// <summary>Code of the refusal of a draft whose VAT would be another now.</summary>
    public const string TaxChanged = "tax_changed";

    readonly BillingDbContext db;
    readonly IReadOnlyDictionary<string, VatEvidence> evidence;
    readonly Dictionary<(Currency, DateOnly), ExchangeRate?> rates = [];
    TaxSetup setup;
    bool isInTurn;

    InvoiceTaxing(BillingDbContext db, TaxSetup setup, IReadOnlyDictionary<string, VatEvidence> evidence) => (this.db, this.setup, this.evidence) = (db, setup, evidence);

    public static async Task<InvoiceTaxing> LoadAsync(BillingDbContext db, BillingOptions options, IEnumerable<Customer> customers, CancellationToken ct)
    {
        var setup = await TaxQueries.SetupAsync(db, options, ct);
        var vatIds = setup.Settings.Regime == TaxRegime.Standard ? customers.Select(c => c.VatId).OfType<string>() : [];
        return new InvoiceTaxing(db, setup, await TaxQueries.EvidenceAsync(db, vatIds, ct));
    }

    /// <summary>Computes what <paramref name="lines"/> gives, taxed for the customer at the tax point; without one as for a buyer in the seller's country.</summary>
    public async Task<Result<(InvoiceTotals Totals, InvoiceTax Tax)>> ComputeAsync(Customer? customer, DateOnly taxPoint, Func<BuyerTax, Result<InvoiceInput>> lines, CancellationToken ct)
    {
        var tax = new BuyerTax(setup, Buyer(customer), taxPoint);
        var input = lines(tax);
        if (input.Error is { } error)
            return error;
        var totals = InvoiceCalculator.Compute(input.Value);
        if (IsUnderThreshold(tax))
        {
            // this sale counts itself: from the one that passes the threshold on the rate is the destination's
            tax = tax.Including(await InEuroAsync(totals.Currency, taxPoint, totals.TaxBasis, ct));
            input = lines(tax);
            if (input.Error is { } noRate)
                return noRate;
            totals = InvoiceCalculator.Compute(input.Value);
            setup = tax.Setup;
        }
        return (totals, InvoiceTax.Of(tax));
    }

    /// <summary>
    /// Decides again with what is known now. The same treatment: the evidence of now is kept with the invoice, and its VAT in euro. Another
    /// one: a refusal. Null when confirmed. Documents that repeat another's VAT (their kind says so) keep it.
    /// </summary>
    public async Task<BillingError?> ConfirmAsync(Invoice invoice, Customer customer, LocalDates dates, CancellationToken ct)
    {
        if (invoice.Kind is not (InvoiceKind.Subscription or InvoiceKind.OneOff))
            return null;
        var taxPoint = invoice.PeriodEnd?.AddDays(-1) ?? dates.Today;
        if (invoice.TaxEvidence is null && setup.Settings.Regime != TaxRegime.Simple)
            return Changed("it was computed before the tax settings");
        var before = invoice.TaxEvidence?.Decisions ?? [];
        var tax = new BuyerTax(setup, Buyer(customer), taxPoint);
        if (Decide(tax, before) is { } missing)
            return missing;
        if (IsUnderThreshold(tax))
        {
            tax = await InTurnAsync(tax, invoice, customer, ct);
            if (Decide(tax, before) is { } gone)
                return gone;
        }
        // asked for in the same order, each kind of item once
        foreach (var (was, now) in before.Zip(tax.Decisions))
            if (!was.SameTreatment(now))
                return Changed($"{Words(was)} would now be {Words(now)}");
        var rate = await RateAsync(invoice.Currency, taxPoint, ct);
        if (rate is null && invoice.Currency != Currency.Eur && invoice.Tax != 0 && setup.Settings.Regime != TaxRegime.Simple)
            return BillingError.Conflict("exchange_rate_missing", $"An invoice in {invoice.Currency} shows its VAT in EUR too, and there is no exchange rate of {taxPoint:yyyy-MM-dd} or the 31 days before: set it (PUT /api/tax/exchange-rates).");
        setup = tax.Setup;
        invoice.ConfirmTax(InvoiceTax.Of(tax), rate is null ? null : EuroTax.Of(rate, invoice.Tax), dates.Now);
        return null;
    }

    /// <summary>With the sales as they stand once nobody else issues one that counts.</summary>
    async Task<BuyerTax> InTurnAsync(BuyerTax tax, Invoice invoice, Customer customer, CancellationToken ct)
    {
        if (!isInTurn)
            setup = await TaxQueries.SetupInTurnAsync(db, setup, ct);
        isInTurn = true;
        var net = await InEuroAsync(invoice.Currency, tax.TaxPoint, invoice.Subtotal, ct);
        return new BuyerTax(setup, Buyer(customer), tax.TaxPoint).Including(net);
    }

    static BillingError? Decide(BuyerTax tax, IEnumerable<TaxDecision> before) =>
        before.Select(d => tax.Of(new TaxItem(d.Supply, d.RateKind)).Error).FirstOrDefault(e => e is not null);

    static bool IsUnderThreshold(BuyerTax tax) => tax.Decisions.Any(d => d.Rule == TaxRuleCodes.EuB2cSellerRate);

    static string Words(TaxDecision decision) => string.Create(CultureInfo.InvariantCulture, $"{decision.Vat.Category} {decision.Vat.Rate:0.####} % ({decision.Rule})");

    static BillingError Changed(string how) =>
        BillingError.Conflict(TaxChanged, $"The VAT is no longer what this draft says: {how}. Recompute it (forceRegenerate), or cancel a one-off draft and make it anew; look at the new total, then issue.");

    TaxBuyer Buyer(Customer? customer) => customer is null
        ? new TaxBuyer(true, setup.Settings.SellerCountry, "")
        : new TaxBuyer(customer.IsCompany, customer.Address.Country, customer.Address.PostalCode, customer.VatId, evidence.GetValueOrDefault(customer.VatId ?? ""));

    /// <summary>Without an exchange rate it counts nothing yet: issuing will ask for the rate.</summary>
    async Task<decimal> InEuroAsync(Currency currency, DateOnly on, decimal net, CancellationToken ct) =>
        currency == Currency.Eur ? net : net * ((await RateAsync(currency, on, ct))?.RateToEur ?? 0m);

    async Task<ExchangeRate?> RateAsync(Currency currency, DateOnly on, CancellationToken ct)
    {
        if (currency != Currency.Eur && !rates.ContainsKey((currency, on)))
            rates[(currency, on)] = await TaxQueries.ExchangeRateAsync(db, currency, on, ct);
        return rates.GetValueOrDefault((currency, on));
    }
}
