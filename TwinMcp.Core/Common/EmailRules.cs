using System.Net.Mail;

namespace TwinMcp.Core.Common;

/// <summary>An address that mail can be sent to: one, alone, without a name, and nothing that could become a header line.</summary>
static class EmailRules
{
    public const string Words = "One e-mail address, at most 254 characters.";

    const int Longest = 254;

    public static bool IsAddress(string? text) =>
        text is { Length: > 0 and <= Longest } && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal);
}
