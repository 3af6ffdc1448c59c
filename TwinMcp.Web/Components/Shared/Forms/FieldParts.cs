namespace TwinMcp.Web.Components.Shared.Forms;

/// <summary>What every field of the kit has besides its input.</summary>
internal static class FieldParts
{
    /// <summary>The ids of hint and error that are there; null without any.</summary>
    public static string? DescribedBy(string id, string? hint, string? error) => (hint, error) switch
    {
        (null, null) => null,
        (_, null) => $"{id}-hint",
        (null, _) => $"{id}-error",
        _ => $"{id}-hint {id}-error",
    };
}
