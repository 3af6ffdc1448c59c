using TwinMcp.Core.Common;

namespace TwinMcp.Core.Customers;

/// <summary>A billing account: one row of <c>user_profiles</c>, keyed by <c>user_id</c>.</summary>
public sealed class Customer
{
    public required CustomerId UserId { get; init; }

    /// <summary>The company's legal name, or the person's.</summary>
    public required string Name { get; set; }

    public bool IsCompany { get; set; }

    public string? ContactName { get; set; }

    public required string BillingEmail { get; set; }

    public string? Phone { get; set; }

    /// <summary>"fr" or "en": the language of this customer's documents and mails.</summary>
    public required string Language { get; set; }

    public required Currency Currency { get; set; }

    public string? VatId { get; set; }

    public string? Siren { get; set; }

    /// <summary>14 digits, the SIREN first.</summary>
    public string? Siret { get; set; }

    /// <summary>Where e-invoices go (BT-49), "scheme:value"; null: a French company's SIREN in the French directory (0225).</summary>
    public string? ElectronicAddress { get; set; }

    public required PostalAddress Address { get; set; }

    /// <summary>Where the supply goes when that is not the address.</summary>
    public PostalAddress? DeliveryAddress { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>xmin: the concurrency token and the ETag.</summary>
    public uint Version { get; private set; }
}

/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record PostalAddress(string Line1, string? Line2, string PostalCode, string City, string Country);
