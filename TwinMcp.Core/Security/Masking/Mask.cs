using System.Text.RegularExpressions;

namespace TwinMcp.Core.Security.Masking;

/// <summary>How personal data looks in logs, audit rows and errors. The one place that knows.</summary>
public static partial class Mask
{
    const string Hidden = "***";

    /// <summary>"te***@example.com": at most the first two characters, never more than half of the name.</summary>
    public static string Email(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 ? Start(address) : Start(address[..at]) + OneLine(address[at..]);
    }

    /// <summary>"****-****-****-1111": the last four digits of a card or account number of at least eight.</summary>
    public static string Card(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiLetterOrDigit));
        return "****-****-****-" + (digits.Length >= 8 ? digits[^4..] : "****");
    }

    /// <summary>"FR***1841": the country and the last four characters.</summary>
    public static string Iban(string iban)
    {
        var characters = string.Concat(iban.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return characters.Length >= 12 ? characters[..2] + Hidden + characters[^4..] : Hidden;
    }

    /// <summary>Free text, a mail server's answer for one, with every address in it masked.</summary>
    public static string EmailsIn(string text) => Address().Replace(text, m => Email(m.Value));

    static string Start(string name) => OneLine(name[..Math.Min(2, name.Length / 2)]) + Hidden;

    static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    [GeneratedRegex(@"[^\s<>()\[\]:;,""'@]+@[^\s<>()\[\]:;,""'@]+")]
    private static partial Regex Address();
}
