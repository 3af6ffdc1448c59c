using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents;

/// <summary>The seller as it was when the document was issued.</summary>
public sealed record DocumentSeller
{
    public required string LegalName { get; init; }

    /// <summary>Beside the mark; the legal name when there is none.</summary>
    public string? BrandName { get; init; }

    /// <summary>"SAS au capital de 120 000 €".</summary>
    public string? FormAndCapital { get; init; }

    /// <summary>"RCS Lyon 842 317 906".</summary>
    public string? Rcs { get; init; }

    public string? Siren { get; init; }

    public string? Siret { get; init; }

    public string? VatId { get; init; }

    public required IReadOnlyList<string> AddressLines { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>With or without spaces; printed in groups of four.</summary>
    public string? Iban { get; init; }

    public string? Bic { get; init; }

    public PdfImage? Logo { get; init; }

    public Rgb PrimaryColor { get; init; } = Rgb.Hex(0x1F4FD8);

    public Rgb SecondaryColor { get; init; } = Rgb.Hex(0x0B2A8A);

    /// <summary>A line of the seller's own at the foot of each page.</summary>
    public string? Footer { get; init; }

    public DocumentLayout Layout { get; init; }
}

/// <summary>How a document is arranged; what it says is the same in each.</summary>
public enum DocumentLayout
{
    /// <summary>Coloured title and table head.</summary>
    Modern,

    /// <summary>Black on white, thin rules, colours only in the mark.</summary>
    Classic,

    /// <summary>Smaller type and tighter rows: more lines on a page.</summary>
    Compact,
}

public sealed record DocumentBuyer
{
    public required string Name { get; init; }

    /// <summary>"À l’attention de Claire Brunel".</summary>
    public string? ContactLine { get; init; }

    public required IReadOnlyList<string> AddressLines { get; init; }

    /// <summary>Only when it differs from the address.</summary>
    public IReadOnlyList<string> DeliveryLines { get; init; } = [];

    public bool IsCompany { get; init; }

    public string? Siren { get; init; }

    public string? VatId { get; init; }

    public string? Email { get; init; }
}
