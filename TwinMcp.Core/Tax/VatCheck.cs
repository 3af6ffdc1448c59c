namespace TwinMcp.Core.Tax;

public enum VatCheckSource
{
    /// <summary>Format and check digit.</summary>
    Offline,

    /// <summary>The Commission's register.</summary>
    Vies,
}

/// <summary>What was asked about a VAT number, when, and what came back: evidence, never overwritten.</summary>
public sealed class VatCheck
{
    public required Guid Id { get; init; }

    /// <summary>Normalised, with its prefix.</summary>
    public required string Number { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The same in the seller's time zone.</summary>
    public required DateOnly RequestedOn { get; init; }

    public required bool Valid { get; init; }
    public required VatCheckSource Source { get; init; }

    /// <summary>VIES gives one when the seller's own number is sent with the question.</summary>
    public string? ConsultationNumber { get; init; }

    /// <summary>As registered; several states do not tell.</summary>
    public string? Name { get; init; }
}

/// <summary>The latest answer of VIES about a number.</summary>
public sealed record VatEvidence(bool Valid, DateOnly On, string? ConsultationNumber);
