using System.IO.Compression;

namespace TwinMcp.Core.Invoicing.Bundles;

/// <summary>
/// A ZIP that leaves entry by entry: the archive writes its headers synchronously, which a response's stream refuses, so
/// each entry is packed in memory and sent from there. Holds one document at a time.
/// </summary>
sealed class ZipOutlet : IAsyncDisposable
{
    readonly Stream to;
    readonly Outbound packed = new();
    readonly ZipArchive zip;

    public ZipOutlet(Stream to)
    {
        this.to = to;
        zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true);
    }

    public async Task AddAsync(string name, byte[] content, CancellationToken ct)
    {
        await using (var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open())
            await entry.WriteAsync(content, ct);
        await SendAsync(ct);
    }

    /// <summary>The directory; without it the archive is not whole, and no reader takes it for that.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        zip.Dispose();
        await SendAsync(ct);
    }

    public ValueTask DisposeAsync() => packed.DisposeAsync();

    async Task SendAsync(CancellationToken ct)
    {
        await to.WriteAsync(packed.GetBuffer().AsMemory(0, (int)packed.Length), ct);
        packed.SetLength(0);
    }

    /// <summary>Cannot seek, so that the archive never goes back to what has left.</summary>
    sealed class Outbound : MemoryStream
    {
        public override bool CanSeek => false;
    }
}
