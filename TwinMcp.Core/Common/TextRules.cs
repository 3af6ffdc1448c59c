namespace TwinMcp.Core.Common;

/// <summary>Text that can be stored and printed. PostgreSQL takes no NUL, and no other control character has a place on a document.</summary>
static class TextRules
{
    public static bool IsOneLine(string? text) => text is null || !text.Any(char.IsControl);

    public static bool IsPlain(string? text) => text is null || !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));
}
