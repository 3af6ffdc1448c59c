using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace TwinMcp.Core.Security.Identity;

public enum LinkPurpose
{
    /// <summary>Set a new password: an hour.</summary>
    Reset,

    /// <summary>Set the first password: seven days.</summary>
    Invite,

    /// <summary>This e-mail address is mine: a day.</summary>
    Confirm,
}

/// <param name="Email">The address that a <see cref="LinkPurpose.Confirm"/> link proves; empty for the others.</param>
public sealed record AccountLink(LinkPurpose Purpose, Guid UserId, string Email)
{
    internal string StampHash { get; init; } = "";
}

/// <summary>
/// Sealed tokens for links in mails. Bound to the security stamp, which each use changes: a token counts once, and none survives a new
/// password. Nothing is stored.
/// </summary>
public sealed class AccountLinks(IDataProtectionProvider protection, TimeProvider clock)
{
    const char Separator = '|';

    readonly IDataProtector protector = protection.CreateProtector("account-links");

    public static TimeSpan Lifetime(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.Invite => TimeSpan.FromDays(7),
        LinkPurpose.Confirm => TimeSpan.FromDays(1),
        LinkPurpose.Reset => TimeSpan.FromHours(1),
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, null),
    };

    /// <param name="email">Only for <see cref="LinkPurpose.Confirm"/>.</param>
    internal string Seal(LinkPurpose purpose, AppUser user, string email = "")
    {
        var until = (clock.GetUtcNow() + Lifetime(purpose)).ToUnixTimeSeconds();
        var text = string.Join(Separator, purpose, user.Id, Hash(user), until.ToString(CultureInfo.InvariantCulture), email);
        return WebEncoders.Base64UrlEncode(protector.Protect(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Null for what we did not seal, and after its time. Whether it was used is known by <see cref="IsUnused"/>.</summary>
    internal AccountLink? Open(string token)
    {
        try
        {
            var text = Encoding.UTF8.GetString(protector.Unprotect(WebEncoders.Base64UrlDecode(token)));
            if (text.Split(Separator, 5) is not [var purpose, var user, var stamp, var until, var email])
                return null;
            return long.Parse(until, CultureInfo.InvariantCulture) < clock.GetUtcNow().ToUnixTimeSeconds()
                ? null
                : new AccountLink(Enum.Parse<LinkPurpose>(purpose), Guid.Parse(user), email) { StampHash = stamp };
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    internal static bool IsUnused(AccountLink link, AppUser user) => link.StampHash == Hash(user);

    /// <summary>Not the stamp itself: it is in no mail.</summary>
    static string Hash(AppUser user) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user.SecurityStamp ?? "")), 0, 8);
}
