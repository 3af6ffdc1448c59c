using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Invoicing;

/// <summary>The hosted invoice: who has the link sees this one invoice and nothing else.</summary>
public sealed class HostedInvoiceTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Fact]
    public async Task Page_OfALink_ShowsTheInvoiceAndItsFiles()
    {
        var invoice = await Host.IssuedAsync(await Host.Data.CustomerAsync(null));
        var path = await LinkAsync(invoice["id"]!);
        var page = (await Host.Anonymous.GetAsync(path)).Expect(200);

        Assert.Contains(invoice["number"]!, page.Text, StringComparison.Ordinal);
        Assert.Contains("120,00", page.Text, StringComparison.Ordinal);
        Assert.True(page.Headers.CacheControl?.NoStore);
        Assert.Equal("no-referrer", Assert.Single(page.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("noindex, nofollow", Assert.Single(page.Headers.GetValues("X-Robots-Tag")));
        var pdf = (await Host.Anonymous.GetAsync(path + "/pdf")).Expect(200);
        Assert.Equal((await Host.Admin.GetAsync(Invoice(invoice["id"]!) + "/pdf")).Bytes, pdf.Bytes);
        var xml = (await Host.Anonymous.GetAsync(path + "/xml")).Expect(200);
        Assert.Contains("CrossIndustryInvoice", xml.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?lang=en", "Due by")]
    [InlineData("?lang=fr", "payer avant le")]
    [InlineData("?lang=xx", "payer avant le")]
    [InlineData("", "payer avant le")]
    public async Task Page_SpeaksTheInvoicesLanguageOrTheChosenOne(string query, string text)
    {
        var invoice = await Host.IssuedAsync(await Host.Data.CustomerAsync(null));
        Assert.Contains(text, (await Host.Anonymous.GetAsync(await LinkAsync(invoice["id"]!) + query)).Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAnyLinkThatOpensNothing_IsTheSame404()
    {
        var invoice = (await Host.IssuedAsync(await Host.Data.CustomerAsync(null)))["id"]!;
        var (first, second) = (await LinkAsync(invoice), await LinkAsync(invoice));
        (await Host.Anonymous.GetAsync(first)).Expect(200); // a newer link does not end an older one: it may stand in a mail
        (await Host.Admin.CallAsync("DELETE", Invoice(invoice) + "/link")).Expect(204);
        var expired = await LinkAsync((await Host.IssuedAsync(await Host.Data.CustomerAsync(null)))["id"]!);
        await Host.Database.ExecuteAsync("UPDATE invoice_links SET created_at = created_at - interval '1 year', expires_at = created_at - interval '1 day' WHERE revoked_at IS NULL AND last_seen_at IS NULL");

        string[] dead = [first, second, first + "/pdf", first + "/xml", expired, "/i/x", "/i/" + new string('A', 43)];
        var answers = new List<ApiAnswer>();
        foreach (var path in dead)
            answers.Add((await Host.Anonymous.GetAsync(path)).Expect(404));
        Assert.All(answers, a => Assert.Equal(answers[0].Text, a.Text));
        Assert.Contains("This link does not work", answers[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_KeepsOnlyTheHashOfItsSecret()
    {
        var path = await LinkAsync((await Host.IssuedAsync(await Host.Data.CustomerAsync(null)))["id"]!);
        var secret = path["/i/".Length..];
        Assert.Equal(43, secret.Length); // 256 bits
        Assert.Equal(1, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM invoice_links WHERE token_hash = sha256('{secret}'::bytea)"));
        Assert.Equal(0, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM invoice_links l JOIN audit_log a ON a.user_id = l.user_id WHERE l::text LIKE '%{secret}%' OR a::text LIKE '%{secret}%'"));
    }

    [Fact]
    public async Task Link_OfADraft_Is409()
    {
        var draft = await Host.DraftAsync(await Host.Data.CustomerAsync(null));
        (await Host.Admin.PostAsync(Invoice(draft["id"]!) + "/link", new { })).ExpectProblem(409, "not_issued");
    }

    async Task<string> LinkAsync(string invoiceId) =>
        new Uri((await Host.Staff.PostAsync(Invoice(invoiceId) + "/link", new { })).Expect(201)["url"]!).AbsolutePath;
}
