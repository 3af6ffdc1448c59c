using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.SignIn;

/// <summary>The product as in production, with people who sign in over HTTP.</summary>
public sealed partial class SignInRoom : IAsyncLifetime
{
    public const string Password = "tulipe-canard-bleu-42";

    public ProductHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await ProductHost.StartAsync(new ProductOptions { RequireSecondFactor = true });

    public async Task DisposeAsync() => await Host.DisposeAsync();

    public FormBrowser Browser() => new(Host.BaseAddress);

    /// <summary>A customer when no role is given: the only one who signs in with a password alone.</summary>
    public async Task<(Guid Id, string Email)> PersonAsync(Role role = Role.Customer)
    {
        var email = $"{Guid.NewGuid():N}@twinmcp.example";
        CustomerId? customer = role == Role.Customer ? await Host.Data.CustomerAsync() : null;
        await using var scope = Host.Services.CreateAsyncScope();
        var user = new AppUser { Id = Guid.NewGuid(), UserName = email, Email = email, EmailConfirmed = true, DisplayName = "Ada", Role = role, CustomerId = customer };
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().CreateAsync(user, Password)).Succeeded);
        return (user.Id, email);
    }

    /// <summary>The key that a page shows, back from Base32.</summary>
    public static byte[] KeyOf(string page)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(Secret().Match(page).Groups["key"].Value.Where(c => c != ' ').Select(c => Convert.ToString(alphabet.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(8 * i, 8), 2))];
    }

    public static IReadOnlyList<string> CodesOf(string page) => [.. Recovery().Matches(page).Select(m => m.Groups["code"].Value)];

    public string CodeNow(byte[] key) => Totp.Code(key, Totp.StepAt(Host.Clock.GetUtcNow()));

    /// <summary>Signed in through the set-up that the role demands.</summary>
    public async Task<(byte[] Key, IReadOnlyList<string> Codes)> SetUpAsync(FormBrowser browser, string email)
    {
        Assert.Equal("/login/set-up", (await browser.LoginAsync(email, Password)).Location);
        var key = KeyOf((await browser.GetAsync("/login/set-up")).Text);
        var done = await browser.SendAsync("/login/set-up", "set-up", ("Code", CodeNow(key)));
        Assert.Equal(200, done.Status);
        return (key, CodesOf(done.Text));
    }

    /// <summary>The link's path in the newest mail to the address.</summary>
    public async Task<string> LinkAsync(string email)
    {
        string? found = null;
        await Eventually.HoldsAsync(() => (found = Find(email)) is not null, "a mail with a link");
        return found!;
    }

    public string? Find(string email)
    {
        if (!Directory.Exists(Host.MailFolder))
            return null;
        foreach (var file in Directory.GetFiles(Host.MailFolder, "*.eml").OrderDescending())
        {
            var mail = File.ReadAllText(file);
            if (!mail.Contains(email, StringComparison.OrdinalIgnoreCase))
                continue;
            var text = string.Concat(Encoded().Matches(mail).Select(m => Decode(m.Value))) + mail.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
            if (Link().Match(text) is { Success: true } link)
                return link.Value;
        }
        return null;
    }

    static string Decode(string base64)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(base64));
        }
        catch (FormatException)
        {
            return "";
        }
    }

    [GeneratedRegex("""class="secret"[^>]*>(?<key>[A-Z2-7 ]+)<""")]
    private static partial Regex Secret();

    [GeneratedRegex("<code>(?<code>[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code>")]
    private static partial Regex Recovery();

    [GeneratedRegex("(?:reset|welcome|confirm)\\?token=[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex("(?:[A-Za-z0-9+/]{60,}\r?\n)+[A-Za-z0-9+/=]*")]
    private static partial Regex Encoded();
}
