namespace TwinMcp.Tests.Support;

public sealed record MailAttachment(string FileName, string ContentType, byte[] Content);

/// <summary>One message as the sink got it.</summary>
/// <param name="Acknowledged">False when the connection was dropped before the 250: the sender cannot know that it arrived.</param>
public sealed record ReceivedMail(string EnvelopeFrom, IReadOnlyList<string> Recipients, byte[] Raw, bool Acknowledged, bool Encrypted)
{
    public MimePart Mime { get; } = MimePart.Parse(Raw);

    public string Subject => Mime.Header("Subject") ?? "";

    public string? MessageId => Mime.Header("Message-ID");

    public string From => Mime.Header("From") ?? "";

    public string Text => Body("text/plain");

    public string Html => Body("text/html");

    public IReadOnlyList<MailAttachment> Attachments =>
        [.. Mime.All.Where(p => p.IsAttachment).Select(p => new MailAttachment(p.FileName ?? "", p.ContentType, p.Content))];

    string Body(string type) => Mime.All.FirstOrDefault(p => p.Parts.Count == 0 && !p.IsAttachment && p.ContentType == type)?.Text ?? "";
}
