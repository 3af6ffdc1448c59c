namespace TwinMcp.Core.Invoicing.Selling;

/// <summary>The seller as somebody saved it in Settings: one row, or none while the configuration speaks.</summary>
public sealed class SellerProfile
{
    /// <summary>No row has it: the profile is still the configuration's.</summary>
    public const uint OfConfiguration = 0;

    public int Id { get; init; } = 1;
    public required Party Party { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public required string UpdatedBy { get; set; }
    public uint Version { get; private set; }
}

/// <summary>A logo by the hash of its bytes. Append-only: an issued document's seller names it for ever.</summary>
public sealed class SellerLogo
{
    /// <summary>SHA-256 of <see cref="Content"/>, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>"image/png" or "image/jpeg", by the first bytes.</summary>
    public required string ContentType { get; init; }

    public required byte[] Content { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
