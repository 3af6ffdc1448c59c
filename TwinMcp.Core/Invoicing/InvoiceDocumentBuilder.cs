using System.Globalization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Documents.Pdf;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

/// <summary>From an invoice to the document that is printed: only words and places, no arithmetic.</summary>
static class InvoiceDocumentBuilder
{
    public static InvoiceDocument Build(Invoice invoice, Party seller, Party buyer)
    {
        var culture = MoneyFormat.For(invoice.Language);
        return new InvoiceDocument
        {
            Kind = invoice.IsCreditNote ? DocumentKind.CreditNote : DocumentKind.Invoice,
            Language = invoice.Language,
            Number = invoice.Number,
            Mark = invoice.IsIssued ? DocumentMark.None : DocumentMark.Draft,
            IssueDate = invoice.IssueDate,
            DueDate = invoice.DueDate,
            PeriodStart = invoice.PeriodStart,
            PeriodEnd = invoice.PeriodEnd?.AddDays(-1),
            Seller = Seller(seller, culture),
            Buyer = Buyer(buyer, culture),
            OperationCategory = Text("Operation", culture),
            PurchaseOrder = invoice.PurchaseOrder,
            BuyerReference = invoice.BuyerReference,
            PrecedingInvoice = invoice is { CreditedNumber: { } number, CreditedDate: { } date } ? $"{number} · {DocumentTexts.For(invoice.Language).Date(date)}" : null,
            Currency = invoice.Currency,
            Lines = [.. invoice.Lines.OrderBy(l => l.LineNumber).Select(l => Line(l, culture))],
            Adjustments = [.. invoice.Adjustments.OrderBy(a => a.Position).Select(a => new DocumentAdjustment(a.Reason ?? Text(a.IsCharge ? "ChargeLabel" : "AllowanceLabel", culture), a.IsCharge ? a.Amount : -a.Amount))],
            VatGroups = [.. invoice.Vat.OrderBy(v => v.Position).Select(v => new DocumentVatGroup(v.Category.ToString(), RateOf(v.Category, v.Rate), v.Taxable, v.Tax, LegalMentions.Exemption(v, invoice.LegendsOn, culture)))],
            Totals = Totals(invoice),
            Notes = [.. invoice.Note is { Length: > 0 } note ? [note] : Array.Empty<string>(), .. invoice.IsCreditNote ? [] : LegalMentions.Of(seller, buyer, culture)],
        };
    }

    static DocumentSeller Seller(Party party, CultureInfo culture)
    {
        var document = new DocumentSeller
        {
            LegalName = party.Name,
            BrandName = party.Brand,
            FormAndCapital = party.LegalForm,
            Rcs = party.Rcs,
            Siren = party.Siren,
            Siret = party.Siret,
            VatId = party.VatId,
            AddressLines = AddressLines(party.Address, culture),
            Email = party.Email,
            Phone = party.Phone,
            Iban = party.Iban,
            Bic = party.Bic,
        };
        return document with
        {
            PrimaryColor = Colour(party.PrimaryColour) ?? document.PrimaryColor,
            SecondaryColor = Colour(party.SecondaryColour) ?? document.SecondaryColor,
        };
    }

    static DocumentBuyer Buyer(Party party, CultureInfo culture) => new()
    {
        Name = party.Name,
        ContactLine = party.ContactName is { } contact && party.IsCompany ? Text("Attention", culture, contact) : null,
        AddressLines = AddressLines(party.Address, culture),
        DeliveryLines = party.DeliveryAddress is { } delivery && delivery != party.Address ? AddressLines(delivery, culture) : [],
        IsCompany = party.IsCompany,
        Siren = party.Siren,
        VatId = party.VatId,
        Email = party.Email,
    };

    static DocumentLine Line(InvoiceLine line, CultureInfo culture) => new()
    {
        Description = line.Description,
        Detail = line.Detail,
        Quantity = line.Quantity,
        Unit = line.Unit,
        UnitPrice = line.UnitPrice,
        BaseQuantity = line.BaseQuantity,
        VatRate = RateOf(line.VatCategory, line.VatRate),
        VatCategory = line.VatCategory.ToString(),
        Adjustments =
        [
            .. line.AllowanceTotal == 0 ? Array.Empty<DocumentAdjustment>() : [new(Text("AllowanceLabel", culture), -line.AllowanceTotal)],
            .. line.ChargeTotal == 0 ? Array.Empty<DocumentAdjustment>() : [new(Text("ChargeLabel", culture), line.ChargeTotal)],
        ],
        Net = line.Net,
    };

    static DocumentTotals Totals(Invoice invoice) => new()
    {
        Lines = invoice.LineTotal,
        Allowances = invoice.AllowanceTotal,
        Charges = invoice.ChargeTotal,
        Net = invoice.Subtotal,
        Tax = invoice.Tax,
        TaxInAccountingCurrency = invoice.TaxEur is { } euro ? new Money(euro, Currency.Eur) : null,
        Gross = invoice.Total,
        // what credit has covered by now is paid already (BT-113); all of a credit note is the customer's
        Prepaid = invoice.Prepaid + (invoice.IsCreditNote ? 0 : invoice.Paid),
        Rounding = invoice.Rounding,
        Due = invoice.IsCreditNote ? invoice.Paid : invoice.Due,
    };

    static IReadOnlyList<string> AddressLines(PostalAddress address, CultureInfo culture) =>
        [address.Line1, .. address.Line2 is { Length: > 0 } second ? [second] : Array.Empty<string>(), $"{address.PostalCode} {address.City}, {CountryNames.Of(address.Country, culture)}"];

    static decimal? RateOf(VatCategory category, decimal rate) => category == VatCategory.O ? null : rate;

    static Rgb? Colour(string? hex) =>
        hex is ['#', .. var digits] && digits.Length == 6 && int.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) ? Rgb.Hex(value) : null;

    static string Text(string key, CultureInfo culture, params ReadOnlySpan<object?> values) => InvoiceTexts.Texts.Format(key, culture, values);
}
