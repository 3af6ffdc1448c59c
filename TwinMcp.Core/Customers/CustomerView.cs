using TwinMcp.Core.Common;

namespace TwinMcp.Core.Customers;

/// <summary>A customer to pick from.</summary>
public sealed record CustomerChoice(CustomerId UserId, string Name, string City, string Country, string BillingEmail);

/// <summary>A profile, whole.</summary>
public sealed record CustomerView(CustomerId UserId, string Name, bool IsCompany)
{
    public string? ContactName { get; init; }
    public required string BillingEmail { get; init; }
    public string? Phone { get; init; }
    public required string Language { get; init; }
    public required Currency Currency { get; init; }
    public string? VatId { get; init; }
    public string? Siren { get; init; }
    public string? Siret { get; init; }
    public string? ElectronicAddress { get; init; }
    public required PostalAddress Address { get; init; }
    public PostalAddress? DeliveryAddress { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>For the ETag.</summary>
    public required uint Version { get; init; }

    internal static CustomerView Of(Customer c) => new(c.UserId, c.Name, c.IsCompany)
    {
        ContactName = c.ContactName,
        BillingEmail = c.BillingEmail,
        Phone = c.Phone,
        Language = c.Language,
        Currency = c.Currency,
        VatId = c.VatId,
        Siren = c.Siren,
        Siret = c.Siret,
        ElectronicAddress = c.ElectronicAddress,
        Address = c.Address,
        DeliveryAddress = c.DeliveryAddress,
        CreatedAt = c.CreatedAt,
        Version = c.Version,
    };
}
