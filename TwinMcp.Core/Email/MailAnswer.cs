namespace TwinMcp.Core.Email;

public enum MailOutcome
{
    /// <summary>The receiving server took it.</summary>
    Delivered,

    /// <summary>Written to a folder: nobody got it.</summary>
    Filed,

    /// <summary>4xx, no connection, no answer, or something only our operator can mend: worth another attempt.</summary>
    Temporary,

    /// <summary>The recipient or the content is refused for good.</summary>
    Permanent,

    /// <summary>There is no reason left to send it.</summary>
    Withdrawn,
}

/// <param name="Text">The server's words, or why there are none.</param>
public sealed record MailAnswer(MailOutcome Outcome, string Text)
{
    public static MailAnswer Delivered(string text) => new(MailOutcome.Delivered, text);

    public static MailAnswer Filed(string text) => new(MailOutcome.Filed, text);

    public static MailAnswer Temporary(string text) => new(MailOutcome.Temporary, text);

    public static MailAnswer Permanent(string text) => new(MailOutcome.Permanent, text);

    public static MailAnswer Withdrawn(string text) => new(MailOutcome.Withdrawn, text);
}
