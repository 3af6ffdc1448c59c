namespace TwinMcp.Core.Security.Identity;

/// <summary>A key of ASP.NET's data protection (cookies, antiforgery), shared by all nodes and safe from a flushed Redis.</summary>
public sealed class DataProtectionKey
{
    public required Guid Id { get; init; }
    public required string FriendlyName { get; init; }
    public required string Xml { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
