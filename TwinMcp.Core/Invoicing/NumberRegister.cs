using TwinMcp.Core.Common;

namespace TwinMcp.Core.Invoicing;

/// <summary>The counter of one series and year; its row is locked inside the issuing transaction.</summary>
public sealed class NumberSeries
{
    public required string Series { get; init; }
    public required int Year { get; init; }
    public int LastNumber { get; private set; }

    /// <summary>Issue dates of a series never go back.</summary>
    public DateOnly LastDate { get; private set; }
}

/// <summary>The proof that there is no gap: series, year, n -> invoice. Append-only.</summary>
public sealed class NumberEntry
{
    public required string Series { get; init; }
    public required int Year { get; init; }
    public required int N { get; init; }
    public required CustomerId UserId { get; init; }
    public required InvoiceId InvoiceId { get; init; }
}

/// <summary>The bytes of an issued document, stored in the issuing transaction and never changed.</summary>
public sealed class StoredDocument
{
    public required CustomerId UserId { get; init; }
    public required InvoiceId InvoiceId { get; init; }
    public required byte[] Content { get; init; }

    /// <summary>SHA-256 of <see cref="Content"/>, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The Factur-X XML that is also in the PDF, byte for byte; null for documents of before it was kept.</summary>
    public byte[]? Xml { get; init; }

    /// <summary>SHA-256 of <see cref="Xml"/>, lower-case hex.</summary>
    public string? XmlSha256 { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
