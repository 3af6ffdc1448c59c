
namespace TwinMcp.Core.Catalog;

/// <summary>A documented library that customers search, by its public id ("/vercel/next.js").</summary>
public sealed class Library
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    public string? Description { get; set; }
}
