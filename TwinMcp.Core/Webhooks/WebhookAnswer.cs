namespace TwinMcp.Core.Webhooks;

/// <summary>What became of one attempt.</summary>
/// <param name="Status">Null when there was no answer.</param>
/// <param name="Text">The beginning of the answer, or why there was none.</param>
public sealed record WebhookAnswer(int? Status, string Text)
{
    /// <summary>What is kept of it.</summary>
    public const int Longest = 300;

    public bool IsOk => Status is >= 200 and < 300;

    /// <summary>410: the receiver wants no more.</summary>
    public bool IsGone => Status == 410;

    /// <summary>A receiver says what it likes: one line, as long as the column.</summary>
    internal string Kept
    {
        get
        {
            var line = string.Concat(Text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
            return line.Length <= Longest ? line : line[..Longest];
        }
    }
}
