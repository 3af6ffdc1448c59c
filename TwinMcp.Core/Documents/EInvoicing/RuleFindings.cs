namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>A rule that an invoice breaks.</summary>
/// <param name="Rule">As its standard calls it: BR-S-02, BR-CO-15, BR-FR-11.</param>
/// <param name="Field">Where: seller.siren, lines[3].price.</param>
/// <param name="Message">What is wrong, and where it is filled in.</param>
public sealed record RuleFinding(string Rule, string Field, string Message);

/// <summary>Collects what is wrong. Texts are only made for what is.</summary>
sealed class RuleFindings
{
    readonly List<RuleFinding> found = [];

    public IReadOnlyList<RuleFinding> All => found;

    public void Add(string rule, string field, string message) => found.Add(new RuleFinding(rule, field, $"{message} ({rule})"));

    /// <param name="message">A constant: use <see cref="Add"/> under an if for one that is put together.</param>
    public void Require(bool ok, string rule, string field, string message)
    {
        if (!ok)
            Add(rule, field, message);
    }

    /// <summary>A text that somebody has to fill in.</summary>
    public void Need(string? text, string rule, string field, string message) => Require(!string.IsNullOrWhiteSpace(text), rule, field, message);
}
