using System.Net.Mail;
using System.Text;

namespace TwinMcp.Core.Email;

/// <summary>What must hold before a mail is put into headers: a line break in one of them would begin a header of the sender's choice.</summary>
static class OutgoingMailRules
{
    const int MaxAddress = 254; // RFC 5321, 4.5.3.1.3

    /// <summary>Why this can never be sent; null when it can.</summary>
    public static string? Refusal(OutgoingMail mail)
    {
        foreach (var (name, value) in HeaderValues(mail))
            if (value.Any(BreaksALine))
                return $"{name} contains a line break or another control character.";
        return Addresses(mail).Select(a => AddressRefusal(a.Name, a.Value)).FirstOrDefault(r => r is not null);
    }

    static string? AddressRefusal(string name, string value)
    {
        if (value.Length > MaxAddress || !MailAddress.TryCreate(value, out var address) || address.Address != value)
            return $"{name} is not an e-mail address.";
        return Ascii.IsValid(address.User) ? null : $"{name} has letters before the @ that mail servers here do not take.";
    }

    static IEnumerable<(string Name, string Value)> HeaderValues(OutgoingMail mail) =>
    [
        .. Addresses(mail),
        ("The sender's name", mail.From.Name),
        ("The reply name", mail.ReplyTo?.Name ?? ""),
        ("The subject", mail.Subject),
        ("The message id", mail.MessageId),
        ("The unsubscribe address", mail.UnsubscribeUrl ?? ""),
        .. mail.Files.SelectMany(f => new[] { ("A file's name", f.Name), ("A file's type", f.ContentType) }),
    ];

    static IEnumerable<(string Name, string Value)> Addresses(OutgoingMail mail)
    {
        yield return ("The recipient", mail.To);
        yield return ("The sender", mail.From.Address);
        if (mail.ReplyTo is { } replyTo)
            yield return ("The reply address", replyTo.Address);
    }

    static bool BreaksALine(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
