namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>A seller (BG-4) or buyer (BG-7).</summary>
public sealed record ElectronicParty
{
    /// <summary>BT-27, BT-44.</summary>
    public required string Name { get; init; }

    /// <summary>BT-28, BT-45: null when it is the name.</summary>
    public string? TradingName { get; init; }

    /// <summary>BT-30, BT-47: the SIREN with scheme 0002.</summary>
    public Identifier? LegalId { get; init; }

    /// <summary>BT-29, BT-46: the SIRET, scheme 0009.</summary>
    public string? Siret { get; init; }

    /// <summary>BT-31, BT-48. Category O has none (BR-O-02).</summary>
    public string? VatId { get; init; }

    /// <summary>BT-32, scheme FC: of a seller without VAT id (franchise).</summary>
    public string? TaxRegistration { get; init; }

    /// <summary>BT-33: legal form, capital, register.</summary>
    public string? LegalDescription { get; init; }

    /// <summary>BT-34, BT-49.</summary>
    public Identifier? ElectronicAddress { get; init; }

    /// <summary>BG-5, BG-8.</summary>
    public required ElectronicPostalAddress Address { get; init; }

    /// <summary>BT-41, BT-56.</summary>
    public string? ContactName { get; init; }

    /// <summary>BT-42, BT-57.</summary>
    public string? Phone { get; init; }

    /// <summary>BT-43, BT-58.</summary>
    public string? Email { get; init; }
}

/// <param name="Scheme">ISO 6523 ICD (0002 SIREN, 0009 SIRET) or CEF EAS (0225 the French directory, EM an e-mail address).</param>
public sealed record Identifier(string Value, string Scheme)
{
    public const string Siren = "0002";
    public const string Siret = "0009";
    public const string FrenchDirectory = "0225";
    public const string Email = "EM";

    /// <summary>"0225:732829320" as a customer's or seller's electronic address is kept; without a scheme it is one of the French directory.</summary>
    public static Identifier? OfAddress(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return text.IndexOf(':', StringComparison.Ordinal) is > 0 and var at
            ? new Identifier(text[(at + 1)..].Trim(), text[..at].Trim())
            : new Identifier(text.Trim(), FrenchDirectory);
    }
}

/// <summary>BG-5, BG-8, BG-15.</summary>
/// <param name="Line1">BT-35, BT-50, BT-75.</param>
/// <param name="Line2">BT-36, BT-51, BT-76.</param>
/// <param name="Country">BT-40, BT-55, BT-80: ISO 3166-1 alpha-2.</param>
public sealed record ElectronicPostalAddress(string? Line1, string? Line2, string? PostalCode, string? City, string Country);
