using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TwinMcp.Core.Security.ApiKeys;

/// <summary>The text of a key: <c>prefix.secret</c>. The secret is random enough (190 bits) for a plain SHA-256: there is nothing to guess.</summary>
sealed record ApiKeySecret(string Prefix, string Secret)
{
    public const int LongestPrefix = 20;
    const int LongestSecret = 128;

    /// <summary>128 bits in base62.</summary>
    const int ShortestSecret = 22;

    const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public string Text => $"{Prefix}.{Secret}";

    public static ApiKeySecret New() => new("tm_live_" + RandomNumberGenerator.GetString(Alphabet, 8), RandomNumberGenerator.GetString(Alphabet, 32));

    public static bool TryParse(string? presented, [NotNullWhen(true)] out ApiKeySecret? key)
    {
        key = null;
        if (presented is not { Length: <= LongestPrefix + 1 + LongestSecret } || presented.IndexOf('.', StringComparison.Ordinal) is not (> 0 and <= LongestPrefix and var dot))
            return false;
        var (prefix, secret) = (presented[..dot], presented[(dot + 1)..]);
        if (secret.Length is < ShortestSecret or > LongestSecret || !prefix.All(IsAllowed) || !secret.All(IsAllowed))
            return false;
        key = new ApiKeySecret(prefix, secret);
        return true;
    }

    public byte[] Hash() => SHA256.HashData(Encoding.ASCII.GetBytes(Secret));

    public bool Matches(byte[] storedHash) => CryptographicOperations.FixedTimeEquals(Hash(), storedHash);

    /// <summary>Base62 and base64url.</summary>
    static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    /// <summary>Never the secret, should somebody log one.</summary>
    public override string ToString() => $"{Prefix}.***";
}
