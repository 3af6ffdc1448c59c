using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using TwinMcp.Core.Common;
using TwinMcp.Core.Email;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Outbox;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Email;

/// <summary>Every template in both languages, through a real SMTP server and parsed back.</summary>
public sealed class MailTemplateTests : IAsyncLifetime
{
    const string Home = "https://billing.twinmcp.example";

    static readonly TestClock Clock = new(MailSamples.Now);
    static readonly MailOptions Options = new() { PublicUrl = Home, Sender = "no-reply@twinmcp.example" };

    readonly SmtpSink sink = new();
    readonly MailRenderer renderer = new(NullLoggerFactory.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await renderer.DisposeAsync();
        await sink.DisposeAsync();
    }

    public static TheoryData<string, string, string> Templates => new()
    {
        { MailKind.Welcome, "fr", "Bienvenue chez TwinMCP" },
        { MailKind.Welcome, "en", "Welcome to TwinMCP" },
        { MailKind.Invoice, "fr", "Facture FA-2026-000042 de TwinMCP\u00A0: 118,80\u00A0€" },
        { MailKind.Invoice, "en", "Invoice FA-2026-000042 from TwinMCP: €118.80" },
        { MailKind.Reminder(-3), "fr", "Facture FA-2026-000042 de TwinMCP\u00A0: 118,80\u00A0€ à régler le 04/09/2026" },
        { MailKind.Reminder(-3), "en", "Invoice FA-2026-000042 from TwinMCP: €118.80 due on 4 Sep 2026" },
        { MailKind.Reminder(7), "fr", "Rappel\u00A0: facture FA-2026-000042 de TwinMCP, 118,80\u00A0€ échus le 25/08/2026" },
        { MailKind.Reminder(7), "en", "Reminder: invoice FA-2026-000042 from TwinMCP, €118.80 was due on 25 Aug 2026" },
        { MailKind.Reminder(30), "fr", "Dernier rappel\u00A0: facture FA-2026-000042 de TwinMCP, 118,80\u00A0€ échus le 02/08/2026" },
        { MailKind.Reminder(30), "en", "Last reminder: invoice FA-2026-000042 from TwinMCP, €118.80 was due on 2 Aug 2026" },
        { MailKind.PaymentReceived, "fr", "Paiement reçu\u00A0: 60,00\u00A0€ pour la facture FA-2026-000042 de TwinMCP" },
        { MailKind.PaymentReceived, "en", "Payment received: €60.00 for invoice FA-2026-000042 from TwinMCP" },
        { MailKind.PaymentFailed, "fr", "Paiement refusé\u00A0: 118,80\u00A0€ pour la facture FA-2026-000042 de TwinMCP" },
        { MailKind.PaymentFailed, "en", "Payment refused: €118.80 for invoice FA-2026-000042 from TwinMCP" },
        { "credit-note", "fr", "Avoir AV-2026-000007 de TwinMCP\u00A0: 118,80\u00A0€" },
        { "credit-note", "en", "Credit note AV-2026-000007 from TwinMCP: €118.80" },
        { MailKind.Refund, "fr", "Remboursement de 118,80\u00A0€ sur la facture FA-2026-000042 de TwinMCP" },
        { MailKind.Refund, "en", "Refund of €118.80 on invoice FA-2026-000042 from TwinMCP" },
        { MailKind.SubscriptionEnding, "fr", "Votre abonnement Premium à TwinMCP prend fin le 15/09/2026" },
        { MailKind.SubscriptionEnding, "en", "Your Premium subscription with TwinMCP ends on 15 Sep 2026" },
        { MailKind.PasswordReset, "fr", "Votre mot de passe TwinMCP" },
        { MailKind.PasswordReset, "en", "Your TwinMCP password" },
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Template_ThroughAServer_ArrivesWholeInBothParts(string kind, string language, string subject)
    {
        var preview = (await Previews().MakeAsync(MailSamples.Seller, kind, language)).Value;
        await SendAsync(preview.Content);

        var got = Assert.Single(sink.Mails);
        Assert.Equal(subject, got.Subject);
        var page = new HtmlParser().ParseDocument(got.Html);
        var html = page.Body!.TextContent;
        var content = preview.Content;
        var words = content.Facts.Concat(content.Account).Concat(content.Penalty).SelectMany(r => new[] { r.Label, r.Value })
            .Concat([content.Greeting, content.Intro, content.Questions, content.Footer, content.Legal, content.Button!.Text, content.Button.Url])
            .Concat(new[] { content.Amount, content.PayText, content.PenaltyText, content.Unsubscribe?.Text }.OfType<string>());
        Assert.All(words, w => Assert.Contains(w, html, StringComparison.Ordinal));
        Assert.All(words, w => Assert.Contains(w, got.Text, StringComparison.Ordinal));
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        // what a list of mails shows beside the subject, and nothing that is fetched
        Assert.StartsWith(content.Summary, html.TrimStart(), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script, img, link, iframe, object"));
        Assert.All(page.QuerySelectorAll("a"), a => Assert.StartsWith(Home + "/", a.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public void Templates_EveryKind_IsTestedInBothLanguages() =>
        Assert.Equal(MailPreviews.Kinds.SelectMany(k => new[] { (k, "en"), (k, "fr") }).Order(), Templates.Select(t => ((string)t[0], (string)t[1])).Order());

    [Theory]
    [InlineData("invoice", false)]
    [InlineData("reminder-3", true)]
    [InlineData("reminder+0", false)]
    [InlineData("reminder+7", false)]
    [InlineData("reminder+30", false)]
    [InlineData("payment-received", false)]
    [InlineData("payment-failed", false)]
    [InlineData("refund", false)]
    [InlineData("subscription-ending", true)]
    [InlineData("welcome", false)]
    [InlineData("password-reset", false)]
    public void Courtesy_IsOnlyWhatNeitherLawNorContractAsksFor(string kind, bool expected) => Assert.Equal(expected, MailKind.IsCourtesy(kind));

    [Fact]
    public async Task CourtesyMail_CarriesTheOneClickHeaders_OthersDoNot()
    {
        await SendAsync((await Previews().MakeAsync(MailSamples.Seller, MailKind.SubscriptionEnding, "fr")).Value.Content with { Unsubscribe = new MailLink("Stop", Home + "/mail/unsubscribe/abc") });
        await SendAsync((await Previews().MakeAsync(MailSamples.Seller, MailKind.Invoice, "fr")).Value.Content);

        Assert.Equal($"<{Home}/mail/unsubscribe/abc>", sink.Mails[0].Mime.Header("List-Unsubscribe"));
        Assert.Equal("List-Unsubscribe=One-Click", sink.Mails[0].Mime.Header("List-Unsubscribe-Post"));
        Assert.Null(sink.Mails[1].Mime.Header("List-Unsubscribe"));
    }

    [Fact]
    public async Task HostileNames_StayLiteralAndOnOneLine()
    {
        const string Evil = "<script>alert(1)</script> {{7*7}} @DateTime.Now";
        var account = new AccountMailView(MailSamples.Seller with { LegalForm = Evil }, "fr", Evil + "\r\nBcc: thief@evil.example");
        foreach (var content in new[] { account.Welcome(Evil), account.Ending(Evil + "\n", new DateOnly(2026, 9, 15)), account.PasswordReset(Evil) })
        {
            var page = new HtmlParser().ParseDocument(await renderer.HtmlAsync(content));
            Assert.Empty(page.QuerySelectorAll("script"));
            Assert.Contains(Evil, page.Body!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("\nBcc:", MailTextPart.Of(content), StringComparison.Ordinal);
            Assert.DoesNotContain('\n', content.Subject);
        }
    }

    [Fact]
    public void Unsubscribe_LinkOfOurs_IsReadBack_AnotherIsNot()
    {
        var links = Links();
        var customer = CustomerId.New();
        var token = links.Unsubscribe("Stop", customer, "A.b+c@example.fr")!.Url.Split('/')[^1];

        Assert.Equal((customer, "A.b+c@example.fr"), links.ReadUnsubscribe(token));
        Assert.Null(links.ReadUnsubscribe(token[..^4] + "AAAA"));
        Assert.Null(links.ReadUnsubscribe("x"));
        // a secret of another kind opens nothing
        Assert.Null(links.ReadUnsubscribe(links.Seal($"{customer.Value:N}a@example.fr")));
    }

    [Theory]
    [InlineData("ftp://x.example")]
    [InlineData("billing.example")]
    [InlineData("https://x.example/?a=b")]
    [InlineData("javascript:alert(1)")]
    public void PublicUrl_NotAWebAddress_DoesNotStart(string url)
    {
        var settings = new Dictionary<string, string?> { ["TWIN_URL"] = url };
        var configuration = Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(new Microsoft.Extensions.Configuration.ConfigurationBuilder(), settings).Build();
        Assert.Contains("TWIN_URL", Assert.Throws<InvalidOperationException>(() => MailOptions.From(configuration)).Message, StringComparison.Ordinal);
    }

    static MailLinks Links() => new(Options, new EphemeralDataProtectionProvider());

    MailPreviews Previews() => new(renderer, Links(), new LocalDates(Clock, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")));

    async Task SendAsync(MailContent content)
    {
        var transport = new SmtpTransport(new MailOptions { Host = "127.0.0.1", Port = sink.Port, RequireTls = false });
        var assembly = new MailAssembly(renderer, Options, Clock);
        var mail = await assembly.MakeAsync(new MailEnvelope("1.test@twinmcp-billing", "a@example.fr", "test"), content, MailSamples.Seller);
        Assert.Equal(MailOutcome.Delivered, (await transport.SendAsync(mail, CancellationToken.None)).Outcome);
    }
}
