using System.Buffers;
using System.Globalization;

namespace TwinMcp.Core.Documents.Pdf;

/// <summary>A growable byte buffer that writes PDF syntax. Its array is rented: dispose it.</summary>
internal sealed class PdfBuffer : IDisposable
{
    byte[] bytes = ArrayPool<byte>.Shared.Rent(4096);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Dispose()
    {
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    public PdfBuffer Raw(ReadOnlySpan<byte> data)
    {
        data.CopyTo(Room(data.Length));
        Length += data.Length;
        return this;
    }

    /// <summary>Syntax only, one byte a character; text goes through <see cref="Text"/>.</summary>
    public PdfBuffer Raw(string latin1)
    {
        var room = Room(latin1.Length);
        for (var i = 0; i < latin1.Length; i++)
            room[i] = (byte)latin1[i];
        Length += latin1.Length;
        return this;
    }

    public PdfBuffer Int(long value)
    {
        value.TryFormat(Room(20), out var written, provider: CultureInfo.InvariantCulture);
        Length += written;
        return this;
    }

    public PdfBuffer Reference(int objectNumber) => Int(objectNumber).Raw(" 0 R"u8);

    /// <summary>At most three decimals, no exponent, no trailing zeros: a thousandth of a point is finer than any printer.</summary>
    public PdfBuffer Number(double value)
    {
        var thousandths = (long)Math.Round(value * 1000, MidpointRounding.AwayFromZero);
        if (thousandths < 0)
            Raw("-"u8);
        thousandths = Math.Abs(thousandths);
        Int(thousandths / 1000);
        var fraction = (int)(thousandths % 1000);
        if (fraction == 0)
            return this;
        var room = Room(4);
        (room[0], room[1], room[2], room[3]) =
            ((byte)'.', (byte)('0' + fraction / 100), (byte)('0' + fraction / 10 % 10), (byte)('0' + fraction % 10));
        Length += room[3] != '0' ? 4 : room[2] != '0' ? 3 : 2;
        return this;
    }

    /// <summary>Numbers, each followed by a space.</summary>
    public PdfBuffer Numbers(params ReadOnlySpan<double> values)
    {
        foreach (var value in values)
            Number(value).Raw(" "u8);
        return this;
    }

    public PdfBuffer Hex4(int value)
    {
        var room = Room(4);
        for (var i = 3; i >= 0; i--, value >>= 4)
        {
            var digit = value & 15;
            room[i] = (byte)(digit < 10 ? '0' + digit : 'A' - 10 + digit);
        }
        Length += 4;
        return this;
    }

    /// <summary>A PDF text string: an ASCII literal, otherwise UTF-16BE in hexadecimal.</summary>
    public PdfBuffer Text(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return Raw("("u8).Raw(text.Replace("\\", "\\\\").Replace("(", "\\(").Replace(")", "\\)")).Raw(")"u8);
        Raw("<FEFF"u8);
        foreach (var c in text)
            Hex4(c);
        return Raw(">"u8);
    }

    /// <summary>A name such as /text#2Fxml; everything but letters, digits, '-', '.' and '_' is escaped.</summary>
    public PdfBuffer Name(string ascii)
    {
        Raw("/"u8);
        foreach (var c in ascii)
            Raw(char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '+' ? c.ToString() : "#" + ((int)c).ToString("X2", CultureInfo.InvariantCulture));
        return this;
    }

    Span<byte> Room(int count)
    {
        if (Length + count > bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, Length + count));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }
        return bytes.AsSpan(Length);
    }
}
