using System.Globalization;
using System.Text.RegularExpressions;
using TwinMcp.Tests.Support;

namespace TwinMcp.Tests.Unit.Documents;

/// <summary>What other people's tools (qpdf, poppler) read in our files.</summary>
internal static partial class PdfInspect
{
    public readonly record struct Word(int Page, double Left, double Top, double Right, double Bottom, string Text);

    /// <summary>Empty when qpdf finds neither an error nor a warning.</summary>
    public static async Task<string> ProblemsAsync(byte[] pdf)
    {
        using var folder = new TempFolder();
        var file = folder.Write("document.pdf", pdf);
        var checkedFile = await External.RunAsync("qpdf", "--check", file);
        return checkedFile.ExitCode == 0 ? "" : checkedFile.Error + checkedFile.Output; // 2: errors, 3: warnings
    }

    /// <summary>The text as it stands on the page. pdftotext writes every kind of space as a plain one.</summary>
    public static Task<string> TextAsync(byte[] pdf) => RunAsync(pdf, "pdftotext", file => ["-layout", file, "-"]);

    /// <summary>In the order in which it is drawn, without line breaks: large slanted letters count as a line each.</summary>
    public static async Task<string> DrawnAsync(byte[] pdf) => (await RunAsync(pdf, "pdftotext", file => ["-raw", file, "-"])).ReplaceLineEndings("");

    /// <summary>What <see cref="TextAsync"/> gives back for a text.</summary>
    public static string Spaced(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ');

    /// <summary>The text of each page.</summary>
    public static async Task<string[]> PagesAsync(byte[] pdf) => (await TextAsync(pdf)).TrimEnd('\f', '\n').Split('\f');

    public static Task<string> InfoAsync(byte[] pdf) => RunAsync(pdf, "pdfinfo", file => [file]);

    /// <summary>The tags and the text inside them, as a screen reader meets them.</summary>
    public static Task<string> StructureAsync(byte[] pdf) => RunAsync(pdf, "pdfinfo", file => ["-struct-text", file]);

    public static Task<string> AttachmentAsync(byte[] pdf, string name) => RunAsync(pdf, "qpdf", file => ["--show-attachment=" + name, file]);

    /// <summary>The file without object streams and compression, to look for syntax.</summary>
    public static Task<string> PlainAsync(byte[] pdf) => RunAsync(pdf, "qpdf", file => ["--qdf", "--object-streams=disable", file, "-"]);

    public static async Task<IReadOnlyList<Word>> WordsAsync(byte[] pdf)
    {
        var page = 0;
        var words = new List<Word>();
        foreach (var line in (await RunAsync(pdf, "pdftotext", file => ["-bbox", file, "-"])).Split('\n'))
        {
            if (line.Contains("<page ", StringComparison.Ordinal))
                page++;
            if (WordPattern().Match(line) is { Success: true } match)
                words.Add(new Word(page, Number(match, 1), Number(match, 2), Number(match, 3), Number(match, 4), match.Groups[5].Value));
        }
        return words;
    }

    /// <summary>Pairs of words that stand on each other, by more than a hair.</summary>
    public static IEnumerable<string> Overlaps(IReadOnlyList<Word> words) => words.GroupBy(w => w.Page).SelectMany(OverlapsOfPage);

    static IEnumerable<string> OverlapsOfPage(IEnumerable<Word> ofPage)
    {
        const double hair = 0.6;
        var words = ofPage.OrderBy(w => w.Top).ToList();
        for (var i = 0; i < words.Count; i++)
            for (var j = i + 1; j < words.Count && words[j].Top < words[i].Bottom - hair; j++)
                if (Math.Min(words[i].Right, words[j].Right) - Math.Max(words[i].Left, words[j].Left) > hair)
                    yield return $"page {words[i].Page}: '{words[i].Text}' and '{words[j].Text}'";
    }

    static double Number(Match match, int group) => double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    static async Task<string> RunAsync(byte[] pdf, string tool, Func<string, string[]> arguments)
    {
        using var folder = new TempFolder();
        var file = folder.Write("document.pdf", pdf);
        return (await External.RunAsync(tool, arguments(file))).EnsureSuccess().Output;
    }

    [GeneratedRegex("""<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>""")]
    private static partial Regex WordPattern();
}
