using System.Security.Cryptography;
using System.Text;

namespace TwinMcp.Core.Security.Identity;

/// <summary>Ten codes for the day the phone is gone. Each counts once; only hashes are kept, bound to their person.</summary>
public static class RecoveryCodes
{
    public const int Count = 10;
    const int Letters = 12;
    const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>Three groups of four out of 32 letters: 60 bits, far beyond what ten tries in 15 minutes can find.</summary>
    public static string[] New() => [.. Enumerable.Range(0, Count).Select(_ => string.Join('-', RandomNumberGenerator.GetString(Alphabet, Letters).Chunk(4).Select(c => new string(c))))];

    /// <summary>However it was typed: in capitals, with spaces, without hyphens.</summary>
    public static bool IsOne(string text) => Letters == Bare(text).Length;

    public static string Hash(Guid userId, string code) => Convert.ToHexStringLower(HMACSHA256.HashData(userId.ToByteArray(), Encoding.UTF8.GetBytes(Bare(code))));

    static string Bare(string text) => new([.. text.ToLowerInvariant().Where(Alphabet.Contains)]);
}
