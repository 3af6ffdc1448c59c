using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.EInvoicing;
using TwinMcp.Core.Documents.Import;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Importing;
using TwinMcp.Tests.Support;
using TwinMcp.Tests.Unit.EInvoicing;
using Xunit;

namespace TwinMcp.Tests.Unit.Importing;

public sealed class InvoiceImportTests
{
    static readonly Actor Someone = Actor.System("test");

    public static TheoryData<string> Samples => new(ElectronicSamples.All.Keys);

    /// <summary>What we write, read back: the same figures and texts, and our computation agrees.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void Xml_OfOurOwnWriter_IsTheSameDocument(string name)
    {
        var written = ElectronicSamples.Build(ElectronicSamples.All[name]());
        var preview = Ok(InvoiceImport.Xml(Someone, CiiWriter.Write(written)));
        var read = preview.Document;
        Assert.Equal((written.Number, ((int)written.Type).ToString(System.Globalization.CultureInfo.InvariantCulture), written.IssueDate, written.DueDate, written.Currency), (read.Number, read.TypeCode, read.IssueDate, read.DueDate, read.Currency));
        Assert.Equal(written.Preceding, read.Preceding);
        Assert.Equal((written.PeriodStart, written.PeriodEnd, written.PurchaseOrder, written.BuyerReference), (read.PeriodStart, read.PeriodEnd, read.PurchaseOrder, read.BuyerReference));
        Assert.Equal((written.Seller.Name, written.Buyer.Name, written.Buyer.VatId), (read.Seller.Name, read.Buyer.Name, read.Buyer.VatId));
        Assert.Equal(written.Lines.Select(l => (l.Id, l.Name, l.Quantity, l.Price, l.BaseQuantity, l.Category, l.Rate ?? 0m, l.Net)), read.Lines.Select(l => (l.Id, l.Name, l.Quantity, l.Price, l.BaseQuantity, l.Vat.Category, l.Vat.Rate, l.Net)));
        Assert.Equal(written.Vat.Select(v => (v.Category, v.Rate ?? 0m, v.Taxable, v.Tax)), read.Vat.Select(v => (v.Vat.Category, v.Vat.Rate, v.Taxable, v.Tax)));
        var (w, r) = (written.Totals, read.Totals);
        Assert.Equal((w.Lines, w.Allowances, w.Charges, w.Net, w.Tax, w.Gross, w.Prepaid, w.Rounding, w.Due), (r.Lines, r.Allowances, r.Charges, r.Net, r.Tax, r.Gross, r.Prepaid, r.Rounding, r.Due));
        // the last credit note takes the cent that rounding left over: it is told, not hidden
        var fields = name == "the rest after a partial credit note" ? (string[])["vat[S 20].tax", "totals.tax", "totals.gross", "totals.due"] : [];
        Assert.Equal(fields, preview.Differences.Select(d => d.Field));
        Assert.All(preview.Differences, d => Assert.Equal(0.01m, Math.Abs(d.Stated!.Value - d.Computed!.Value)));
    }

    [Theory]
    [InlineData("usual")]
    [InlineData("whole credit note")]
    [InlineData("hostile names")]
    public void Pdf_OfOurOwn_IsReadAsItsXml(string name)
    {
        var invoice = ElectronicSamples.All[name]();
        var original = InvoiceOriginal.Of(invoice, invoice.Seller!, invoice.Buyer!, null, DateTimeOffset.UnixEpoch);
        var preview = Ok(InvoiceImport.Pdf(Someone, original.Content));
        Assert.Equal((invoice.Number, 0), (preview.Document.Number, preview.Differences.Count));
        Assert.Equal(Ok(InvoiceImport.Xml(Someone, original.Xml!)).Document.Totals, preview.Document.Totals);
    }

    public static TheoryData<string, ImportedSyntax, string> Ubl => new() { { ImportSamples.Invoice, ImportedSyntax.Ubl, "380" }, { ImportSamples.CreditNote, ImportedSyntax.Ubl, "381" } };

