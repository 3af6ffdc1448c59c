using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwinMcp.Core.Usage;

// What a record's member cannot be read as becomes null (or, for text, something that is refused): a JsonException would refuse the whole batch.

sealed class LenientGuid : JsonConverter<Guid?>
{
    public override Guid? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var value) ? value : Lenient.Skip<Guid>(ref reader);

    public override void Write(Utf8JsonWriter writer, Guid? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);
}

sealed class LenientLong : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Lenient.Integer(ref reader);

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);
}

sealed class LenientInt : JsonConverter<int?>
{
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Lenient.Integer(ref reader) is >= int.MinValue and <= int.MaxValue and var value ? (int)value : null;

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);
}

/// <summary>ISO 8601 with Z or an offset. Without one the framework would take the server's own zone: such a time is unreadable here.</summary>
sealed class LenientInstant : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var value) && SaysItsOffset(ref reader)
            ? value : Lenient.Skip<DateTimeOffset>(ref reader);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);

    /// <summary>"…Z" or "…+02:00"; the reader has checked the rest.</summary>
    static bool SaysItsOffset(ref Utf8JsonReader reader)
    {
        Span<byte> text = stackalloc byte[Lenient.ShortLength];
        return text[..Lenient.CopyShort(ref reader, text)] is [.., (byte)'Z'] or [.., (byte)'+' or (byte)'-', _, _, (byte)':', _, _];
    }
}

sealed class LenientString : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return Lenient.UnreadableText;
        }
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return Lenient.UnreadableText; // half of a surrogate pair
        }
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

static class Lenient
{
    /// <summary>Refused by every rule about text, unlike null where a text is optional.</summary>
    public const string UnreadableText = "\uFFFD";

    public const int ShortLength = 64;

    /// <summary>A whole number, or the same in quotes, as everywhere in the API.</summary>
    public static long? Integer(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value))
            return value;
        if (reader.TokenType != JsonTokenType.String)
            return Skip<long>(ref reader);
        Span<byte> text = stackalloc byte[ShortLength];
        return long.TryParse(text[..CopyShort(ref reader, text)], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) ? value : null;
    }

    /// <summary>The string without its escapes, or nothing when it is longer. Its bytes may lie in two pieces of a streamed body.</summary>
    public static int CopyShort(ref Utf8JsonReader reader, scoped Span<byte> space) =>
        (reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length) <= space.Length ? reader.CopyString(space) : 0;

    public static T? Skip<T>(ref Utf8JsonReader reader) where T : struct
    {
        reader.Skip();
        return null;
    }
}
