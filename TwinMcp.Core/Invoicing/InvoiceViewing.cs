using System.Globalization;
using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Payments;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

/// <summary>From entities and rows to what is shown.</summary>
static class InvoiceViewing
{
    /// <summary>A status as the outside spells it: OVERDUE.</summary>
    public static string Wire<T>(T status) where T : struct, Enum => Data.EnumLabels.Of(status);

    public static InvoiceHead Head(Invoice i) => new()
    {
        Id = i.Id,
        Number = i.Number,
        Kind = i.Kind,
        UserId = i.UserId,
        CustomerName = i.CustomerName,
        PlanName = i.PlanName,
        Status = i.Status,
        Currency = i.Currency,
        PeriodStart = i.PeriodStart,
        PeriodEnd = i.PeriodEnd?.AddDays(-1),
        IssueDate = i.IssueDate,
        DueDate = i.DueDate,
        Total = i.Total,
        Paid = i.Paid,
        Due = i.Due,
        Version = i.Version,
    };

    public static (InvoiceHead Head, string SortValue) Row(NpgsqlDataReader row, string sortField)
    {
        var head = new InvoiceHead
        {
            Id = new InvoiceId(row.GetGuid(0)),
            Number = Text(row, 1),
            Kind = row.GetFieldValue<InvoiceKind>(2),
            UserId = new CustomerId(row.GetGuid(3)),
            CustomerName = row.GetString(4),
            PlanName = Text(row, 5),
            Status = row.GetFieldValue<InvoiceStatus>(6),
            Currency = Currency.Of(row.GetString(7)),
            PeriodStart = Date(row, 8),
            PeriodEnd = Date(row, 9)?.AddDays(-1),
            IssueDate = Date(row, 10),
            DueDate = Date(row, 11),
            Total = row.GetDecimal(12),
            Paid = row.GetDecimal(13),
            Due = row.GetDecimal(14),
            Version = row.GetFieldValue<uint>(15),
        };
        var sortValue = sortField switch
        {
            "issueDate" => Iso(row.GetFieldValue<DateOnly>(16)),
            "dueDate" => Iso(row.GetFieldValue<DateOnly>(17)),
            "number" => row.GetString(18),
            "total" => head.Total.ToString(CultureInfo.InvariantCulture),
            "status" => Wire(head.Status),
            _ => throw new ArgumentOutOfRangeException(nameof(sortField), sortField, null),
        };
        return (head, sortValue);
    }

    public static InvoiceDetail Detail(Invoice i, Party seller, Party buyer, InvoiceSurroundings around) => new()
    {
        Head = Head(i),
        Language = i.Language,
        PaidDate = i.PaidDate,
        DueDays = i.DueDays,
        PurchaseOrder = i.PurchaseOrder,
        BuyerReference = i.BuyerReference,
        Note = i.Note,
        LineTotal = i.LineTotal,
        AllowanceTotal = i.AllowanceTotal,
        ChargeTotal = i.ChargeTotal,
        Subtotal = i.Subtotal,
        Tax = i.Tax,
        TaxPoint = i.TaxPoint,
        TaxDecisions = [.. i.TaxEvidence?.Decisions ?? []],
        Euro = i.TaxEur is { } euro ? new EuroTax(i.ExchangeRate!.Value, i.ExchangeRateOn!.Value, euro) : null,
        Prepaid = i.Prepaid,
        Rounding = i.Rounding,
        Credited = i.Credited,
        Released = i.Released,
        CreditUsed = around.CreditUsed,
        CreditNotes = around.CreditNotes,
        CreditedInvoice = i is { CreditedInvoiceId: { } credited, CreditedNumber: { } number, CreditedDate: { } date } ? new RelatedInvoice(credited, number, date) : null,
        Seller = seller,
        Buyer = buyer,
        Lines = [.. i.Lines.OrderBy(l => l.LineNumber).Select(Line)],
        Adjustments = [.. i.Adjustments.OrderBy(a => a.Position).Select(a => new AdjustmentView(a.IsCharge, a.Amount, a.Reason, a.VatCategory, a.VatRate))],
        Vat = [.. i.Vat.OrderBy(v => v.Position).Select(v => new VatView(v.Category, v.Rate, v.Taxable, v.Tax, v.ExemptionCode, LegalMentions.Exemption(v, i.LegendsOn, MoneyFormat.For(i.Language))))],
        Payments = [.. around.Payments.Select(p => new PaymentView(p.Id, p.Status, p.Amount, p.Method, p.Note, p.ReceivedAt) { Applied = p.Applied, Refunded = p.Refunded })],
        LegalMentions = i.IsCreditNote ? [] : LegalMentions.Of(seller, buyer, MoneyFormat.For(i.Language)),
        PdfSha256 = around.PdfSha256,
        CreatedAt = i.CreatedAt,
        UpdatedAt = i.UpdatedAt,
    };

    static LineView Line(InvoiceLine l) => new(l.LineNumber, l.Component, l.Description, l.Detail, l.Quantity, l.Unit)
    {
        UnitPrice = l.UnitPrice,
        BaseQuantity = l.BaseQuantity,
        AllowanceTotal = l.AllowanceTotal,
        ChargeTotal = l.ChargeTotal,
        Net = l.Net,
        VatCategory = l.VatCategory,
        VatRate = l.VatRate,
        CreditedLine = l.CreditedLine,
    };

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    static DateOnly? Date(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);

    static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
