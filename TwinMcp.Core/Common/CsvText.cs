using System.Globalization;

namespace TwinMcp.Core.Common;

/// <summary>Cells of a CSV file (RFC 4180), harmless in a spreadsheet: a text that it would run as a formula begins with an apostrophe.</summary>
public static class CsvText
{
    const string Formula = "=+-@\t\r";

    public static string Line(params ReadOnlySpan<string> cells)
    {
        var line = new System.Text.StringBuilder();
        for (var i = 0; i < cells.Length; i++)
            line.Append(i == 0 ? "" : ",").Append(cells[i]);
        return line.Append("\r\n").ToString();
    }

    /// <summary>Any text, whoever wrote it.</summary>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var harmless = Formula.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return harmless.AsSpan().IndexOfAny(",\"\r\n") < 0 ? harmless : $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A number of ours, with a decimal point; a minus is not a formula here.</summary>
    public static string Cell(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Cell(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
