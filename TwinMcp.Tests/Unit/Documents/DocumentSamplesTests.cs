using System.Text.RegularExpressions;
using TwinMcp.Core.Documents.Pdf;
using TwinMcp.Core.Invoicing.Samples;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Documents;

/// <summary>Every kind of document, as other people's tools read it.</summary>
public sealed partial class DocumentSamplesTests
{
    [Fact]
    public async Task Write_EverySample_IsAWholeDocumentAndTheSameTwice()
    {
        using var first = new TempFolder();
        using var second = new TempFolder();
        var names = Write(first);
        Assert.Equal(names, Write(second));
        Assert.True(names.Count >= 36 && names.Distinct().Count() == names.Count);
        var problems = new List<string>();
        foreach (var file in Directory.EnumerateFiles(first.Path))
            if (!File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(second.File(Path.GetFileName(file)))))
                problems.Add($"{Path.GetFileName(file)} differs when it is made again");
        foreach (var name in names)
            problems.AddRange((await ProblemsAsync(first, name)).Select(p => $"{name}: {p}"));
        Assert.Empty(problems);
    }

    static IReadOnlyList<string> Write(TempFolder folder)
    {
        using var scope = PdfFonts.Use(PdfFallback.None); // what this machine has must not matter
        return DocumentSamples.Write(folder.Path);
    }

    static async Task<List<string>> ProblemsAsync(TempFolder folder, string name)
    {
        var problems = new List<string>();
        var pdf = await File.ReadAllBytesAsync(folder.File(name + ".pdf"));
        if (await PdfInspect.ProblemsAsync(pdf) is { Length: > 0 } broken)
            problems.Add(broken);
        var fonts = (await External.RunAsync("pdffonts", folder.File(name + ".pdf"))).EnsureSuccess().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        if (fonts.Length == 0 || fonts.Any(f => !EmbeddedSubsetWithUnicode().IsMatch(f)))
            problems.Add("a font is not embedded");
        if (await MissingLinesAsync(pdf, DocumentSamples.Find(name)) is > 0 and var missing)
            problems.Add($"{missing} lines are not in the text");
        if (File.Exists(folder.File(name + ".xml")) && !await CarriesAsync(folder, name))
            problems.Add("the XML inside is not the one beside");
        return problems;
    }

    /// <summary>How many descriptions do not follow one another in the text of the pages.</summary>
    static async Task<int> MissingLinesAsync(byte[] pdf, SampleDocument sample)
    {
        var text = Spaces().Replace(PdfInspect.Spaced(await PdfInspect.TextAsync(pdf)), "");
        var (missing, at) = (0, 0);
        foreach (var line in sample.Credit is null ? sample.Lines : sample.Lines.Take(1))
        {
            var found = text.IndexOf(line.Description.Replace(" ", "", StringComparison.Ordinal), at, StringComparison.Ordinal);
            if (found < 0)
                missing++;
            else
                at = found + 1;
        }
        return missing;
    }

    static async Task<bool> CarriesAsync(TempFolder folder, string name)
    {
        (await External.RunAsync("pdfdetach", "-save", "1", "-o", folder.File(name + ".detached"), folder.File(name + ".pdf"))).EnsureSuccess();
        var (inside, beside) = (await File.ReadAllBytesAsync(folder.File(name + ".detached")), await File.ReadAllBytesAsync(folder.File(name + ".xml")));
        return inside.AsSpan().SequenceEqual(beside);
    }

    [GeneratedRegex(@"\s+yes\s+yes\s+yes\s+\d+\s+\d+\s*$")]
    private static partial Regex EmbeddedSubsetWithUnicode();

    [GeneratedRegex(@"[\s""]+")]
    private static partial Regex Spaces();
}
