using System.Globalization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Documents.EInvoicing;
using TwinMcp.Core.Tax;
using TwinMcp.Core.Tax.VatNumbers;

namespace TwinMcp.Core.Invoicing;

/// <summary>From an invoice to its meaning in EN 16931: words, codes and places; the figures are the stored ones. Pure.</summary>
static class ElectronicInvoiceBuilder
{
    const string Services = "S1";
    const string ServicesPaid = "S2";

    /// <summary>UNTDID 4461.</summary>
    const int SepaTransfer = 58;

    const int Transfer = 30;

    /// <summary>UNCL 5189: discount.</summary>
    const string Discount = "95";

    /// <summary>BR-FR-DEC-03.</summary>
    const int PriceDecimals = 6;

    /// <summary>Stands for the number of a draft, which is checked before it has one.</summary>
    const string Unnumbered = "DRAFT";

    /// <param name="invoice">With lines, adjustments and VAT groups. A draft is built as it would be issued.</param>
    /// <param name="paidAtIssue">What credits had covered on the day of issue; null: what is paid now, for an invoice that is being issued.</param>
    public static ElectronicInvoice Build(Invoice invoice, Party seller, Party buyer, decimal? paidAtIssue = null)
    {
        var culture = MoneyFormat.For(invoice.Language);
        // only what follows from the day is checked on a draft, not the day
        var issued = invoice.IssueDate ?? invoice.TaxPoint ?? invoice.PeriodEnd ?? new DateOnly(2000, 1, 1);
        DateOnly? due = invoice.IsCreditNote ? null : invoice.DueDate ?? issued.AddDays(invoice.DueDays);
        var totals = Totals(invoice, paidAtIssue ?? invoice.Paid);
        return new ElectronicInvoice
        {
            Number = invoice.Number ?? Unnumbered,
            Type = invoice.IsCreditNote ? ElectronicInvoiceType.CreditNote : ElectronicInvoiceType.Invoice,
            IssueDate = issued,
            DueDate = due,
            Currency = invoice.Currency,
            AccountingTax = AccountingTax(invoice),
            VatOnDebits = seller.VatOnDebits,
            BuyerReference = ElectronicText.OrNull(invoice.BuyerReference),
            PurchaseOrder = ElectronicText.OrNull(invoice.PurchaseOrder),
            Preceding = invoice is { CreditedNumber: { } number, CreditedDate: { } date } ? [new PrecedingInvoice(number, date)] : [],
            PeriodStart = invoice.PeriodStart,
            PeriodEnd = invoice.PeriodEnd?.AddDays(-1),
            // BR-FR-CO-09: paid is what leaves nothing due, without a rounding amount
            Process = totals is { Prepaid: > 0, Due: 0, Rounding: 0 } ? ServicesPaid : Services,
            Notes = [.. Notes(invoice, seller, buyer, culture)],
            Seller = ElectronicPartyBuilder.Seller(seller, invoice.Vat),
            Buyer = ElectronicPartyBuilder.Buyer(buyer, invoice.Vat),
            Delivery = Delivery(invoice, buyer),
            Payment = Payment(invoice, seller, totals, due),
            Adjustments = [.. invoice.Adjustments.OrderBy(a => a.Position).Select(a => Adjustment(a, culture))],
            Vat = [.. invoice.Vat.OrderBy(v => v.Position).Select(v => Group(v, invoice, culture))],
            Totals = totals,
            Lines = [.. invoice.Lines.OrderBy(l => l.LineNumber).Select(l => Line(l, culture))],
        };
    }

    /// <summary>The same price, in at most 6 decimals: price and base quantity times the same power of ten (BT-146, BT-149).</summary>
    internal static (decimal Price, decimal BaseQuantity) InDecimals(decimal price, decimal baseQuantity)
    {
        while (decimal.Round(price, PriceDecimals, MidpointRounding.ToZero) != price)
            (price, baseQuantity) = (price * 10m, baseQuantity * 10m);
        return (price, baseQuantity);
    }

    /// <summary>No VAT is none in euro too, at any rate.</summary>
    static Money? AccountingTax(Invoice invoice)
    {
        if (invoice.TaxEur is { } euro)
            return new Money(euro, Currency.Eur);
        return invoice.Currency != Currency.Eur && invoice.Tax == 0 ? new Money(0m, Currency.Eur) : null;
    }

    static IEnumerable<ElectronicNote> Notes(Invoice invoice, Party seller, Party buyer, CultureInfo culture)
    {
        if (ElectronicText.OrNull(invoice.Note) is { } own)
            yield return new ElectronicNote(null, own);
        // BR-FR-05 asks for them on credit notes too
        foreach (var (subject, text) in LegalMentions.Terms(seller, buyer, culture))
            yield return new ElectronicNote(subject, text);
        if (ElectronicText.OrNull(seller.LegalForm) is { } form)
            yield return new ElectronicNote("REG", form);
        if (ElectronicText.OrNull(seller.Rcs) is { } register)
            yield return new ElectronicNote("ABL", register);
        yield return new ElectronicNote(ElectronicNote.Treatment, Treatment(buyer));
    }

