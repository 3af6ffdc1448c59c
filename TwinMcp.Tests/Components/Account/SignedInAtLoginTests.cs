using System.Security.Claims;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using TwinMcp.Web.Components;
using TwinMcp.Web.Components.Pages.Account;
using TwinMcp.Web.Components.Pages.Invoices;
using Xunit;

namespace TwinMcp.Tests.Components.Account;

public sealed class SignedInAtLoginTests
{
    [Theory]
    [InlineData("GET", "", LocalUrl.Home)]
    [InlineData("POST", "", LocalUrl.Home)]
    [InlineData("POST", "?returnUrl=%2Fdashboard%2Finvoices%3Fstatus%3Dsent", "/dashboard/invoices?status=sent")]
    [InlineData("GET", "?ReturnUrl=%2Fdashboard%2Finvoices%2F7", "/dashboard/invoices/7")]
    [InlineData("GET", "?returnUrl=%2F%2Fevil.example", LocalUrl.Home)]
    public async Task Login_SignedIn_GoesOnAndTakesNoCredentials(string method, string query, string expected)
    {
        var (http, reached) = await CallAsync(method, query, typeof(LoginPage), "Cookies");
        Assert.False(reached);
        Assert.Equal((StatusCodes.Status302Found, expected), (http.Response.StatusCode, http.Response.Headers.Location.ToString()));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Login_NotSignedIn_ReachesThePage(string method) => Assert.True((await CallAsync(method, "", typeof(LoginPage), null)).Reached);

    [Theory]
    [InlineData(typeof(LogoutPage))]
    [InlineData(typeof(InvoicesPage))]
    [InlineData(null)]
    public async Task OtherPages_SignedIn_AreReached(Type? page) => Assert.True((await CallAsync("GET", "", page, "Cookies")).Reached);

    static async Task<(HttpContext Http, bool Reached)> CallAsync(string method, string query, Type? page, string? scheme)
    {
        var http = new DefaultHttpContext { User = new ClaimsPrincipal(new ClaimsIdentity(scheme)) };
        (http.Request.Method, http.Request.QueryString) = (method, new QueryString(query));
        if (page is not null)
            http.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new ComponentTypeMetadata(page)), "page"));
        var reached = false;
        await SignedInAtLogin.HandleAsync(http, PageAsync);
        return (http, reached);

        Task PageAsync(HttpContext _)
        {
            reached = true;
            return Task.CompletedTask;
        }
    }
}
