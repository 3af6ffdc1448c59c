using System.Security.Cryptography;

namespace TwinMcp.Core.Security.Identity;

/// <summary>What a password must be, and new ones. Length is what counts (NIST SP 800-63B 5.1.1.2): no rules of digits and signs.</summary>
public static class Passwords
{
    public const int Shortest = 12;
    public const int Longest = 128;

    const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>Four groups of four out of 32 letters: 80 bits that can be typed.</summary>
    public static string New() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));

    internal static bool IsGood(string password, string? email) =>
        password.Length is >= Shortest and <= Longest && !password.Any(char.IsControl) && !password.Equals(email, StringComparison.OrdinalIgnoreCase);
}
