using System.Net;
using System.Text.RegularExpressions;

namespace TwinMcp.Tests.Support;

/// <summary>A browser as far as forms need one: cookies, antiforgery tokens, and no redirects followed.</summary>
public sealed partial class FormBrowser : IDisposable
{
    readonly Uri home;
    readonly CookieContainer cookies = new();
    readonly HttpClient http;

    public FormBrowser(Uri home)
    {
        this.home = home;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = home };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
    }

    /// <summary>The session's cookie; null: none.</summary>
    public string? Session => cookies.GetCookies(home)["twin-session"]?.Value;

    public void Dispose() => http.Dispose();

    /// <summary>Another's cookie, stolen or kept.</summary>
    public void Take(string session) => cookies.Add(new Cookie("twin-session", session, "/", home.Host));

    public async Task<FormAnswer> GetAsync(string path)
    {
        using var answer = await http.GetAsync(path);
        return await ReadAsync(answer);
    }

    /// <summary>Opens the page, and sends its form of that name.</summary>
    public async Task<FormAnswer> SendAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await GetAsync(path);
        var token = Token().Match(page.Text).Groups["token"].Value;
        var all = fields.Append(("_handler", form)).Append(("__RequestVerificationToken", token)).ToDictionary(f => f.Item1, f => f.Item2);
        using var body = new FormUrlEncodedContent(all);
        using var answer = await http.PostAsync(path, body);
        return await ReadAsync(answer);
    }

    public Task<FormAnswer> LoginAsync(string email, string password, string path = "/login") =>
        SendAsync(path, "login", ("Input.Email", email), ("Input.Password", password));

    static async Task<FormAnswer> ReadAsync(HttpResponseMessage answer)
    {
        var location = answer.Headers.Location is { IsAbsoluteUri: true } absolute ? absolute.PathAndQuery : answer.Headers.Location?.ToString();
        return new FormAnswer((int)answer.StatusCode, location, (int?)answer.Headers.RetryAfter?.Delta?.TotalSeconds, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="(?<token>[^"]+)""")]
    private static partial Regex Token();
}

/// <param name="Location">Where the answer leads.</param>
public sealed record FormAnswer(int Status, string? Location, int? RetryAfter, string Text);
