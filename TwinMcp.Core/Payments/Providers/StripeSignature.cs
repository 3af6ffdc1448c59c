using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TwinMcp.Core.Payments.Providers;

/// <summary>
/// <c>Stripe-Signature: t=1492774577,v1=5257a8…</c>: HMAC-SHA256 over "t.body" with the endpoint's secret, of the bytes as they came
/// (docs.stripe.com/webhooks, "verify manually"). While a secret is rolled there are several v1; one that fits is enough.
/// </summary>
public static class StripeSignature
{
    /// <summary>Either way: a replay is old, and a clock that is far ahead signs nothing we believe.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    const int MaxHeaderLength = 2_000;
    const int MacLength = 32;

    public static string Header(ReadOnlySpan<byte> body, string secret, DateTimeOffset at)
    {
        var t = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={t},v1={Convert.ToHexStringLower(Mac(t, body, secret))}";
    }

    public static bool IsGood(string? header, ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        if (header is null || header.Length > MaxHeaderLength || secret.Length == 0)
            return false;
        var parts = header.Split(',').Select(p => p.Trim().Split('=', 2)).Where(p => p.Length == 2).ToLookup(p => p[0], p => p[1], StringComparer.Ordinal);
        if (parts["t"].ToArray() is not [var t] || !long.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        // as a difference of seconds: no date is made of what a stranger wrote
        if (Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (long)Tolerance.TotalSeconds)
            return false;
        var expected = Mac(t, body, secret);
        var fits = false;
        Span<byte> given = stackalloc byte[MacLength];
        foreach (var hex in parts["v1"])
            if (hex.Length == 2 * MacLength && Convert.FromHexString(hex, given, out _, out _) == System.Buffers.OperationStatus.Done)
                fits |= CryptographicOperations.FixedTimeEquals(expected, given);
        return fits;
    }

    static byte[] Mac(string t, ReadOnlySpan<byte> body, string secret)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(t + "."));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}
