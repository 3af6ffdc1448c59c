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
}
