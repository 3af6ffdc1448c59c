namespace TwinMcp.Core.Common;

/// <summary>An IBAN as people read it: groups of four.</summary>
public static class IbanFormat
{
    public static string InGroups(string iban, char separator) =>
        string.Join(separator, string.Concat(iban.Where(char.IsAsciiLetterOrDigit)).Chunk(4).Select(g => new string(g)));
}
