namespace TwinMcp.Web.Api;

/// <summary>Bodies that are read as the bytes they are.</summary>
internal static class BodyReading
{
    /// <summary>The endpoint's RequestSizeLimit bounds it.</summary>
    public static async Task<byte[]> BytesAsync(HttpRequest request, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, ct);
        return buffer.ToArray();
    }
}
