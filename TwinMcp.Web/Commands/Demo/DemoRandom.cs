using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>SplitMix64: the same numbers on every machine and runtime. For demo data, never for secrets.</summary>
internal struct DemoRandom(ulong seed)
{
    ulong state = seed;

    /// <summary>A generator of its own for each pair.</summary>
    public static DemoRandom For(int first, int second)
    {
        var outer = new DemoRandom((ulong)(uint)first);
        return new DemoRandom(outer.Next() + (ulong)(uint)second);
    }

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 up to, not including, <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Next() % (ulong)end);

    public int Between(int first, int last) => first + Below(last - first + 1);

    public bool Percent(int percent) => Below(100) < percent;
}

internal static class DemoIds
{
    /// <summary>The same id for the same name, for ever (UUID version 8).</summary>
    public static Guid Of(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("twinmcp-demo/" + name)).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    /// <summary>A UUID version 7 whose random part comes from the generator: in order of time, as real senders' ids are.</summary>
    public static Guid At(DateTimeOffset at, ref DemoRandom random)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)at.ToUnixTimeMilliseconds() << 16) | 0x7000 | (random.Next() & 0x0FFF));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (random.Next() & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000);
        return new Guid(bytes, bigEndian: true);
    }
}
