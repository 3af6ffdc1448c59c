using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwinMcp.Core.Common;

/// <summary>A billing account: <c>user_id</c> in the database, <c>userId</c> on the wire.</summary>
[JsonConverter(typeof(CustomerIdJson))]
public readonly record struct CustomerId(Guid Value) : IParsable<CustomerId>
{
    public static CustomerId New() => new(Guid.CreateVersion7());

    public static CustomerId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CustomerId result)
    {
        var ok = Guid.TryParse(s, out var value);
        result = new CustomerId(value);
        return ok;
    }

    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(InvoiceIdJson))]
public readonly record struct InvoiceId(Guid Value) : IParsable<InvoiceId>
{
    public static InvoiceId New() => new(Guid.CreateVersion7());

    public static InvoiceId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out InvoiceId result)
    {
        var ok = Guid.TryParse(s, out var value);
        result = new InvoiceId(value);
        return ok;
    }

    public override string ToString() => Value.ToString();
}

sealed class CustomerIdJson : JsonConverter<CustomerId>
{
    public override CustomerId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, CustomerId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

sealed class InvoiceIdJson : JsonConverter<InvoiceId>
{
    public override InvoiceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, InvoiceId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
