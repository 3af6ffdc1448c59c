namespace TwinMcp.Web.Components;

/// <summary>Return addresses come from the outside: only a path on this site is followed.</summary>
internal static class LocalUrl
{
    public const string Home = "/dashboard/invoices";

    public static string OrHome(string? url) => IsLocal(url) ? url! : Home;

    static bool IsLocal(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && url.All(IsHeaderText);

    /// <summary>Addresses are escaped; anything else would break the answer's Location.</summary>
    static bool IsHeaderText(char c) => char.IsAscii(c) && !char.IsControl(c);
}
