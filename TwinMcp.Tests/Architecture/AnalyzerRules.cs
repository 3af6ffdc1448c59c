namespace TwinMcp.Tests.Architecture;

/// <summary>What the build itself refuses (house.md 4.6): it must go on refusing it.</summary>
static class AnalyzerRules
{
    static readonly string[] Required =
    [
        "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTime.Today", "P:System.DateTimeOffset.Now", "P:System.DateTimeOffset.UtcNow",
        "P:System.Threading.Tasks.Task`1.Result", "M:System.Threading.Tasks.Task.Wait",
        "M:System.Threading.Thread.Sleep(System.Int32)", "M:System.Threading.Thread.Sleep(System.TimeSpan)",
        "M:System.Math.Round(System.Decimal)", "M:System.Math.Round(System.Decimal,System.Int32)",
        "M:System.Math.Round(System.Double)", "M:System.Math.Round(System.Double,System.Int32)",
        "M:System.Decimal.Round(System.Decimal)", "M:System.Decimal.Round(System.Decimal,System.Int32)",
    ];

    public static IEnumerable<string> MissingSymbols(string bannedSymbols)
    {
        var listed = bannedSymbols.Split('\n').Select(l => l.Split(';')[0].Trim()).ToHashSet();
        return Required.Where(r => !listed.Contains(r)).Select(r => $"BannedSymbols.txt: {r} is missing");
    }

    /// <summary>The last word of any section that applies to C#: a later, softer line would win.</summary>
    public static IEnumerable<string> SoftBan(string editorConfig)
    {
        var lines = editorConfig.Split('\n').Select(l => l.Replace(" ", "", StringComparison.Ordinal).Trim()).Where(l => l.StartsWith("dotnet_diagnostic.RS0030.severity=", StringComparison.Ordinal)).ToList();
        return lines.Count == 0 || lines.Any(l => !l.EndsWith("=error", StringComparison.Ordinal)) ? [".editorconfig: RS0030 must be an error, everywhere"] : [];
    }

    public static IEnumerable<string> NotWired(string buildProps) =>
        new[] { "Microsoft.CodeAnalysis.BannedApiAnalyzers", "BannedSymbols.txt", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", "<Nullable>enable</Nullable>" }
            .Where(part => !buildProps.Contains(part, StringComparison.Ordinal))
            .Select(part => $"Directory.Build.props: {part} is missing");
}
