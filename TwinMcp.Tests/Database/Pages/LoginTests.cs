using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.Pages;

/// <summary>The sign-in form over HTTP, with a browser's cookies.</summary>
public sealed partial class LoginTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string Password = "tulipe-canard-bleu-42";

    [Fact]
    public async Task Login_WhileSomebodyIsSignedIn_KeepsThatSessionAndTakesNoCredentials()
    {
        var (planted, admin) = (await RegisterAsync(Role.Staff), await RegisterAsync(Role.Admin));
        using var browser = new Browser(product.Host.BaseAddress);
        var openBefore = await browser.FormAsync();
        Assert.Equal("/dashboard/invoices", await browser.SendAsync(openBefore, planted));
        var session = browser.Session;
        Assert.NotNull(session);

        Assert.Equal("/dashboard/invoices", await browser.OpenAsync("/login"));
        Assert.Equal("/api-docs", await browser.OpenAsync("/login?returnUrl=%2Fapi-docs"));
        Assert.Equal("/dashboard/invoices", await browser.SendAsync(openBefore, admin));
        Assert.Equal(session, browser.Session);
        Assert.Contains(planted, await browser.PageAsync("/dashboard/invoices"), StringComparison.Ordinal);
        Assert.DoesNotContain(admin, await browser.PageAsync("/dashboard/invoices"), StringComparison.Ordinal);
    }

    /// <summary>Returns the e-mail, which is the name too.</summary>
    async Task<string> RegisterAsync(Role role)
    {
        var email = $"{Guid.NewGuid():N}@twinmcp.example";
        await using var scope = product.Host.Services.CreateAsyncScope();
        var user = new AppUser { Id = Guid.NewGuid(), UserName = email, Email = email, EmailConfirmed = true, DisplayName = email, Role = role };
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().CreateAsync(user, Password)).Succeeded);
        return email;
    }

    sealed partial class Browser(Uri home) : IDisposable
    {
        readonly CookieContainer cookies = new();
        HttpClient? http;

        public string? Session => cookies.GetCookies(home)["twin-session"]?.Value;

        HttpClient Http => http ??= new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = home };

        public void Dispose() => http?.Dispose();

        public Task<string> PageAsync(string path) => Http.GetStringAsync(path);

        /// <summary>The form's antiforgery token.</summary>
        public async Task<string> FormAsync() => Token().Match(await PageAsync("/login")).Groups["token"].Value;

        /// <summary>Where the answer leads.</summary>
        public async Task<string?> OpenAsync(string path)
        {
            using var answer = await Http.GetAsync(path);
            return PathOf(answer);
        }

        public async Task<string?> SendAsync(string token, string email)
        {
            var fields = new Dictionary<string, string> { ["_handler"] = "login", ["__RequestVerificationToken"] = token, ["Input.Email"] = email, ["Input.Password"] = Password };
            using var body = new FormUrlEncodedContent(fields);
            using var answer = await Http.PostAsync("/login", body);
            return PathOf(answer);
        }

        static string? PathOf(HttpResponseMessage answer) =>
            answer.Headers.Location is { IsAbsoluteUri: true } location ? location.PathAndQuery : answer.Headers.Location?.ToString();

        [GeneratedRegex("""name="__RequestVerificationToken" value="(?<token>[^"]+)""")]
        private static partial Regex Token();
    }
}
