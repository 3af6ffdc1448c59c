using System.Globalization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

/// <summary>Taxes an invoice: decides while it is computed, and once more just before it is issued.</summary>
sealed class InvoiceTaxing(BillingDbContext db, BillingOptions options)
{
    /// <summary>Computes what <paramref name="lines"/> gives, taxed for the customer at the tax point; without one as for a buyer in the seller's country.</summary>
    public async Task<Result<(InvoiceTotals Totals, InvoiceTax Tax)>> ComputeAsync(Customer? customer, DateOnly taxPoint, Func<BuyerTax, Result<InvoiceInput>> lines, CancellationToken ct)
    {
        var setup = await TaxQueries.SetupAsync(db, options, ct);
        var tax = new BuyerTax(setup, await BuyerAsync(setup, customer, ct), taxPoint);
        var input = lines(tax);
        if (input.Error is { } error)
            return error;
        var totals = InvoiceCalculator.Compute(input.Value);
        if (IsUnderThreshold(tax.Decisions))
        {
            // this sale counts itself: from the one that passes the threshold on the rate is the destination's
            var net = await InEuroAsync(totals.Currency, taxPoint, totals.TaxBasis, ct);
            tax = tax.Including(net);
            input = lines(tax);
            if (input.Error is { } noRate)
                return noRate;
            totals = InvoiceCalculator.Compute(input.Value);
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
        var setup = await TaxQueries.SetupAsync(db, options, ct);
        if (invoice.TaxEvidence is null && setup.Settings.Regime != TaxRegime.Simple)
            return Changed("it was computed before the tax settings");
        var before = invoice.TaxEvidence?.Decisions ?? [];
        var tax = new BuyerTax(setup, await BuyerAsync(setup, customer, ct), taxPoint);
        if (Decide(tax, before) is { } missing)
            return missing;
        if (IsUnderThreshold(tax.Decisions))
        {
            var net = await InEuroAsync(invoice.Currency, taxPoint, invoice.Subtotal, ct);
            tax = new BuyerTax(await TaxQueries.SetupInTurnAsync(db, setup, ct), await BuyerAsync(setup, customer, ct), taxPoint).Including(net);
            if (Decide(tax, before) is { } gone)
                return gone;
        }
        // asked for in the same order, each kind of item once
        foreach (var (was, now) in before.Zip(tax.Decisions))
            if (!was.SameTreatment(now))
                return Changed($"{Words(was)} would now be {Words(now)}");
        var rate = invoice.Currency == Currency.Eur ? null : await TaxQueries.ExchangeRateAsync(db, invoice.Currency, taxPoint, ct);
        if (rate is null && invoice.Currency != Currency.Eur && invoice.Tax != 0 && setup.Settings.Regime != TaxRegime.Simple)
            return BillingError.Conflict("exchange_rate_missing", $"An invoice in {invoice.Currency} shows its VAT in EUR too, and there is no exchange rate of {taxPoint:yyyy-MM-dd} or the 31 days before: set it (PUT /api/tax/exchange-rates).");
        invoice.ConfirmTax(InvoiceTax.Of(tax), rate is null ? null : EuroTax.Of(rate, invoice.Tax), dates.Now);
        return null;
    }

    static BillingError? Decide(BuyerTax tax, IEnumerable<TaxDecision> before) =>
        before.Select(d => tax.Of(new TaxItem(d.Supply, d.RateKind)).Error).FirstOrDefault(e => e is not null);

    static bool IsUnderThreshold(IEnumerable<TaxDecision> decisions) => decisions.Any(d => d.Rule == TaxRuleCodes.EuB2cSellerRate);

    static string Words(TaxDecision decision) => string.Create(CultureInfo.InvariantCulture, $"{decision.Vat.Category} {decision.Vat.Rate:0.####} % ({decision.Rule})");

    static BillingError Changed(string how) =>
        BillingError.Conflict("tax_changed", $"The VAT is no longer what this draft says: {how}. Recompute it (forceRegenerate), or cancel a one-off draft and make it anew; look at the new total, then issue.");

    async Task<TaxBuyer> BuyerAsync(TaxSetup setup, Customer? customer, CancellationToken ct)
    {
        if (customer is null)
            return new TaxBuyer(true, setup.Settings.SellerCountry, "");
        if (customer.VatId is null || setup.Settings.Regime != TaxRegime.Standard)
            return TaxBuyers.Of(customer, null);
        var evidence = await TaxQueries.EvidenceAsync(db, [customer.VatId], ct);
        return TaxBuyers.Of(customer, evidence.GetValueOrDefault(customer.VatId));
    }

    /// <summary>Without an exchange rate it counts nothing yet: issuing will ask for the rate.</summary>
    async Task<decimal> InEuroAsync(Currency currency, DateOnly on, decimal net, CancellationToken ct) =>
        currency == Currency.Eur ? net : net * ((await TaxQueries.ExchangeRateAsync(db, currency, on, ct))?.RateToEur ?? 0m);
}
