using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TwinMcp.Core.Common;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Documents.Pdf;
using Xunit;

namespace TwinMcp.Tests.Unit.Documents;

public sealed partial class InvoicePdfTests
{
    [Fact]
    public async Task Render_TenFrenchLines_GivesBackAllThatWasWritten()
    {
        var document = SampleInvoices.WithTotals(SampleInvoices.Make(10), prepaid: 1050m);
        var pdf = InvoicePdf.Render(document);

        Assert.Empty(await PdfInspect.ProblemsAsync(pdf));
        var text = await PdfInspect.TextAsync(pdf);
        string[] expected =
        [
            "Facture", "N° FA-2026-094417", "TwinMCP SAS", "Société Générale d’Électricité & Fils", "À l’attention de Mme Zoë Lefèvre-Brûlé",
            "01/09/2026", "01/10/2026", "01/08/2026 – 31/08/2026", "Prestation de services", "BC-77120/2026", "FR27552120222",
            "Report (EUR)", "FR76 3000 4008", "BNPAFRPPXXX", "Net à payer", "au plus tard le 01/10/2026", "pénalités", "40 €",
            "SAS au capital de 120 000 €", "RCS Lyon 842 317 906", "842 317 906 00024",
        ];
        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.All(document.Lines, line => Assert.Contains(line.Description, text, StringComparison.Ordinal));
        Assert.All(document.Lines, line => Assert.Contains(French(line.Net), text, StringComparison.Ordinal));
        Assert.Contains("par 1 000 000", text, StringComparison.Ordinal);
        var totals = document.Totals;
        Assert.All(
            (decimal[])[totals.Net, totals.Tax, totals.Gross, totals.Due],
            amount => Assert.Contains(French(amount) + " €", text, StringComparison.Ordinal));
        Assert.Contains("\u22121 050,00 €", text, StringComparison.Ordinal);
        Assert.All(document.VatGroups, g => Assert.Contains(French(g.Tax), text, StringComparison.Ordinal));
        Assert.DoesNotContain('\uFFFD', text);
    }

