using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TwinMcp.Core.Security.Identity;

/// <summary>Six-digit codes of an authenticator app (RFC 6238: HMAC-SHA-1, steps of 30 seconds, the only kind that every app knows).</summary>
public static class Totp
{
    public const int StepSeconds = 30;
    const int Digits = 6;
    const int Modulus = 1_000_000;
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A clock may be one step off, either way (RFC 6238 5.2).</summary>
    static readonly long[] Tolerated = [0, -1, 1];

    /// <summary>160 bits, the length of the hash (RFC 4226 4, R6).</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(20);

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step (RFC 4226 5.3).</summary>
    public static string Code(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // HMAC-SHA-1 is what RFC 6238 names and apps speak; its weakness is collisions, which do not matter here
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xf;
        var number = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & int.MaxValue;
        return (number % Modulus).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
    }

    /// <summary>The step that the code is of, or null. What is not newer than the last accepted step was used already (RFC 6238 5.2).</summary>
    public static long? Accept(byte[] key, string code, long now, long lastStep)
    {
        long? found = null;
        foreach (var step in Tolerated.Select(t => now + t))
        {
            // all three, whichever it is: the time tells nothing
            var isIt = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code(key, step)), Encoding.UTF8.GetBytes(code));
            if (isIt && step > lastStep)
                found = step;
        }
        return found;
    }

    /// <summary>Base32 in groups of four (RFC 4648 6), for typing.</summary>
    public static string Groups(byte[] key) => string.Join(' ', Base32(key).Chunk(4).Select(c => new string(c)));

    /// <summary>What an authenticator app reads from the QR code.</summary>
    public static string Address(string issuer, string account, byte[] key) => string.Create(CultureInfo.InvariantCulture,
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Base32(key)}&issuer={Uri.EscapeDataString(issuer)}&digits={Digits}&period={StepSeconds}");

    static string Base32(byte[] key)
    {
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var one in key)
        {
            (buffer, bits) = ((buffer << 8) | one, bits + 8);
            for (; bits >= 5; bits -= 5)
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
            buffer &= (1 << bits) - 1;
        }
        return bits == 0 ? text.ToString() : text.Append(Alphabet[(buffer << (5 - bits)) & 31]).ToString();
    }
}
