using System.Globalization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.Import;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing.Importing;

/// <summary>A stranger's document beside what we compute from its lines.</summary>
/// <param name="Differences">Empty when it is right to the smallest unit.</param>
/// <param name="AsOneOff">The body of <c>POST /api/billing/invoices</c>, but for the customer.</param>
public sealed record ImportPreview(ImportedInvoice Document, InvoiceTotals Computed, IReadOnlyList<ImportDifference> Differences, GenerateInvoice AsOneOff);

/// <summary>Looks into an electronic invoice that somebody sent. Nothing is stored.</summary>
public static class InvoiceImport
{
    public static Result<ImportPreview> Pdf(Actor actor, byte[] file) => Preview(actor, file, InvoiceReading.Pdf);

    public static Result<ImportPreview> Xml(Actor actor, byte[] file) => Preview(actor, file, InvoiceReading.Xml);

    static Result<ImportPreview> Preview(Actor actor, byte[] file, Func<byte[], Result<ImportedInvoice>> read)
    {
        if (Access.Check(actor, BillingAction.ImportInvoice) is { } refused)
            return refused;
        var document = read(file);
        return document.Error is { } unreadable ? unreadable : Preview(document.Value);
    }

    static Result<ImportPreview> Preview(ImportedInvoice document)
    {
        var input = new InvoiceInput(document.Currency, [.. document.Lines.Select(Line)])
        {
            Adjustments = [.. document.Adjustments.Select(a => new AdjustmentInput(a.IsCharge, a.Amount, Treatment(a.Vat!), a.Reason))],
            Prepaid = document.Totals.Prepaid,
            Rounding = document.Totals.Rounding,
        };
        // before it is summed: what is computed stays within what a decimal holds
        if (input.Lines.Any(l => Math.Abs(InvoiceCalculator.Net(l, document.Currency)) >= ImportLimits.Amount))
            return BillingError.Invalid("body", "A line's total is over 10^12.");
        var computed = InvoiceCalculator.Compute(input);
        return new ImportPreview(document, computed, [.. ImportDifferences.Between(document, computed)], OneOffOfImport.Of(document));
    }

    static LineInput Line(ImportedLine line) => new(line.Name, line.Quantity, line.Price, Treatment(line.Vat))
    {
        BaseQuantity = line.BaseQuantity,
        Allowances = [.. line.Adjustments.Where(a => !a.IsCharge).Select(a => a.Amount)],
        Charges = [.. line.Adjustments.Where(a => a.IsCharge).Select(a => a.Amount)],
    };

    static VatTreatment Treatment(ImportedTax tax) => new(tax.Category, tax.Rate);
}

/// <param name="Field">Where: lines[0].net, vat[S 20].tax, totals.due.</param>
/// <param name="Stated">By the document; null: it has none.</param>
/// <param name="Computed">By us; null: there is none.</param>
public sealed record ImportDifference(string Field, decimal? Stated, decimal? Computed);

/// <summary>Where a document and our computation part, line by line, group by group, total by total.</summary>
static class ImportDifferences
{
    public static IEnumerable<ImportDifference> Between(ImportedInvoice document, InvoiceTotals computed)
    {
        var lines = document.Lines.Select((l, i) => Compare($"lines[{i}].net", l.Net, computed.Lines[i].Net));
        return lines.Concat(Groups(document, computed)).Concat(Totals(document.Totals, computed)).OfType<ImportDifference>();
    }

    static IEnumerable<ImportDifference?> Groups(ImportedInvoice document, InvoiceTotals computed)
    {
        // a category and rate that is stated in two groups counts as their sum
        var stated = document.Vat.GroupBy(v => v.Vat).ToDictionary(g => g.Key, g => (Taxable: g.Sum(v => v.Taxable), Tax: g.Sum(v => v.Tax)));
        var ours = computed.Vat.ToDictionary(v => new ImportedTax(v.Vat.Category, v.Vat.Rate));
        foreach (var key in ours.Keys.Union(stated.Keys))
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"vat[{key.Category} {key.Rate:0.####}]");
            var says = stated.TryGetValue(key, out var sum) ? sum : default((decimal Taxable, decimal Tax)?);
            var made = ours.GetValueOrDefault(key);
            yield return Compare(at + ".taxable", says?.Taxable, made?.Taxable);
            yield return Compare(at + ".tax", says?.Tax, made?.Tax);
        }
    }

    static IEnumerable<ImportDifference?> Totals(ImportedTotals stated, InvoiceTotals computed) =>
    [
        Compare("totals.lines", stated.Lines, computed.LineTotal),
        Compare("totals.allowances", stated.Allowances, computed.AllowanceTotal),
        Compare("totals.charges", stated.Charges, computed.ChargeTotal),
        Compare("totals.net", stated.Net, computed.TaxBasis),
        Compare("totals.tax", stated.Tax, computed.TaxTotal),
        Compare("totals.gross", stated.Gross, computed.GrandTotal),
        Compare("totals.due", stated.Due, computed.Due),
    ];

    static ImportDifference? Compare(string field, decimal? stated, decimal? computed) => stated == computed ? null : new ImportDifference(field, stated, computed);
}
