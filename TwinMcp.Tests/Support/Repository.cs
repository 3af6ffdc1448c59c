namespace TwinMcp.Tests.Support;

/// <summary>Where the sources are, so that tests can read them.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>Paths relative to the root, with '/': what git tracks, and with <paramref name="untracked"/> what it would.</summary>
    public static async Task<IReadOnlyList<string>> FilesAsync(bool untracked)
    {
        // safe.directory: a CI checkout often belongs to another user
        string[] arguments = ["-c", "safe.directory=*", "-C", Root, "ls-files", "-z", "--cached"];
        var all = untracked ? [.. arguments, "--others", "--exclude-standard"] : arguments;
        var listed = await External.RunAsync("git", all);
        return [.. listed.EnsureSuccess().Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct().Where(f => File.Exists(PathOf(f)))];
    }

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "TwinMcp.Billing.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"No TwinMcp.Billing.sln above {AppContext.BaseDirectory}.");
    }
}