    /// <summary>BR-FR-20: how a platform treats it.</summary>
    static string Treatment(Party buyer)
    {
        if (!buyer.IsCompany)
            return "B2C";
        return buyer.Address.Country == "FR" || buyer.Siren is { Length: > 0 } ? "B2B" : "B2BINT";
    }

    /// <summary>An intra-Community supply says where and when, even when that is the buyer's address (BR-IC-11, BR-IC-12).</summary>
    static ElectronicDelivery? Delivery(Invoice invoice, Party buyer)
    {
        var isIntraCommunity = invoice.Vat.Any(v => v.Category == VatCategory.K);
        if (buyer.DeliveryAddress is null && !isIntraCommunity)
            return null;
        var date = isIntraCommunity ? invoice.TaxPoint ?? invoice.IssueDate : null;
        return new ElectronicDelivery(date, ElectronicPartyBuilder.Address(buyer.DeliveryAddress ?? buyer.Address)) { Name = ElectronicText.OrNull(buyer.Name) };
    }

    static ElectronicPayment Payment(Invoice invoice, Party seller, ElectronicTotals totals, DateOnly? due)
    {
        var texts = DocumentTexts.For(invoice.Language);
        if (invoice.IsCreditNote)
            return new ElectronicPayment { Terms = texts[DocumentText.CreditNoteSettled] };
        if (totals.Due <= 0)
            return new ElectronicPayment { Terms = texts[DocumentText.NothingToPay] };
        var payment = new ElectronicPayment { Terms = due is { } day ? texts.Format(DocumentText.PayBefore, texts.Date(day)) : null, Reference = invoice.Number };
        if (ElectronicText.OrNull(seller.Iban) is not { } iban)
            return payment;
        return payment with
        {
            MeansCode = invoice.Currency == Currency.Eur ? SepaTransfer : Transfer,
            Iban = NumberText.Compact(iban),
            AccountName = ElectronicText.OrNull(seller.Name),
            Bic = ElectronicText.OrNull(seller.Bic) is { } bic ? NumberText.Compact(bic) : null,
        };
    }

    static ElectronicTotals Totals(Invoice invoice, decimal paid)
    {
        // what credit has covered is paid already; all of a credit note is the customer's
        var prepaid = invoice.Prepaid + (invoice.IsCreditNote ? 0 : paid);
        return new ElectronicTotals
        {
            Lines = invoice.LineTotal,
            Allowances = invoice.AllowanceTotal,
            Charges = invoice.ChargeTotal,
            Net = invoice.Subtotal,
            Tax = invoice.Tax,
            Gross = invoice.Total,
            Prepaid = prepaid,
            Rounding = invoice.Rounding,
            Due = invoice.Total - prepaid + invoice.Rounding,
        };
    }

    static ElectronicLine Line(InvoiceLine line, CultureInfo culture)
    {
        // a price is never negative (BR-27): the part of a line that gives back has its sign on the quantity
        var sign = line.UnitPrice < 0 ? -1m : 1m;
        var (price, baseQuantity) = InDecimals(line.UnitPrice * sign, line.BaseQuantity);
        return new ElectronicLine
        {
            Id = line.LineNumber.ToString(CultureInfo.InvariantCulture),
            Name = ElectronicText.Clean(line.Description),
            Description = ElectronicText.OrNull(line.Detail),
            Quantity = line.Quantity * sign,
            UnitCode = UnitCodes.Of(line.Unit),
            Price = price,
            BaseQuantity = baseQuantity,
            Adjustments =
            [
                .. line.AllowanceTotal == 0 ? Array.Empty<ElectronicAdjustment>() : [new(IsCharge: false, line.AllowanceTotal, Text("AllowanceLabel", culture)) { ReasonCode = Discount }],
                .. line.ChargeTotal == 0 ? Array.Empty<ElectronicAdjustment>() : [new(IsCharge: true, line.ChargeTotal, Text("ChargeLabel", culture))],
            ],
            Category = line.VatCategory,
            Rate = RateOf(line.VatCategory, line.VatRate),
            Net = line.Net,
        };
    }

    static ElectronicAdjustment Adjustment(InvoiceAdjustment adjustment, CultureInfo culture)
    {
        var reason = ElectronicText.OrNull(adjustment.Reason) ?? Text(adjustment.IsCharge ? "ChargeLabel" : "AllowanceLabel", culture);
        return new ElectronicAdjustment(adjustment.IsCharge, adjustment.Amount, reason)
        {
            Category = adjustment.VatCategory,
            Rate = RateOf(adjustment.VatCategory, adjustment.VatRate),
        };
    }

    static ElectronicVat Group(InvoiceVat group, Invoice invoice, CultureInfo culture) =>
        new(group.Category, RateOf(group.Category, group.Rate), group.Taxable, group.Tax)
        {
            ExemptionReason = LegalMentions.Exemption(group, invoice.LegendsOn, culture),
            ExemptionCode = group.ExemptionCode ?? (group.ExemptionReason is null ? TaxExemption.Of(group.Category)?.Code : null),
        };

    static decimal? RateOf(VatCategory category, decimal rate) => category == VatCategory.O ? null : rate;

    static string Text(string key, CultureInfo culture) => InvoiceTexts.Texts.Get(key, culture);
}
