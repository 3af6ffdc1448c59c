using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Pricing;

namespace TwinMcp.Core.Invoicing.Proving;

/// <summary>Explains an invoice to whoever may see it.</summary>
public sealed class InvoiceExplanationQueries(IDbContextFactory<BillingDbContext> contexts)
{
    public async Task<Result<InvoiceExplanation>> ExplainAsync(Actor actor, InvoiceId id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadInvoices) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var invoice = await InvoiceQueries.Visible(db, actor, id).AsNoTracking().AsSplitQuery()
            .Include(i => i.Lines).Include(i => i.Adjustments).Include(i => i.Vat).Include(i => i.Usage).SingleOrDefaultAsync(ct);
        if (invoice is null)
            return BillingError.NotFound("invoice");
        var versions = await InvoiceProving.VersionsAsync(db, [invoice], ct);
        return new InvoiceExplanation(invoice.Id, invoice.Number, invoice.Currency, [.. invoice.Lines.OrderBy(l => l.LineNumber).Select(l => Explain(l, invoice, versions))])
        {
            Usage = [.. invoice.Usage.OrderBy(u => u.FromOn).ThenBy(u => u.Tool, StringComparer.Ordinal)],
            Tax = [.. invoice.TaxEvidence?.Decisions ?? []],
        };
    }

    static LineExplanation Explain(InvoiceLine line, Invoice invoice, Dictionary<Guid, PlanVersion> versions)
    {
        if (LineBasis.FromJson(line.Basis) is not { } basis)
            return new LineExplanation(line) { Arithmetic = FormattableString.Invariant($"{line.Quantity:0.####} x {line.UnitPrice:0.##########} / {line.BaseQuantity:0.####}") };
        var version = versions[basis.PlanVersionId];
        var proved = InvoiceProof.Prove(line, invoice, versions);
        return new LineExplanation(line)
        {
            Kind = basis.Kind,
            Plan = new PlanReference(version.Plan!.Code, version.Plan.Name, version.Number, version.EffectiveFrom),
            Days = basis.Days,
            Whole = basis.Whole,
            Arithmetic = proved?.Arithmetic ?? FormattableString.Invariant($"{line.UnitPrice:0.####} % of {line.Quantity:0.####}"),
            Tiers = proved?.Parts ?? [],
            Usage = basis.Component is PriceComponent.Requests or PriceComponent.Tokens ? Counted(basis, invoice, version) : [],
        };
    }

    static List<InvoiceUsage> Counted(LineBasis basis, Invoice invoice, PlanVersion version)
    {
        var kind = basis.Kind == BasisKind.LateUsage ? UsageShareKind.Late : UsageShareKind.Regular;
        var own = version.Prices.Where(p => p.Component == basis.Component && p.Tool != PlanPrice.AllTools).Select(p => p.Tool).ToList();
        return [.. invoice.Usage.Where(u => u.Kind == kind && u.FromOn >= basis.From && u.ToOn <= basis.To && (basis.Tool is { } tool ? u.Tool == tool : !own.Contains(u.Tool)))
            .OrderBy(u => u.FromOn).ThenBy(u => u.Tool, StringComparer.Ordinal)];
    }
}
