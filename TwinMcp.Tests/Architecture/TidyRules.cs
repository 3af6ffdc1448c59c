using System.Text.RegularExpressions;

namespace TwinMcp.Tests.Architecture;

/// <summary>Rules over one source file (house.md 4.6, 5, 7). Each gives one line a finding, and nothing when all is well.</summary>
static partial class TidyRules
{
    static readonly string[] BillingFolders = ["Common", "Pricing", "Tax", "Usage", "Subscriptions", "Credits", "Invoicing", "Payments"];

    public static IEnumerable<string> TooLong(SourceFile file) => file switch
    {
        { IsMigration: true } => [],
        _ when file.Is(".cs") => LongerThan(300, file),
        _ when file.Is(".razor") => LongerThan(150, file),
        _ => [],
    };

    public static IEnumerable<string> LongerThan(int limit, SourceFile file)
    {
        var lines = file.Text.TrimEnd().AsSpan().Count('\n') + 1;
        return lines > limit ? [$"{file.Path}: {lines} lines, at most {limit}"] : [];
    }

    public static IEnumerable<string> LongMembers(SourceFile file)
    {
        const int limit = 60;
        return !file.Is(".cs") || file.IsMigration
            ? []
            : CodeMembers.Read(file.Code).Where(m => m.Lines > limit).Select(m => $"{file.At(m.Start)}: {m.Lines} lines, at most {limit}: {m.Header}");
    }

    /// <summary>The keywords, and literals that are double or float because nothing says m.</summary>
    public static IEnumerable<string> BinaryFloats(SourceFile file) =>
        file.Is(".cs") && !file.IsMigration && BillingFolders.Any(f => file.IsIn("TwinMcp.Core/" + f))
            ? Matches(file, file.Code, BinaryFloat(), "binary floating point in a billing folder")
            : [];

    public static IEnumerable<string> Unfinished(SourceFile file) => Matches(file, file.Text, UnfinishedMark(), "unfinished");

    public static IEnumerable<string> EmptyCatches(SourceFile file) =>
        file.Is(".cs") || file.Is(".razor") ? Matches(file, file.Code, EmptyCatch(), "swallows the exception") : [];

    public static IEnumerable<string> SkippedTests(SourceFile file) =>
        file.IsIn("TwinMcp.Tests") && file.Is(".cs") ? Matches(file, file.Code, SkippedTest(), "a test is run or deleted") : [];

    public static IEnumerable<string> Sleeps(SourceFile file) =>
        file.IsIn("TwinMcp.Tests") && file.Is(".cs") && !file.IsIn("TwinMcp.Tests/Support")
            ? Matches(file, file.Code, Sleep(), "wait for a condition (Eventually)")
            : [];

    public static IEnumerable<string> Secrets(SourceFile file) => Matches(file, file.Text, Secret(), "looks like a secret");

    public static IEnumerable<string> Rubbish(string trackedPath) =>
        RubbishPath().IsMatch(trackedPath) ? [$"{trackedPath}: is made, not written; untrack it"] : [];

    /// <summary>Everything above, for the whole tree.</summary>
    public static IEnumerable<string> All(SourceFile file) =>
        [.. TooLong(file), .. LongMembers(file), .. BinaryFloats(file), .. Unfinished(file), .. EmptyCatches(file), .. SkippedTests(file), .. Sleeps(file), .. Secrets(file)];

    static IEnumerable<string> Matches(SourceFile file, string text, Regex pattern, string why) =>
        pattern.Matches(text).Select(m => $"{file.At(m.Index)}: '{m.Value.Trim()}': {why}");

    [GeneratedRegex(@"\b(double|float)\b|\b\d[\d_]*(\.\d[\d_]*)?([eE][+-]?\d+)?[dDfF]\b|\b\d[\d_]*(\.\d[\d_]*([eE][+-]?\d+)?|[eE][+-]?\d+)(?![\d_mM.])")]
    private static partial Regex BinaryFloat();

    // spelled so that this file does not find itself
    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|HA[C]K|NotImplemented[E]xception)\b")]
    private static partial Regex UnfinishedMark();

    [GeneratedRegex(@"\bcatch\s*(\((?>[^()]|\((?<d>)|\)(?<-d>))*\)\s*)?(when\s*\((?>[^()]|\((?<w>)|\)(?<-w>))*\)\s*)?\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"\bSkip\s*=(?!=|>)")]
    private static partial Regex SkippedTest();

    [GeneratedRegex(@"\b(Thread\s*\.\s*Sleep|Task\s*\.\s*Delay)\b")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(sk|rk)_live_\w{8,}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{36}|\bxox[abprs]-[\w-]{10,}|\bwhsec_\w{16,}")]
    private static partial Regex Secret();

    [GeneratedRegex(@"(^|/)(bin|obj|\.twin|\.vs|TestResults|node_modules)/|\.(log|user|suo|pfx|p12)$|(^|/)\.env$")]
    private static partial Regex RubbishPath();
}
