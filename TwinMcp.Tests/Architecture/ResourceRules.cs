using System.Xml.Linq;

namespace TwinMcp.Tests.Architecture;

/// <summary>User-visible text is complete in both languages: X.resx (English) and X.fr.resx.</summary>
static class ResourceRules
{
    public static IEnumerable<string> Incomplete(IReadOnlyCollection<SourceFile> resources)
    {
        var byPath = resources.ToDictionary(r => r.Path, TextsOf);
        foreach (var path in byPath.Keys.Where(p => !p.EndsWith(".fr.resx", StringComparison.Ordinal)))
        {
            var french = path[..^".resx".Length] + ".fr.resx";
            if (!byPath.TryGetValue(french, out var texts))
                yield return $"{path}: there is no {french}";
            else
                foreach (var finding in Compare(path, byPath[path], french, texts))
                    yield return finding;
        }
        foreach (var orphan in byPath.Keys.Where(p => p.EndsWith(".fr.resx", StringComparison.Ordinal) && !byPath.ContainsKey(p.Replace(".fr.resx", ".resx", StringComparison.Ordinal))))
            yield return $"{orphan}: there is no neutral file";
    }

    static IEnumerable<string> Compare(string neutral, Dictionary<string, string> english, string french, Dictionary<string, string> texts) =>
        english.Keys.Except(texts.Keys).Select(k => $"{french}: '{k}' is missing")
            .Concat(texts.Keys.Except(english.Keys).Select(k => $"{neutral}: '{k}' is missing"))
            .Concat(english.Concat(texts).Where(t => string.IsNullOrWhiteSpace(t.Value)).Select(t => $"{neutral} or its French: '{t.Key}' is empty"))
            .Concat(english.Keys.Intersect(texts.Keys).Where(k => !Holes(english[k]).SetEquals(Holes(texts[k]))).Select(k => $"{french}: '{k}' has other {{n}} than {neutral}"));

    static Dictionary<string, string> TextsOf(SourceFile file) =>
        XDocument.Parse(file.Text).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")?.Value ?? "");

    static HashSet<char> Holes(string text) => [.. Enumerable.Range(0, Math.Max(0, text.Length - 1)).Where(i => text[i] == '{' && char.IsAsciiDigit(text[i + 1])).Select(i => text[i + 1])];
}
