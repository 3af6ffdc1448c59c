using AngleSharp.Html.Parser;
using Microsoft.Extensions.Logging.Abstractions;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Email;
using TwinMcp.Core.Invoicing;
using Xunit;

namespace TwinMcp.Tests.Unit.Email;

public sealed class InvoiceMailTests : IAsyncLifetime
{
    const string French = "1\u202F643,50\u00A0€";
    const string English = "€1,643.50";

    readonly MailRenderer renderer = new(NullLoggerFactory.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await renderer.DisposeAsync();

    [Fact]
    public async Task Invoice_French_SaysAmountDatesAccountInBothParts()
    {
        var view = InvoiceMailView.Of(MailSamples.Issued());

        Assert.Equal($"Facture FA-2026-094417 de TwinMCP\u00A0: {French}", view.Subject);
        string[] expected =
        [
            "Bonjour Claire Brunel,", "Votre facture FA-2026-094417 est jointe", "Net à payer", French, "à régler au plus tard le 01/10/2026",
            "du 01/08/2026 au 31/08/2026", "Premium", "Ateliers Brunel & Fils SAS", "FR76 3000 4000 0312 3456 7890 143", "BNPAFRPP",
            "Comment régler", "Titulaire", "TwinMCP SAS · 18 bis, rue de l’Égalité · 69003 Lyon",
        ];
        var text = MailTextPart.Of(view);
        var html = await TextOfHtmlAsync(view);
        Assert.All(expected, words => Assert.Contains(words, text, StringComparison.Ordinal));
        Assert.All(expected, words => Assert.Contains(words, html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Invoice_English_SaysAmountDatesAccountInBothParts()
    {
        var view = InvoiceMailView.Of(MailSamples.Issued(MailSamples.Customer("en")));

        Assert.Equal($"Invoice FA-2026-094417 from TwinMCP: {English}", view.Subject);
        string[] expected = ["Hello Claire Brunel,", "Amount due", English, "due by 1 Oct 2026", "1 Aug 2026 to 31 Aug 2026", "How to pay", "FR76 3000 4000 0312 3456 7890 143"];
        var text = MailTextPart.Of(view);
        var html = await TextOfHtmlAsync(view);
        Assert.All(expected, words => Assert.Contains(words, text, StringComparison.Ordinal));
        Assert.All(expected, words => Assert.Contains(words, html, StringComparison.Ordinal));
        Assert.Equal("en", (await ParseAsync(view)).DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public void Text_French_ReadsAsWritten() => Assert.Equal(
        $"""
        Bonjour Claire Brunel,

        Votre facture FA-2026-094417 est jointe à ce message au format PDF.

        Net à payer{"\u00A0"}: {French}, à régler au plus tard le 01/10/2026.

          Numéro de facture  FA-2026-094417
          Facturé à          Ateliers Brunel & Fils SAS
          Offre              Premium
          Période            du 01/08/2026 au 31/08/2026
          Date d’émission    01/09/2026
          Échéance           01/10/2026

        Comment régler
        Par virement sur ce compte, en rappelant la référence.

          Titulaire  TwinMCP SAS
          IBAN       FR76 3000 4000 0312 3456 7890 143
          BIC        BNPAFRPP
          Référence  FA-2026-094417

        Une question{"\u00A0"}? Répondez simplement à ce message.

        TwinMCP
        TwinMCP SAS · 18 bis, rue de l’Égalité · 69003 Lyon

        """.ReplaceLineEndings("\n"),
        MailTextPart.Of(InvoiceMailView.Of(MailSamples.Issued())).Replace("-- \n", "", StringComparison.Ordinal));

    [Fact]
    public async Task Invoice_MarkupInNames_StaysLiteralText()
    {
        const string evil = "<img src=https://evil.example/x onerror=alert(1)> {{7*7}} @DateTime &amp; \"quoted\" 'x' ${y}";
        var buyer = MailSamples.Customer(name: evil, contact: "<script>alert(1)</script>\r\nBcc: a@b.c");
        var seller = MailSamples.Seller with { Brand = "<b>Brand</b>", Bic = "\"><style>*{}</style>", PrimaryColour = "red;background:url(https://evil.example)" };
        var view = InvoiceMailView.Of(MailSamples.Issued(buyer, seller));

        var page = await ParseAsync(view);

        Assert.Empty(page.QuerySelectorAll("img,script,b,a,link,iframe,object"));
        Assert.Single(page.QuerySelectorAll("style"));
        Assert.Contains(evil, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Bonjour <script>alert(1)</script>  Bcc: a@b.c,", page.Body.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("[style]"), e => Assert.DoesNotContain("url(", e.GetAttribute("style"), StringComparison.Ordinal));
        Assert.Contains(evil, MailTextPart.Of(view), StringComparison.Ordinal);
        Assert.DoesNotContain("\nBcc:", MailTextPart.Of(view), StringComparison.Ordinal);
    }

    [Fact]
    public void Invoice_PartlyPaid_AsksForTheRest()
    {
        var invoice = MailSamples.Issued();
        invoice.Settle(1050m, new DateOnly(2026, 9, 14), MailSamples.Now);

        var view = InvoiceMailView.Of(invoice);

        Assert.Equal("593,50\u00A0€", view.Amount);
        Assert.Contains(new MailRow("Total TTC", French), view.Facts);
        Assert.Contains(new MailRow("Déjà réglé", "1\u202F050,00\u00A0€"), view.Facts);
    }

    [Fact]
    public void Invoice_Paid_AsksForNothing()
    {
        var invoice = MailSamples.Issued();
        invoice.Settle(1643.50m, new DateOnly(2026, 9, 14), MailSamples.Now);

        var view = InvoiceMailView.Of(invoice);

        Assert.Equal(("Total TTC", French, "aucun règlement à effectuer"), (view.AmountLabel, view.Amount, view.AmountNote));
        Assert.Null(view.PayTitle);
        Assert.Empty(view.Account);
    }

    [Fact]
    public void Invoice_Overdue_SaysSo()
    {
        var invoice = MailSamples.Issued();
        invoice.MoveTo(InvoiceStatus.Overdue, MailSamples.Now);

        var view = InvoiceMailView.Of(invoice);

        Assert.Equal((true, "échue le 01/10/2026"), (view.IsLate, view.AmountNote));
    }

    [Fact]
    public void Invoice_SellerWithoutAccount_PointsToTheInvoice()
    {
        var view = InvoiceMailView.Of(MailSamples.Issued(seller: MailSamples.Seller with { Iban = null }));

        Assert.Equal("La facture jointe indique comment la régler.", view.PayText);
        Assert.Empty(view.Account);
    }

    [Fact]
    public void Invoice_NobodyToGreet_GreetsPlainly() =>
        Assert.Equal("Bonjour,", InvoiceMailView.Of(MailSamples.Issued(MailSamples.Customer(contact: null))).Greeting);

    [Fact]
    public void Invoice_NotIssued_IsABug() => Assert.Throws<InvalidOperationException>(() => InvoiceMailView.Of(MailSamples.Draft(MailSamples.Customer())));

    async Task<AngleSharp.Html.Dom.IHtmlDocument> ParseAsync(MailContent view) => new HtmlParser().ParseDocument(await renderer.HtmlAsync(view));

    async Task<string> TextOfHtmlAsync(MailContent view) => (await ParseAsync(view)).Body!.TextContent;
}
