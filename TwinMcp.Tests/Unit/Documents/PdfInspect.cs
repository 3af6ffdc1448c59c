using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace TwinMcp.Tests.Unit.Documents;

/// <summary>What other people's tools (qpdf, poppler) read in our files.</summary>
internal static partial class PdfInspect
{
    public readonly record struct Word(int Page, double Left, double Top, double Right, double Bottom, string Text);

    /// <summary>Empty when qpdf finds neither an error nor a warning.</summary>
    public static string Problems(byte[] pdf) => WithFile(pdf, file =>
    {
        var (code, output) = Run("qpdf", "--check", file);
        return code == 0 && !output.Contains("WARNING", StringComparison.Ordinal) ? "" : output;
    });

    /// <summary>The text as it stands on the page. pdftotext writes every kind of space as a plain one.</summary>
    public static string Text(byte[] pdf) => WithFile(pdf, file => Succeed("pdftotext", "-layout", file, "-"));

    /// <summary>What <see cref="Text"/> gives back for a text.</summary>
    public static string Spaced(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ');

    /// <summary>The text of each page.</summary>
    public static string[] Pages(byte[] pdf) => Text(pdf).TrimEnd('\f', '\n').Split('\f');

    public static string Info(byte[] pdf) => WithFile(pdf, file => Succeed("pdfinfo", file));

    /// <summary>The tags and the text inside them, as a screen reader meets them.</summary>
    public static string Structure(byte[] pdf) => WithFile(pdf, file => Succeed("pdfinfo", "-struct-text", file));

    public static string Attachment(byte[] pdf, string name) => WithFile(pdf, file => Succeed("qpdf", "--show-attachment=" + name, file));

    /// <summary>The file without object streams and compression, to look for syntax.</summary>
    public static string Plain(byte[] pdf) => WithFile(pdf, file => Succeed("qpdf", "--qdf", "--object-streams=disable", file, "-"));

    public static IReadOnlyList<Word> Words(byte[] pdf)
    {
        var page = 0;
        var words = new List<Word>();
        foreach (var line in WithFile(pdf, file => Succeed("pdftotext", "-bbox", file, "-")).Split('\n'))
        {
            if (line.Contains("<page ", StringComparison.Ordinal))
                page++;
            if (WordPattern().Match(line) is { Success: true } match)
                words.Add(new Word(page, Number(match, 1), Number(match, 2), Number(match, 3), Number(match, 4), match.Groups[5].Value));
        }
        return words;
    }

    static double Number(Match match, int group) => double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    static string Succeed(string tool, params string[] arguments)
    {
        var (code, output) = Run(tool, arguments);
        Assert.True(code == 0, $"{tool} ended with {code}: {output}");
        return output;
    }

    static (int Code, string Output) Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.StandardOutputEncoding = start.StandardErrorEncoding = System.Text.Encoding.UTF8;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    static T WithFile<T>(byte[] pdf, Func<string, T> look)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, pdf);
            return look(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex("""<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>""")]
    private static partial Regex WordPattern();
}
