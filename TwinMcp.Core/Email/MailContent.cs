namespace TwinMcp.Core.Email;

public sealed record MailRow(string Label, string Value);

/// <summary>Everything a mail says, as text, once: the HTML part and the text part cannot differ.</summary>
public sealed record MailContent
{
    public required string Language { get; init; }
    public required string Brand { get; init; }

    /// <summary>"#2A52D8"; never anything else, it stands in a style.</summary>
    public required string Colour { get; init; }

    public required string Subject { get; init; }

    /// <summary>The amount in one line: what a list of mails shows beside the subject.</summary>
    public required string Summary { get; init; }

    public required string Greeting { get; init; }
    public required string Intro { get; init; }

    /// <summary>Null with the amount: a mail without one.</summary>
    public string? AmountLabel { get; init; }

    public string? Amount { get; init; }
    public string? AmountNote { get; init; }
    public bool IsLate { get; init; }
    public IReadOnlyList<MailRow> Facts { get; init; } = [];

    /// <summary>Null when nothing is to be paid.</summary>
    public string? PayTitle { get; init; }

    public string? PayText { get; init; }
    public IReadOnlyList<MailRow> Account { get; init; } = [];

    /// <summary>A reminder's: what lateness costs. Null when it says nothing of it.</summary>
    public string? PenaltyText { get; init; }

    public string? PenaltyTitle { get; init; }
    public IReadOnlyList<MailRow> Penalty { get; init; } = [];
    public required string Questions { get; init; }
    public required string Footer { get; init; }

    /// <summary>Who sells: legal form, register and VAT id, as a business letter shows them (C. com. R123-237).</summary>
    public string Legal { get; init; } = "";

    /// <summary>A button and, beside it, its plain address. Null when the product's own address is not set.</summary>
    public MailLink? Button { get; init; }

    /// <summary>Only a courtesy mail has one: what the law or a contract asks for cannot be switched off.</summary>
    public MailLink? Unsubscribe { get; init; }
}

/// <param name="Url">http or https, made by us.</param>
public sealed record MailLink(string Text, string Url);
