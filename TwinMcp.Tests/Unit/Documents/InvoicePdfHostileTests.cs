using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Documents.Pdf;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Documents;

public sealed class InvoicePdfHostileTests
{
    static readonly Dictionary<string, string> Texts = new()
    {
        { "one very long word", new string('W', 5000) },
        { "many words", string.Join(' ', Enumerable.Repeat("mot", 1300)) },
        { "right-to-left override", "Facture \u202Eexe.fdp\u202C \u2066x\u2069 \u200Fy" },
        { "Arabic", "شركة الاتصالات" },
        { "Chinese", "漢字かな交じり文" },
        { "emoji", "😀👩‍👩‍👧‍👦🏳️‍🌈" },
        { "control characters", "a\0b\u0001c\u001Bd\u007Fe\u0085f" },
        { "newlines", "a\r\nb\n\n\nc\rd\u2028e\u2029f\vg\fh" },
        { "lone surrogates", "a\uD800b\uDC00c\uDBFF" },
        { "combining", "e\u0301" + new string('\u0301', 300) },
        { "syntax", "<>&\"'()\\ %PDF endstream endobj /Name [ ] ]]> --> <?xpacket end?>" },
        { "private use and noncharacters", "\uE000\uFFFE\uFFFF\uFDD0" },
        { "blank", " \t \u00A0 " },
        { "empty", "" },
        { "formats", "{0} {1} {{ }} %s %n" },
    };

