using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Pricing;

namespace TwinMcp.Core.Invoicing.Proving;

/// <summary>Computes an invoice again from what is stored, line by line and up to its totals. Pure.</summary>
static class InvoiceProof
{
    /// <summary>What is not as it must be, in words; empty for a proved invoice.</summary>
    /// <param name="versions">The plan versions that its lines name.</param>
    public static IEnumerable<string> Check(Invoice invoice, IReadOnlyDictionary<Guid, PlanVersion> versions)
    {
        var nets = new Dictionary<int, decimal>();
        foreach (var line in invoice.Lines)
        {
            var proved = Prove(line, invoice, versions);
            nets[line.LineNumber] = proved?.Net ?? invoice.Currency.Round(line.Quantity * line.UnitPrice / line.BaseQuantity) - line.AllowanceTotal + line.ChargeTotal;
            if (nets[line.LineNumber] != line.Net || (proved?.Quantity is { } quantity && quantity != line.Quantity))
                yield return FormattableString.Invariant($"line {line.LineNumber} is {line.Quantity} for {line.Net}, its rule says {proved?.Quantity ?? line.Quantity} for {nets[line.LineNumber]}");
        }
        foreach (var wrong in Surcharges(invoice))
            yield return wrong;
        if (invoice.Kind == InvoiceKind.CreditNote)
            yield break; // its groups' tax is what is left of the original's: LedgerVerifier proves it beside that
        foreach (var wrong in Totals(invoice, nets))
            yield return wrong;
    }

    public static ProvedLine? Prove(InvoiceLine line, Invoice invoice, IReadOnlyDictionary<Guid, PlanVersion> versions) =>
        LineBasis.FromJson(line.Basis) is { } basis ? new LineProof(versions[basis.PlanVersionId], invoice.Usage).Prove(basis, line) : null;

    /// <summary>Percentages are of all other charges of their version, but late usage.</summary>
    static IEnumerable<string> Surcharges(Invoice invoice)
    {
        var lines = invoice.Lines.Select(l => (Line: l, Basis: LineBasis.FromJson(l.Basis))).Where(l => l.Basis is not null).ToList();
        foreach (var version in lines.Where(l => l.Basis!.Kind == BasisKind.Surcharge).GroupBy(l => l.Basis!.PlanVersionId))
        {
            var charges = lines.Where(l => l.Basis!.PlanVersionId == version.Key && l.Basis.Kind is not (BasisKind.Surcharge or BasisKind.LateUsage)).Sum(l => l.Line.Net);
            if (version.Sum(l => l.Line.Quantity) is var of && of != charges)
                yield return FormattableString.Invariant($"surcharges are of {of}, the charges are {charges}");
        }
    }

    static IEnumerable<string> Totals(Invoice invoice, Dictionary<int, decimal> nets)
    {
        var parts = invoice.Lines.Select(l => (l.VatCategory, l.VatRate, Amount: nets[l.LineNumber]))
            .Concat(invoice.Adjustments.Select(a => (a.VatCategory, a.VatRate, Amount: a.IsCharge ? a.Amount : -a.Amount))).ToList();
        var tax = parts.GroupBy(p => (p.VatCategory, p.VatRate)).Sum(g => invoice.Currency.Round(g.Sum(p => p.Amount) * g.Key.VatRate / 100m));
        var subtotal = parts.Sum(p => p.Amount);
        if (subtotal != invoice.Subtotal || tax != invoice.Tax || subtotal + tax != invoice.Total)
            yield return FormattableString.Invariant($"stored {invoice.Subtotal} + {invoice.Tax} = {invoice.Total}, computed {subtotal} + {tax} = {subtotal + tax}");
    }
}
