namespace TwinMcp.Web.Components.Shared;

/// <summary>One tab: a link with a word, a count (null while unknown) and the shape of a status.</summary>
public sealed record TabItem(string Text, string Href, long? Count, bool IsCurrent, string? Status = null);
