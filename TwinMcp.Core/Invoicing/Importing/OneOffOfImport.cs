using TwinMcp.Core.Documents.Import;

namespace TwinMcp.Core.Invoicing.Importing;

/// <summary>
/// From a document to a one-off invoice of the same amounts. An invoice of ours has no negative price, allowance or charge: a negative
/// price becomes a negative quantity, a negative allowance a charge.
/// </summary>
static class OneOffOfImport
{
    const int TextLength = 500;
    const int ReferenceLength = 100;

    public static GenerateInvoice Of(ImportedInvoice document) => new()
    {
        Lines = [.. document.Lines.Select(Line)],
        Allowances = Adjustments(document.Adjustments, charges: false),
        Charges = Adjustments(document.Adjustments, charges: true),
        Prepaid = document.Totals.Prepaid == 0 ? null : document.Totals.Prepaid,
        Rounding = document.Totals.Rounding == 0 ? null : document.Totals.Rounding,
        PurchaseOrder = OneLine(document.PurchaseOrder, ReferenceLength),
        BuyerReference = OneLine(document.BuyerReference, ReferenceLength),
    };

    static LineRequest Line(ImportedLine line) => new()
    {
        Description = OneLine(line.Name, TextLength),
        Detail = OneLine(line.Description, TextLength),
        Quantity = line.Price < 0 ? -line.Quantity : line.Quantity,
        UnitPrice = Math.Abs(line.Price),
        BaseQuantity = line.BaseQuantity,
        VatCategory = line.Vat.Category,
        VatRate = line.Vat.Rate,
        Allowances = Amounts(line.Adjustments, charges: false),
        Charges = Amounts(line.Adjustments, charges: true),
    };

    static List<AmountRequest>? Amounts(IReadOnlyList<ImportedAdjustment> adjustments, bool charges) =>
        OrNull([.. adjustments.Where(a => IsCharge(a) == charges).Select(a => new AmountRequest { Amount = Math.Abs(a.Amount) })]);

    static List<AdjustmentRequest>? Adjustments(IReadOnlyList<ImportedAdjustment> adjustments, bool charges) =>
        OrNull([.. adjustments.Where(a => IsCharge(a) == charges).Select(a => new AdjustmentRequest
        {
            Amount = Math.Abs(a.Amount),
            Reason = OneLine(a.Reason, TextLength),
            VatCategory = a.Vat!.Category,
            VatRate = a.Vat.Rate,
        })]);

    static bool IsCharge(ImportedAdjustment adjustment) => adjustment.IsCharge ^ adjustment.Amount < 0;

    static List<T>? OrNull<T>(List<T> items) => items.Count == 0 ? null : items;

    /// <summary>As our own input takes it: no line ends, no control characters, cut to what is stored.</summary>
    static string? OneLine(string? text, int length)
    {
        if (text is null)
            return null;
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        if (line.Length <= length)
            return line;
        return char.IsHighSurrogate(line[length - 1]) ? line[..(length - 1)] : line[..length];
    }
}
