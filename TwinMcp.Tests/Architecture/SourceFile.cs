using TwinMcp.Tests.Support;

namespace TwinMcp.Tests.Architecture;

/// <summary>A file of ours. <see cref="Code"/> is C# with comments and literals blanked out, line for line.</summary>
/// <param name="Path">Relative to the repository's root, with '/'.</param>
sealed record SourceFile(string Path, string Text)
{
    static readonly string[] TextKinds =
        [".cs", ".razor", ".css", ".js", ".sql", ".sh", ".json", ".yml", ".yaml", ".xml", ".resx", ".csproj", ".props", ".md", ".html", ".env", ".example", ".txt", ".svg", ".pem", ".key", ""];

    readonly Lazy<string> code = new(() => CodeText.Strip(Text));

    public string Code => code.Value;

    public string Name => System.IO.Path.GetFileName(Path);

    public bool Is(string extension) => Path.EndsWith(extension, StringComparison.Ordinal);

    public bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public bool IsMigration => Path.Contains("/Migrations/", StringComparison.Ordinal);

    /// <summary>Every text file that is tracked or would be.</summary>
    public static async Task<IReadOnlyList<SourceFile>> AllAsync()
    {
        var files = await Repository.FilesAsync(untracked: true);
        return [.. files.Where(f => TextKinds.Contains(System.IO.Path.GetExtension(f))).Select(f => new SourceFile(f, File.ReadAllText(Repository.PathOf(f))))];
    }

    /// <summary>"path:line", for a position in the text.</summary>
    public string At(int index) => $"{Path}:{Text.AsSpan(0, index).Count('\n') + 1}";
}
