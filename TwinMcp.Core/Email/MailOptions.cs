using System.Globalization;
using System.Net.Mail;
using Microsoft.Extensions.Configuration;

namespace TwinMcp.Core.Email;

/// <summary>How mail leaves, from the flat environment names. Without <c>SMTP_HOST</c> it goes to a folder and is not e-mailed.</summary>
public sealed record MailOptions
{
    const int ImplicitTlsPort = 465;

    public string? Host { get; init; }
    public int Port { get; init; } = 587;
    public string? User { get; init; }
    public string? Password { get; init; }

    /// <summary>The sender's address; the seller's e-mail when it is not set.</summary>
    public string? Sender { get; init; }

    /// <summary>STARTTLS or nothing: a server that does not offer it gets no mail.</summary>
    public bool RequireTls { get; init; } = true;

    /// <summary>How many mails are on their way at once.</summary>
    public int Senders { get; init; } = 4;

    /// <summary>For a whole mail; well under the dispatcher's lease.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where mails are written when there is no server.</summary>
    public string Folder { get; init; } = FolderIn(".twin");

    /// <summary>Where it is while nobody says (<c>TWIN_URL</c>).</summary>
    internal const string LocalSite = "http://localhost:5000";

    /// <summary>Where people reach the product, without a slash at the end: mails link there. Null: they have no links.</summary>
    public string? PublicUrl { get; init; }

    public bool HasServer => Host is not null;

    /// <exception cref="InvalidOperationException">A setting is wrong: the product does not start.</exception>
    public static MailOptions From(IConfiguration configuration)
    {
        var options = new MailOptions
        {
            Host = Text(configuration, "SMTP_HOST"),
            Port = Number(configuration, "SMTP_PORT", 587, max: 65535),
            User = Text(configuration, "SMTP_USER"),
            Password = Text(configuration, "SMTP_PASSWORD"),
            Sender = Text(configuration, "SMTP_FROM"),
            RequireTls = Flag(configuration, "SMTP_TLS", true),
            Senders = Number(configuration, "SMTP_SENDERS", 4, max: 32),
            PublicUrl = Text(configuration, "TWIN_URL")?.TrimEnd('/'),
            Folder = FolderIn(Text(configuration, "TWIN_HOME") ?? ".twin"),
        };
        Require(options.Port != ImplicitTlsPort, "SMTP_PORT 465 (TLS from the first byte) is not supported: use the server's STARTTLS port, usually 587.");
        Require(options.Sender is null || MailAddress.TryCreate(options.Sender, out _), "SMTP_FROM is not an e-mail address.");
        Require(options.PublicUrl is null || IsWeb(options.PublicUrl), "TWIN_URL is an http or https address without query: https://billing.example.com.");
        Require(options.User is null == options.Password is null, "SMTP_USER and SMTP_PASSWORD go together.");
        Require(options.User is null || options.RequireTls || IsLoopback(options.Host), "SMTP_TLS=false would send SMTP_PASSWORD in clear: switch TLS on, or leave SMTP_USER out.");
        Require(!options.HasServer || options.Sender is not null || Text(configuration, "COMPANY_EMAIL") is not null, "SMTP_HOST is set but there is no sender: set SMTP_FROM or COMPANY_EMAIL.");
        return options;
    }

    static string FolderIn(string home) => Path.GetFullPath(Path.Combine(home, "mail"));

    static string? Text(IConfiguration configuration, string name) => configuration[name] is { Length: > 0 } value ? value : null;

    static int Number(IConfiguration configuration, string name, int otherwise, int max)
    {
        if (Text(configuration, name) is not { } text)
            return otherwise;
        var ok = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= max;
        Require(ok, $"{name} is a whole number from 1 to {max}.");
        return value;
    }

    static bool Flag(IConfiguration configuration, string name, bool otherwise) => Text(configuration, name)?.ToLowerInvariant() switch
    {
        null => otherwise,
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => throw new InvalidOperationException($"{name} is true or false."),
    };

    static bool IsWeb(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { Query: "", Fragment: "", UserInfo: "" } && !url.Any(c => c is '"' or '<' or '>' || char.IsWhiteSpace(c));

    static bool IsLoopback(string? host) => host is "localhost" or "127.0.0.1" or "::1";

    static void Require(bool ok, string message)
    {
        if (!ok)
            throw new InvalidOperationException(message);
    }
}