    [Theory]
    [MemberData(nameof(Ubl))]
    public void Xml_Ubl_IsReadWhole(string xml, ImportedSyntax syntax, string type)
    {
        var preview = Ok(InvoiceImport.Xml(Someone, ImportSamples.Bytes(xml)));
        var read = preview.Document;
        Assert.Equal((syntax, type, "R-77", new DateOnly(2026, 10, 5), new DateOnly(2026, 11, 5)), (read.Syntax, read.TypeCode, read.Number, read.IssueDate, read.DueDate!.Value));
        Assert.Equal(new ElectronicNote("PMT", "Quarante euros"), Assert.Single(read.Notes));
        Assert.Equal(("Lieferant <b> GmbH", "Lieferant", "DE136695976", "Köln", "DE"), (read.Seller.Name, read.Seller.TradingName, read.Seller.VatId, read.Seller.City, read.Seller.Country));
        Assert.Equal(("59", "DE***3000"), (read.Payment.MeansCode, read.Payment.Iban)); // a means that we never write, and no whole IBAN
        Assert.Equal((24.55m, 154.55m), (read.Totals.Tax, preview.Computed.GrandTotal));
        Assert.Empty(preview.Differences);
        Assert.Equal(("PO-9", "Dienst 7"), (preview.AsOneOff.PurchaseOrder, preview.AsOneOff.BuyerReference));
        var book = preview.AsOneOff.Lines![1];
        Assert.Equal(("Buch", "Gebunden", 3m, 40m, 10m, 5.5m, 2m), (book.Description, book.Detail, book.Quantity, book.UnitPrice, book.BaseQuantity, book.VatRate, book.Allowances![0].Amount));
        Assert.Equal((5m, "Treue"), (preview.AsOneOff.Allowances![0].Amount, preview.AsOneOff.Allowances[0].Reason));
    }

    [Theory]
    [InlineData("<cbc:LineExtensionAmount currencyID=\"EUR\">125.00", "<cbc:LineExtensionAmount currencyID=\"EUR\">125.01", "lines[0].net 125.01 125.00")]
    [InlineData("<cbc:TaxAmount currencyID=\"EUR\">0.55", "<cbc:TaxAmount currencyID=\"EUR\">0.56", "vat[S 5.5].tax 0.56 0.55")]
    [InlineData("<cbc:PayableAmount currencyID=\"EUR\">154.55", "<cbc:PayableAmount currencyID=\"EUR\">154.54", "totals.due 154.54 154.55")]
    [InlineData("<cbc:Percent>5.5</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal>", "<cbc:Percent>7</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal>", "vat[S 5.5].taxable  10.00; vat[S 5.5].tax  0.55; vat[S 7].taxable 10.00 ; vat[S 7].tax 0.55 ")]
    public void Xml_WrongFigure_IsADifference(string right, string wrong, string differences)
    {
        Assert.Contains(right, ImportSamples.Invoice, StringComparison.Ordinal);
        var preview = Ok(InvoiceImport.Xml(Someone, ImportSamples.Bytes(ImportSamples.Invoice.Replace(right, wrong, StringComparison.Ordinal))));
        Assert.Equal(differences, string.Join("; ", preview.Differences.Select(d => FormattableString.Invariant($"{d.Field} {d.Stated:0.00} {d.Computed:0.00}"))));
    }

    [Fact]
    public void AsOneOff_NegativePriceAndAllowance_TurnIntoWhatWeTake()
    {
        var xml = ImportSamples.Invoice.Replace(">12.50<", ">-12.50<", StringComparison.Ordinal).Replace(">2.00<", ">-2.00<", StringComparison.Ordinal);
        var preview = Ok(InvoiceImport.Xml(Someone, ImportSamples.Bytes(xml)));
        var lines = preview.AsOneOff.Lines!;
        Assert.Equal((-10m, 12.50m, 2m, null), (lines[0].Quantity, lines[0].UnitPrice, lines[1].Charges![0].Amount, lines[1].Allowances));
        Assert.Equal(-125m, preview.Computed.Lines[0].Net);
    }

    static ImportPreview Ok(Result<ImportPreview> result) => result.IsOk ? result.Value : throw new Xunit.Sdk.XunitException(result.Error!.Message);
}
