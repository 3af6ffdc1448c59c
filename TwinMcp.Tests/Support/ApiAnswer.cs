using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace TwinMcp.Tests.Support;

/// <summary>What the API answered.</summary>
public sealed record ApiAnswer(string Request, int Status, HttpResponseHeaders Headers, string? ContentType, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Bytes);

    public string ETag => Headers.ETag?.ToString() ?? throw new InvalidOperationException($"{Request} has no ETag.");

    /// <summary>A member of the body as text.</summary>
    public string? this[string member] => Json.GetProperty(member) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;

    public decimal Number(string member) => Json.GetProperty(member).GetDecimal();

    public IReadOnlyList<JsonElement> Items => [.. Json.GetProperty("items").EnumerateArray()];

    /// <summary>The fields that a refusal names.</summary>
    public IReadOnlyList<string> Fields => Json.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateObject().Select(e => e.Name)] : [];

    public override string ToString() => $"{Request}: {Status}\n{Text}";

    public ApiAnswer Expect(int status)
    {
        Assert.True(Status == status, $"{Request}: {Status}, expected {status}\n{Text}");
        return this;
    }

    /// <summary>A refusal in the contract's shape.</summary>
    public ApiAnswer ExpectProblem(int status, string? code = null, string? field = null)
    {
        Expect(status);
        Assert.True(ContentType == "application/problem+json", $"{Request}: {ContentType}\n{Text}");
        foreach (var member in (string[])["type", "title", "detail", "code", "traceId"])
            Assert.False(string.IsNullOrEmpty(this[member]), $"{Request}: no {member}\n{Text}");
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.True(code is null || this["code"] == code, $"{Request}: code {this["code"]}, expected {code}\n{Text}");
        Assert.True(field is null || Fields.Contains(field), $"{Request}: names [{string.Join(", ", Fields)}], expected {field}\n{Text}");
        return this;
    }

    internal static async Task<ApiAnswer> ReadAsync(string request, HttpResponseMessage response) =>
        new(request, (int)response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync());
}
