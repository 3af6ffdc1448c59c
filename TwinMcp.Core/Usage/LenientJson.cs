using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwinMcp.Core.Usage;

// What a record's member cannot be read as becomes null (or, for text, something that is refused): a JsonException would refuse the whole batch.

sealed class LenientGuid : JsonConverter<Guid?>
{
    public override Guid? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var value) ? value : Unreadable.Skip<Guid>(ref reader);

    public override void Write(Utf8JsonWriter writer, Guid? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);
}

sealed class LenientLong : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) ? value : Unreadable.Skip<long>(ref reader);

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);
}

sealed class LenientInt : JsonConverter<int?>
{
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value) ? value : Unreadable.Skip<int>(ref reader);

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);
}

/// <summary>ISO 8601 with Z or an offset. Without one the framework would take the server's own zone: such a time is unreadable here.</summary>
sealed class LenientInstant : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var value) && SaysItsOffset(ref reader)
            ? value : Unreadable.Skip<DateTimeOffset>(ref reader);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);

    /// <summary>"…Z" or "…+02:00"; the reader has checked the rest.</summary>
    static bool SaysItsOffset(ref Utf8JsonReader reader)
    {
        Span<byte> text = stackalloc byte[64];
        if (reader.HasValueSequence ? reader.ValueSequence.Length > text.Length : reader.ValueSpan.Length > text.Length)
            return false;
        text = text[..reader.CopyString(text)];
        return text is [.., (byte)'Z'] or [.., (byte)'+' or (byte)'-', _, _, (byte)':', _, _];
    }
}

sealed class LenientString : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return Unreadable.Text;
        }
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return Unreadable.Text; // half of a surrogate pair
        }
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

static class Unreadable
{
    /// <summary>Refused by every rule about text, unlike null where a text is optional.</summary>
    public const string Text = "\uFFFD";

    public static T? Skip<T>(ref Utf8JsonReader reader) where T : struct
    {
        reader.Skip();
        return null;
    }
}
