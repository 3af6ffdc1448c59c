using System.Security.Cryptography;

namespace TwinMcp.Core.Security.Identity;

/// <summary>What a password must be, and new ones. Length is what counts (NIST SP 800-63B 5.1.1.2): no rules of digits and signs, but none that everybody tries first.</summary>
public static class Passwords
{
    public const int Shortest = 12;
    public const int Longest = 128;

    const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
    const string Product = "twinmcp";
    const int ShortestName = 4;

    /// <summary>Four groups of four out of 32 letters: 80 bits that can be typed.</summary>
    public static string New() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));

    public static bool IsGood(string password, string? email) =>
        password.Length is >= Shortest and <= Longest && !password.Any(char.IsControl) && !Names(email).Any(n => password.Contains(n, StringComparison.OrdinalIgnoreCase)) && !CommonPasswords.Contains(password);

    /// <summary>What is known about everybody here: the product and the address, whole and what stands before the @.</summary>
    static IEnumerable<string> Names(string? email)
    {
        string[] names = [Product, email ?? "", email?.Split('@')[0] ?? ""];
        return names.Where(n => n.Length >= ShortestName);
    }
}
