using System.Net.Http.Headers;
using System.Text.Json;
using TwinMcp.Core.Usage;
using TwinMcp.Web.Api;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>Sends usage to the product's own address with an ingestion key, as any customer-facing server does.</summary>
internal sealed class DemoUsageSender : IDisposable
{
    const int BatchSize = 5_000;
    const int AtOnce = 2;

    readonly HttpClient http;

    public DemoUsageSender(string address, string key)
    {
        // never through a proxy: it is this process
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Returns how many calls are there now. Sending again is harmless: each id counts once.</summary>
    public async Task<int> SendAsync(IEnumerable<DemoUsageRecord> records, CancellationToken ct)
    {
        var sent = 0;
        await Parallel.ForEachAsync(records.Chunk(BatchSize), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (batch, token) =>
        {
            await SendBatchAsync(batch, token);
            Interlocked.Add(ref sent, batch.Length);
        });
        return sent;
    }

    public void Dispose() => http.Dispose();

    async Task SendBatchAsync(DemoUsageRecord[] batch, CancellationToken ct)
    {
        using var response = await http.PostAsJsonAsync("/api/usage", new { Records = batch }, JsonSerializerOptions.Web, ct);
        if (!response.IsSuccessStatusCode)
            throw new DemoStopped($"POST /api/usage answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(ct)}");
        var receipt = (await response.Content.ReadFromJsonAsync<UsageReceipt>(ApiJson.Options, ct))!;
        if (receipt.Rejected is [var first, ..])
            throw new DemoStopped($"POST /api/usage refused {receipt.Rejected.Count} records, the first because of {first.Reason}");
    }
}
