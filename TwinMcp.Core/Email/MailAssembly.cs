using TwinMcp.Core.Invoicing;

namespace TwinMcp.Core.Email;

/// <summary>From what a mail says to the mail: both parts from one content, so that neither is forgotten.</summary>
public sealed class MailAssembly(MailRenderer renderer, MailOptions options, TimeProvider clock)
{
    /// <summary>Only a mail to a folder is ever written without a sender's address: <see cref="MailOptions"/> refuses to start otherwise.</summary>
    const string NoSender = "billing@localhost";

    public async Task<OutgoingMail> MakeAsync(MailEnvelope envelope, MailContent content, Party seller) => new()
    {
        MessageId = envelope.MessageId,
        Reference = envelope.Reference,
        From = new MailParty(options.Sender ?? seller.Email ?? NoSender, content.Brand),
        ReplyTo = seller.Email is { } address ? new MailParty(address, content.Brand) : null,
        To = envelope.To,
        Subject = content.Subject,
        Text = MailTextPart.Of(content),
        Html = await renderer.HtmlAsync(content),
        Files = envelope.Files,
        UnsubscribeUrl = content.Unsubscribe?.Url,
        Date = clock.GetUtcNow(),
    };
}

/// <param name="Reference">What it is about, for people.</param>
public sealed record MailEnvelope(string MessageId, string To, string Reference)
{
    public IReadOnlyList<MailFile> Files { get; init; } = [];
}
