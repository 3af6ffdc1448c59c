using TwinMcp.Core.Customers;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

/// <summary>What an invoice's VAT rests on: one decision for each kind of item that did not come with its own VAT.</summary>
/// <param name="Decisions">The first is the one that most lines have.</param>
public sealed record TaxEvidence(IReadOnlyCollection<TaxDecision> Decisions);

/// <summary>The tax point, and what was decided at it.</summary>
sealed record InvoiceTax(DateOnly TaxPoint, IReadOnlyCollection<TaxDecision> Decisions)
{
    public static InvoiceTax Of(BuyerTax tax) => new(tax.TaxPoint, [.. tax.Decisions]);
}

static class TaxBuyers
{
    public static TaxBuyer Of(Customer customer, VatEvidence? check) =>
        new(customer.IsCompany, customer.Address.Country, customer.Address.PostalCode, customer.VatId, check);
}