    public static TheoryData<string> Hostile => [.. Texts.Keys]; // the names: test data travels as UTF-8 and would lose surrogates

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Render_HostileTextEverywhere_StaysValidAndOnThePage(string what)
    {
        var document = Poisoned(Texts[what]);
        var attachment = new PdfAttachment("a.txt", "text/plain", "x", AttachmentRelationship.Data) { Content = new byte[] { 1 } };
        var pdf = InvoicePdf.Render(document, attachment, null);
        Assert.Empty(await PdfInspect.ProblemsAsync(pdf));
        var words = await PdfInspect.WordsAsync(pdf);
        Assert.Empty(PdfInspect.Overlaps(words));
        foreach (var word in words)
        {
            Assert.InRange(word.Left, 40, 555);
            Assert.InRange(word.Right, 40, 555);
            Assert.InRange(word.Top, 5, 838);
            Assert.InRange(word.Bottom, 5, 838);
        }
        Assert.Contains("Net à payer", await PdfInspect.TextAsync(pdf), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_AnyText_NeverThrowsAndIsTheSameTwice()
    {
        var characters = Gen.OneOf(Gen.Choose(0, 0xFFFF), Gen.Choose(0, 0x2FF), Gen.Choose(0xD800, 0xDFFF), Gen.Choose(0x2000, 0x206F), Gen.Choose(0x590, 0x6FF), Gen.Choose(0xFB1D, 0xFEFF)).Select(c => (char)c);
        // a host that starts beside this test says where the machine's fonts are
        using var shipped = PdfFonts.Use(PdfFallback.None);
        Property.Holds(Gen.ArrayOf(characters).Select(c => new string(c)), text => InvoicePdf.Render(Poisoned(text)).AsSpan().SequenceEqual(InvoicePdf.Render(Poisoned(text))));
    }

    [Fact]
    public async Task Render_LongDescription_IsSplitBetweenPagesWithoutLoss()
    {
        var words = string.Join(' ', Enumerable.Range(0, 2500).Select(i => $"m{i:0000}"));
        var document = SampleInvoices.WithTotals(SampleInvoices.Make(3) with
        {
            Lines = [SampleInvoices.Line("Avant", 1, 10, Currency.Eur), SampleInvoices.Line(words, 2, 3, Currency.Eur), SampleInvoices.Line("Après", 1, 20, Currency.Eur)],
        });
        var pages = await PdfInspect.PagesAsync(InvoicePdf.Render(document));
        Assert.True(pages.Length > 3);
        var text = string.Concat(pages);
        Assert.All(words.Split(' '), word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.All(pages[1..], p => Assert.Contains("Report (EUR)", p, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_MissingGlyphs_AreVisibleAndRightToLeftOverrideIsGone()
    {
        var document = SampleInvoices.Make(1) with { Buyer = SampleInvoices.Buyer with { Name = "AB\u202E漢\u0627😀Ω" } };
        var text = await PdfInspect.TextAsync(WithoutFallback(document));
        Assert.Contains("AB\uFFFD\uFFFD\uFFFDΩ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Łódź Kraków Zażółć gęślą jaźń")]
    [InlineData("Αθήνα Εταιρεία")]
    [InlineData("Софија Москва")]
    [InlineData("İstanbul Ğ ş — ₹ ₺ ₽ zł £ ¥ $ €")]
    public async Task Render_EuropeanScripts_AreDrawnAsWritten(string name)
    {
        var text = await PdfInspect.TextAsync(InvoicePdf.Render(SampleInvoices.Make(1) with { Buyer = SampleInvoices.Buyer with { Name = name } }));
        Assert.Contains(name, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_LargestAmounts_StayOnOneLineInTheirColumn()
    {
        var huge = new DocumentLine
        {
            Description = "Tout",
            Quantity = decimal.MaxValue,
            UnitPrice = decimal.MaxValue,
            BaseQuantity = decimal.MaxValue,
            VatRate = 20m,
            Net = 79228162514264337593543950m,
            Unit = "u",
        };
        var document = SampleInvoices.Make(1) with { Lines = [huge] };
        document = document with
        {
            Totals = new DocumentTotals { Lines = huge.Net, Net = huge.Net, Tax = huge.Net, Gross = huge.Net, Due = huge.Net },
            VatGroups = [new("S", 20m, huge.Net, huge.Net)],
        };
        var pdf = InvoicePdf.Render(document);
        Assert.Empty(await PdfInspect.ProblemsAsync(pdf));
        Assert.Empty(PdfInspect.Overlaps(await PdfInspect.WordsAsync(pdf)));
        Assert.Contains("79 228 162 514 264 337 593 543 950,00 €", await PdfInspect.TextAsync(pdf), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_ManyVatGroupsAdjustmentsAndNotes_FlowsOverPages()
    {
        var document = SampleInvoices.Make(2) with
        {
            VatGroups = [.. Enumerable.Range(0, 90).Select(i => new DocumentVatGroup("E", 0m, i, 0m, "Motif " + i))],
            Adjustments = [.. Enumerable.Range(0, 90).Select(i => new DocumentAdjustment("Remise " + i, -i))],
            Notes = [.. Enumerable.Range(0, 200).Select(i => $"Mention {i} " + new string('x', i))],
        };
        var pdf = InvoicePdf.Render(document);
        Assert.Empty(await PdfInspect.ProblemsAsync(pdf));
        Assert.All(await PdfInspect.WordsAsync(pdf), w => Assert.InRange(w.Bottom, 0, 830));
        var text = await PdfInspect.TextAsync(pdf);
        Assert.Contains("Motif 89", text, StringComparison.Ordinal);
        Assert.Contains("Remise 89", text, StringComparison.Ordinal);
        Assert.Contains("Mention 199", text, StringComparison.Ordinal);
    }

    static byte[] WithoutFallback(InvoiceDocument document)
    {
        using var scope = PdfFonts.Use(PdfFallback.None);
        return InvoicePdf.Render(document);
    }

    static InvoiceDocument Poisoned(string text) => SampleInvoices.WithTotals(SampleInvoices.Make(3) with
    {
        Number = text,
        OperationCategory = text,
        PurchaseOrder = text,
        BuyerReference = text,
        PrecedingInvoice = text,
        Mark = DocumentMark.None,
        Seller = SampleInvoices.Seller with
        {
            LegalName = text,
            BrandName = text,
            FormAndCapital = text,
            Rcs = text,
            Siren = text,
            Siret = text,
            VatId = text,
            Email = text,
            Phone = text,
            Iban = text,
            Bic = text,
            Footer = text,
            AddressLines = [text, text, text, text, text, text, text, text],
        },
        Buyer = new DocumentBuyer
        {
            Name = text,
            ContactLine = text,
            AddressLines = [text, text, text, text, text, text, text, text],
            DeliveryLines = [text, text, text],
            IsCompany = true,
            Siren = text,
            VatId = text,
            Email = text,
        },
        Lines =
        [
            SampleInvoices.Line(text, 1m, 1m, Currency.Eur) with { Unit = text, Detail = text, Adjustments = [new(text, -1m)] },
            SampleInvoices.Line(text, 2m, 3m, Currency.Eur) with { Unit = text },
        ],
        Adjustments = [new(text, -1m)],
        Notes = [text, text],
    });
}
