using System.Text;
using System.Text.RegularExpressions;

namespace TwinMcp.Tests.Support;

/// <summary>As much of MIME as our own mails use: nested multiparts, base64, quoted-printable, encoded words, RFC 2231 file names.</summary>
public sealed partial class MimePart
{
    readonly List<KeyValuePair<string, string>> headers = [];

    MimePart(string latin1)
    {
        var split = HeaderEnd().Match(latin1);
        var head = split.Success ? latin1[..split.Index] : latin1;
        foreach (var line in Folding().Replace(head, " ").Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
            if (line.IndexOf(':') is var colon and > 0)
                headers.Add(new(line[..colon].Trim(), line[(colon + 1)..].Trim()));
        var body = split.Success ? latin1[(split.Index + split.Length)..] : "";
        var boundary = Parameter("Content-Type", "boundary");
        Content = boundary is null ? Decode(body) : [];
        Parts = boundary is null ? [] : [.. Split(body, boundary).Select(p => new MimePart(p))];
    }

    public static MimePart Parse(byte[] message) => new(Encoding.Latin1.GetString(message));

    public IReadOnlyList<MimePart> Parts { get; }

    /// <summary>The bytes after the transfer encoding; empty for a multipart.</summary>
    public byte[] Content { get; }

    public string ContentType => (Header("Content-Type") ?? "text/plain").Split(';')[0].Trim().ToLowerInvariant();

    public string Text => Encoding.GetEncoding(Parameter("Content-Type", "charset") ?? "us-ascii").GetString(Content);

    public string? FileName => Parameter("Content-Disposition", "filename") ?? Parameter("Content-Type", "name");

    public bool IsAttachment => FileName is not null || (Header("Content-Disposition") ?? "").StartsWith("attachment", StringComparison.OrdinalIgnoreCase);

    /// <summary>The part itself and everything inside it.</summary>
    public IEnumerable<MimePart> All => Parts.SelectMany(p => p.All).Prepend(this);

    /// <summary>The first header of that name, unfolded and decoded.</summary>
    public string? Header(string name) => Headers(name).FirstOrDefault();

    public IEnumerable<string> Headers(string name) =>
        headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => DecodeWords(h.Value));

    string? Parameter(string header, string name)
    {
        var raw = headers.FirstOrDefault(h => h.Key.Equals(header, StringComparison.OrdinalIgnoreCase)).Value ?? "";
        var found = Parameters().Matches(raw)
            .Where(m => m.Groups["name"].Value.Split('*')[0].Equals(name, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (found.Count == 0)
            return null;
        var text = string.Concat(found.Select(m => m.Groups["quoted"].Success ? m.Groups["quoted"].Value : m.Groups["token"].Value));
        return found[0].Groups["name"].Value.EndsWith('*') ? Uri.UnescapeDataString(text[(text.LastIndexOf('\'') + 1)..]) : DecodeWords(text);
    }

    byte[] Decode(string body) => (Header("Content-Transfer-Encoding") ?? "7bit").ToLowerInvariant() switch
    {
        "base64" => Convert.FromBase64String(body),
        "quoted-printable" => QuotedPrintable(SoftBreak().Replace(body, "")),
        _ => Encoding.Latin1.GetBytes(body),
    };

    static byte[] QuotedPrintable(string text) =>
        Encoding.Latin1.GetBytes(HexByte().Replace(text, m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString()));

    static IEnumerable<string> Split(string body, string boundary)
    {
        var pieces = ("\r\n" + body).Split("\r\n--" + boundary);
        return pieces.Skip(1).TakeWhile(p => !p.StartsWith("--", StringComparison.Ordinal)).Select(p => p[(p.IndexOf("\r\n", StringComparison.Ordinal) + 2)..]);
    }

    static string DecodeWords(string value) => EncodedWord().Replace(BetweenWords().Replace(value, "$1"), word =>
    {
        var text = word.Groups["text"].Value;
        var bytes = word.Groups["kind"].Value is "B" or "b" ? Convert.FromBase64String(text) : QuotedPrintable(text.Replace('_', ' '));
        return Encoding.GetEncoding(word.Groups["charset"].Value).GetString(bytes);
    });

    [GeneratedRegex(@"\A\r\n|\r\n\r\n")]
    private static partial Regex HeaderEnd();

    [GeneratedRegex(@"\r\n[ \t]+")]
    private static partial Regex Folding();

    [GeneratedRegex(@"[ \t]*=\r\n")]
    private static partial Regex SoftBreak();

    [GeneratedRegex("=([0-9A-Fa-f]{2})")]
    private static partial Regex HexByte();

    [GeneratedRegex(@"=\?(?<charset>[^?]+)\?(?<kind>[BbQq])\?(?<text>[^?]*)\?=")]
    private static partial Regex EncodedWord();

    // white space between two encoded words is part of neither (RFC 2047, 6.2)
    [GeneratedRegex(@"(\?=)\s+(?==\?)")]
    private static partial Regex BetweenWords();

    [GeneratedRegex(@";\s*(?<name>[\w-]+(\*\d+)?\*?)=(""(?<quoted>[^""]*)""|(?<token>[^;\s]+))")]
    private static partial Regex Parameters();
}
