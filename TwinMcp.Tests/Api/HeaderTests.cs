using System.Net;
using System.Net.Http.Headers;
using System.Text;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Api;

/// <summary>What stands in the head of requests and answers.</summary>
public sealed class HeaderTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    [Theory]
    [InlineData("application/json; charset=bogus", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-8", HttpStatusCode.Unauthorized)]
    public async Task Post_InACharset_OnlyUtf8IsRead(string contentType, HttpStatusCode expected)
    {
        using var client = new HttpClient { BaseAddress = product.Host.BaseAddress };
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("{}"));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var answer = await client.PostAsync(new Uri("/api/billing/invoices/preview", UriKind.Relative), content);
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Api_Answers_AreKeptByNoCacheAndGuessedByNoBrowser()
    {
        using var client = new HttpClient { BaseAddress = product.Host.BaseAddress };
        using var answer = await client.GetAsync(new Uri("/api/billing/invoices", UriKind.Relative));
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("/login", "default-src 'none'; script-src 'self'; style-src 'self';")]
    [InlineData("/nothing-here", "default-src 'none'; script-src 'self'; style-src 'self';")]
    [InlineData("/api/billing/invoices", "default-src 'none'; frame-ancestors 'none'")]
    [InlineData("/css/tokens.css", "default-src 'none'; script-src 'self'; style-src 'self';")]
    public async Task Every_Answer_AllowsNothingFromOutsideOrInline(string path, string policy)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = product.Host.BaseAddress };
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var csp = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith(policy, csp, StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'none'", csp, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", csp, StringComparison.Ordinal);
        Assert.Equal(["nosniff", "same-origin", "same-origin"], new[] { "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy" }.Select(n => Assert.Single(answer.Headers.GetValues(n))));
        Assert.Contains("camera=()", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("127.0.0.1,::1", true)]
    [InlineData("127.0.0.0/8, ::/0", true)]
    public async Task ForwardedProto_IsBelievedFromTrustedProxiesOnly(string trusted, bool isBelieved)
    {
        await using var host = await ProductHost.StartAsync(new ProductOptions { Settings = new Dictionary<string, string> { ["TRUSTED_PROXIES"] = trusted } });
        using var client = new HttpClient { BaseAddress = host.BaseAddress };
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        client.DefaultRequestHeaders.Host = "billing.example.com";
        using var answer = await client.GetAsync(new Uri("/login", UriKind.Relative));
        // only an answer over TLS says that nothing else will do
        Assert.Equal(isBelieved, answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task TrustedProxies_ThatAreNone_StopTheStart()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ProductHost.StartAsync(new ProductOptions { Settings = new Dictionary<string, string> { ["TRUSTED_PROXIES"] = "my-proxy" } }));
        Assert.Contains("'my-proxy'", refused.Message, StringComparison.Ordinal);
    }
}
