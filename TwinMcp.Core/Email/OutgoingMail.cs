namespace TwinMcp.Core.Email;

/// <summary>A complete mail to one recipient, in no mail library's words.</summary>
public sealed record OutgoingMail
{
    /// <summary>Without angle brackets; a repeat carries the same.</summary>
    public required string MessageId { get; init; }

    /// <summary>What it is about, for people: an invoice's number.</summary>
    public required string Reference { get; init; }

    public required MailParty From { get; init; }
    public MailParty? ReplyTo { get; init; }
    public required string To { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }
    public required string Html { get; init; }
    public IReadOnlyList<MailFile> Files { get; init; } = [];

    /// <summary>Where one POST unsubscribes (RFC 8058); null for a mail that cannot be switched off.</summary>
    public string? UnsubscribeUrl { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Date { get; init; }
}

public sealed record MailParty(string Address, string Name);

public sealed record MailFile(string Name, string ContentType, byte[] Content);
