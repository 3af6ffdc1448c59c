using System.Collections.Concurrent;
using System.Text.Json;
using TwinMcp.Tests.Support;

namespace TwinMcp.Tests.Browser;

/// <summary>Weighs what the server sends to one page, on the wire: heads, bodies and the circuit's frames, as compressed as they come.</summary>
sealed class Scale(TcpProxy wire)
{
    readonly ConcurrentQueue<(string Url, long Bytes)> loads = [];
    readonly ConcurrentDictionary<string, string> urls = [];
    long zero;

    public long Bytes => wire.RepliedBytes - zero;

    /// <summary>Begins to weigh; the list of what was loaded tells where the weight is.</summary>
    public async Task StartAsync(Visit visit)
    {
        var tools = await visit.Context.NewCDPSessionAsync(visit.Page);
        tools.Event("Network.requestWillBeSent").OnEvent += (_, e) => urls[Id(e!.Value)] = e.Value.GetProperty("request").GetProperty("url").GetString()!;
        tools.Event("Network.loadingFinished").OnEvent += (_, e) => loads.Enqueue((urls.GetValueOrDefault(Id(e!.Value), "?"), (long)e.Value.GetProperty("encodedDataLength").GetDouble()));
        await tools.SendAsync("Network.enable");
        Zero();
    }

    public void Zero() => zero = wire.RepliedBytes;

    public override string ToString() =>
        string.Join("\n", loads.OrderByDescending(l => l.Bytes).Select(l => $"{l.Bytes,8} {l.Url}").Prepend($"{Bytes,8} on the wire, of which"));

    static string Id(JsonElement e) => e.GetProperty("requestId").GetString()!;
}
