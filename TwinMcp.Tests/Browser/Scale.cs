using System.Text.Json;
using Microsoft.Playwright;

namespace TwinMcp.Tests.Browser;

/// <summary>Weighs what comes over the wire to one page: bodies and headers as sent, and the circuit's frames.</summary>
sealed class Scale
{
    readonly Lock gate = new();
    readonly List<(string Url, long Bytes)> loads = [];
    readonly Dictionary<string, string> urls = [];
    long frames;

    public long Http
    {
        get
        {
            lock (gate)
                return loads.Sum(l => l.Bytes);
        }
    }

    /// <summary>Before the socket's own compression: never less than what was sent.</summary>
    public long Frames
    {
        get
        {
            lock (gate)
                return frames;
        }
    }

    public static async Task<Scale> UnderAsync(Visit visit)
    {
        var scale = new Scale();
        var tools = await visit.Context.NewCDPSessionAsync(visit.Page);
        tools.Event("Network.requestWillBeSent").OnEvent += (_, e) => scale.Name(e!.Value);
        tools.Event("Network.loadingFinished").OnEvent += (_, e) => scale.Loaded(e!.Value);
        tools.Event("Network.webSocketFrameReceived").OnEvent += (_, e) => scale.Framed(e!.Value);
        await tools.SendAsync("Network.enable");
        return scale;
    }

    public override string ToString()
    {
        lock (gate)
            return string.Join("\n", loads.OrderByDescending(l => l.Bytes).Select(l => $"{l.Bytes,8} {l.Url}").Append($"{frames,8} circuit"));
    }

    void Name(JsonElement e)
    {
        lock (gate)
            urls[e.GetProperty("requestId").GetString()!] = e.GetProperty("request").GetProperty("url").GetString()!;
    }

    void Loaded(JsonElement e)
    {
        lock (gate)
            loads.Add((urls.GetValueOrDefault(e.GetProperty("requestId").GetString()!, "?"), (long)e.GetProperty("encodedDataLength").GetDouble()));
    }

    void Framed(JsonElement e)
    {
        var frame = e.GetProperty("response");
        var data = frame.GetProperty("payloadData").GetString()!;
        lock (gate)
            frames += frame.GetProperty("opcode").GetInt32() == 2 ? Convert.FromBase64String(data).Length : data.Length;
    }
}
