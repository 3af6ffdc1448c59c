using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Email;

/// <summary>The addresses in mails. Without <c>TWIN_URL</c> there are none: a mail never links to a guess.</summary>
public sealed class MailLinks(MailOptions options, IDataProtectionProvider protection)
{
    readonly IDataProtector optOuts = protection.CreateProtector("mail.unsubscribe");
    readonly IDataProtector secrets = protection.CreateProtector("mail.secret");

    public MailLink? Invoice(string text, InvoiceId id) => To(text, $"/dashboard/invoices/{id}");

    public MailLink? To(string text, string path) => options.PublicUrl is { } home ? new MailLink(text, home + path) : null;

    /// <summary>Signed: it says for whom, and nobody makes another. It does not expire, because the mail may be read years later.</summary>
    public MailLink? Unsubscribe(string text, CustomerId userId, string recipient) =>
        To(text, "/mail/unsubscribe/" + optOuts.Protect(string.Create(CultureInfo.InvariantCulture, $"{userId.Value:N}{recipient}")));

    /// <summary>Whom an unsubscribe link is for; null when it is not one of ours.</summary>
    public (CustomerId UserId, string Recipient)? ReadUnsubscribe(string token)
    {
        var text = Open(optOuts, token);
        return text is { Length: > 32 } && Guid.TryParseExact(text[..32], "N", out var id) ? (new CustomerId(id), text[32..]) : null;
    }

    /// <summary>For the outbox, which never holds a secret in clear.</summary>
    public string Seal(string secret) => secrets.Protect(secret);

    internal string? Unseal(string? sealedSecret) => sealedSecret is null ? null : Open(secrets, sealedSecret);

    static string? Open(IDataProtector protector, string token)
    {
        try
        {
            return protector.Unprotect(token);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