    [Fact]
    public async Task Render_EnglishDraft_IsMarkedAndHasNoNumber()
    {
        var document = SampleInvoices.Make(4, "en") with { Number = null, IssueDate = null, DueDate = null, Mark = DocumentMark.Draft };
        var pdf = InvoicePdf.Render(document);
        Assert.Empty(await PdfInspect.ProblemsAsync(pdf));
        var text = await PdfInspect.TextAsync(pdf);
        Assert.Contains("DRAFT — no number yet", text, StringComparison.Ordinal);
        Assert.Contains(await PdfInspect.WordsAsync(pdf), w => w.Bottom - w.Top > 60); // the watermark's letters
        Assert.Contains("Amount due", text, StringComparison.Ordinal);
        Assert.Contains("€1,827.86", text, StringComparison.Ordinal);
        Assert.DoesNotContain("FA-", text, StringComparison.Ordinal);
        Assert.DoesNotContain("BROUILLON", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(2000)]
    public async Task Render_ManyLines_RepeatsHeaderAndCarriesOver(int count)
    {
        var document = SampleInvoices.Make(count);
        document = SampleInvoices.WithTotals(document with
        {
            Lines = [.. document.Lines.Select((l, i) => l with { Description = $"Ligne n{i:0000} {l.Description}" })],
        });
        var pdf = InvoicePdf.Render(document);
        Assert.Empty(await PdfInspect.ProblemsAsync(pdf));

        var pages = await PdfInspect.PagesAsync(pdf);
        Assert.True(pages.Length > count / 30, "too few pages: lines are missing");
        var next = 0;
        var carried = 0m;
        for (var i = 0; i < pages.Length; i++)
        {
            Assert.Contains("Désignation", pages[i], StringComparison.Ordinal);
            Assert.Contains("FA-2026-094417", pages[i], StringComparison.Ordinal);
            Assert.Contains($"Page {i + 1} / {pages.Length}", pages[i], StringComparison.Ordinal);
            Assert.Equal(i > 0 ? French(carried) : null, Amount(BroughtForward(), pages[i]));
            foreach (Match line in LineNumber().Matches(pages[i]))
            {
                Assert.Equal(next, int.Parse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
                carried += document.Lines[next++].Net;
            }
            Assert.Equal(i < pages.Length - 1 ? French(carried) : null, Amount(CarriedForward(), pages[i]));
        }
        Assert.Equal(count, next);
        Assert.Contains(French(document.Totals.Due) + " €", pages[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_EveryNumberOfLinesUpToFifty_NeverLeavesTotalsAlone()
    {
        for (var count = 1; count <= 50; count++)
        {
            var pdf = InvoicePdf.Render(SampleInvoices.Make(count));
            Assert.Empty(PdfInspect.Overlaps(await PdfInspect.WordsAsync(pdf)));
            Assert.All(await PdfInspect.PagesAsync(pdf), p => Assert.Contains("Désignation", p, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Render_SameDocumentTwice_GivesSameBytes()
    {
        var first = InvoicePdf.Render(SampleInvoices.Make(35));
        var second = InvoicePdf.Render(SampleInvoices.Make(35));
        Assert.Equal(first, second);
        Assert.NotEqual(first, InvoicePdf.Render(SampleInvoices.Make(35) with { Number = "FA-2026-094418" }));
    }

    [Fact]
    public void Render_OnManyThreads_GivesSameBytes()
    {
        var expected = InvoicePdf.Render(SampleInvoices.Make(12));
        var all = new byte[64][];
        Parallel.For(0, all.Length, i => all[i] = InvoicePdf.Render(SampleInvoices.Make(12)));
        Assert.All(all, pdf => Assert.Equal(expected, pdf));
    }

    [Theory]
    [InlineData("JPY", "en", "¥3,272")]
    [InlineData("JPY", "fr", " ¥")]
    [InlineData("TND", "fr", "99,000")]
    [InlineData("TND", "en", "TND ")]
    [InlineData("CHF", "fr", " CHF")]
    public async Task Render_Currency_UsesItsDecimalsAndSign(string currency, string language, string expected)
    {
        var document = SampleInvoices.Make(6, language, currency);
        var text = await PdfInspect.TextAsync(InvoicePdf.Render(document));
        Assert.Contains(expected, text, StringComparison.Ordinal);
        var due = PdfInspect.Spaced(MoneyFormat.Text(new Money(document.Totals.Due, document.Currency), CultureInfo.GetCultureInfo(language)));
        Assert.Contains(due, text, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', text);
    }

    [Fact]
    public async Task Render_AdjustmentsAndReverseCharge_AreShownWithTheirReason()
    {
        var document = SampleInvoices.Make(3) with { Adjustments = [new("Remise de fidélité", -300m), new("Frais de dossier", 25m)] };
        document = document with
        {
            Lines = [.. document.Lines.Select(l => l with { VatCategory = "AE", VatRate = 0m, Adjustments = [new("Remise volume", -20m)] })],
            Buyer = document.Buyer with { DeliveryLines = ["Bâtiment C, quai 4"] },
            BuyerReference = "Projet Hélios",
        };
        document = SampleInvoices.WithTotals(document);
        document = document with { VatGroups = [document.VatGroups[0] with { Reason = "Autoliquidation, article 283-2 du CGI" }] };
        var text = await PdfInspect.TextAsync(InvoicePdf.Render(document));
        string[] expected =
        [
            "Remise de fidélité", "\u2212300,00 €", "Frais de dossier", "Remise volume : \u221220,00 €", "article 283-2 du CGI",
            "Bâtiment C, quai 4", "Projet Hélios", "Total des lignes",
        ];
        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_NothingDueOrCreditNote_DoesNotAskForMoney()
    {
        var paid = SampleInvoices.Make(2);
        paid = SampleInvoices.WithTotals(paid, paid.Totals.Gross);
        Assert.Contains("Aucun règlement", await PdfInspect.TextAsync(InvoicePdf.Render(paid)), StringComparison.Ordinal);
        var credit = await PdfInspect.TextAsync(InvoicePdf.Render(SampleInvoices.Make(2) with { Kind = DocumentKind.CreditNote, PrecedingInvoice = "FA-2026-000007" }));
        Assert.Contains("Avoir", credit, StringComparison.Ordinal);
        Assert.Contains("FA-2026-000007", credit, StringComparison.Ordinal);
        Assert.DoesNotContain("IBAN", credit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Attachment_ComesBackByteForByte()
    {
        const string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>é€</a>\n";
        var attachment = new PdfAttachment("factur-x.xml", "text/xml", "Factur-X invoice data", AttachmentRelationship.Alternative)
        {
            Content = Encoding.UTF8.GetBytes(xml),
        };
        var schema = new XmpSchema(
            "Factur-X PDFA Extension Schema", "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#", "fx",
            [new("ConformanceLevel", "EN 16931", "The conformance level")]);
        var pdf = InvoicePdf.Render(SampleInvoices.Make(2), attachment, schema);
        Assert.Empty(await PdfInspect.ProblemsAsync(pdf));
        Assert.Equal(xml, await PdfInspect.AttachmentAsync(pdf, "factur-x.xml"));
        var plain = await PdfInspect.PlainAsync(pdf);
        Assert.Contains("/AFRelationship /Alternative", plain, StringComparison.Ordinal);
        Assert.Contains("/Subtype /text#2fxml", plain, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>", plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Structure_IsTaggedAndReadInOrder()
    {
        var pdf = InvoicePdf.Render(SampleInvoices.Make(40));
        Assert.Contains("Tagged:          yes", await PdfInspect.InfoAsync(pdf), StringComparison.Ordinal);
        var structure = await PdfInspect.StructureAsync(pdf);
        string[] inOrder = ["Document", "Figure", "H1", "Facture", "H2", "Émetteur", "Facturé à", "Table", "TH", "Désignation", "TD", "Abonnement Premium", "Net à payer", "Règlement"];
        var at = 0;
        foreach (var part in inOrder)
        {
            at = structure.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(at >= 0, $"'{part}' is missing or out of order");
        }
        Assert.Equal(1, structure.Split("Désignation").Length - 1);
    }

    [Fact]
    public async Task Render_Content_IsAllTaggedOrArtifact()
    {
        var document = SampleInvoices.Make(60) with { Mark = DocumentMark.Paid };
        var plain = await PdfInspect.PlainAsync(InvoicePdf.Render(document));
        var streams = plain.Split("\nstream\n").Skip(1).Select(s => s[..s.IndexOf("endstream", StringComparison.Ordinal)])
            .Where(s => s.Contains("/Artifact BMC", StringComparison.Ordinal)).ToList();
        Assert.True(streams.Count > 2);
        foreach (var stream in streams)
        {
            var open = 0;
            var numbers = new List<int>();
            foreach (Match token in ContentOperator().Matches(stream))
            {
                open += token.Value.EndsWith("EMC", StringComparison.Ordinal) ? -1 : token.Value.EndsWith('C') ? 1 : 0;
                Assert.InRange(open, token.Value.EndsWith("EMC", StringComparison.Ordinal) ? 0 : 1, 1);
                if (token.Groups[1].Success)
                    numbers.Add(int.Parse(token.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            }
            Assert.Equal(0, open);
            Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
        }
    }

    static string French(decimal amount) =>
        PdfInspect.Spaced(MoneyFormat.Number(amount, Currency.Eur, CultureInfo.GetCultureInfo("fr")));

    static string? Amount(Regex pattern, string page) => pattern.Match(page) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^ *Report \(EUR\) +(\d[\d ]*,\d\d)", RegexOptions.Multiline)]
    private static partial Regex BroughtForward();

    [GeneratedRegex(@"Sous-total à reporter \(EUR\) +(\d[\d ]*,\d\d)")]
    private static partial Regex CarriedForward();

    [GeneratedRegex(@"MCID (\d+)>>BDC|BMC|EMC|\bTj\b|\bf\b|\bS\b|\bDo\b")]
    private static partial Regex ContentOperator();

    [GeneratedRegex(@"Ligne n(\d{4})")]
    private static partial Regex LineNumber();
}
