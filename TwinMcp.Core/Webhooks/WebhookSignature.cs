using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TwinMcp.Core.Webhooks;

/// <summary>Standard Webhooks 1.0 (standardwebhooks.com): HMAC-SHA256 over <c>id.timestamp.body</c>, base64, behind <c>v1,</c>. Pure.</summary>
public static class WebhookSignature
{
    const string Prefix = "whsec_";
    const int SecretBytes = 32;

    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <param name="secret">As <see cref="NewSecret"/> made it.</param>
    /// <param name="unixSeconds">When it is sent: receivers refuse what is older than five minutes.</param>
    public static string Of(string secret, string id, long unixSeconds, string body)
    {
        var key = Convert.FromBase64String(secret[Prefix.Length..]);
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{unixSeconds}.{body}"));
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
    }
}
