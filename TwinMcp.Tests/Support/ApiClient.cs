using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TwinMcp.Tests.Support;

/// <summary>Somebody who calls the REST API: with a key, or as nobody. Says nothing about what should come back.</summary>
public sealed class ApiClient(HttpClient http, string? key)
{
    public Task<ApiAnswer> GetAsync(string path) => CallAsync("GET", path);

    public Task<ApiAnswer> PostAsync(string path, object body, string? idempotencyKey = null) =>
        CallAsync("POST", path, Json(body), idempotencyKey is null ? [] : [("Idempotency-Key", idempotencyKey)]);

    public Task<ApiAnswer> PatchAsync(string path, object body, string? ifMatch) =>
        CallAsync("PATCH", path, Json(body), ifMatch is null ? [] : [("If-Match", ifMatch)]);

    public async Task<ApiAnswer> CallAsync(string method, string path, HttpContent? content = null, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        return await ApiAnswer.ReadAsync($"{method} {path}", response);
    }

    /// <summary>An object, or JSON text as it is.</summary>
    public static HttpContent Json(object body) =>
        new StringContent(body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
}
