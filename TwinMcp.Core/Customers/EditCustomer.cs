using TwinMcp.Core.Common;

namespace TwinMcp.Core.Customers;

/// <summary>The body of <c>POST</c> (a whole profile) and <c>PATCH</c> of <c>/api/customers</c>, where what is not given stays and an empty text is removed.</summary>
public sealed record EditCustomer
{
    public string? Name { get; init; }
    public bool? IsCompany { get; init; }
    public string? ContactName { get; init; }
    public string? BillingEmail { get; init; }
    public string? Phone { get; init; }

    /// <summary>"fr" or "en".</summary>
    public string? Language { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    public string? VatId { get; init; }
    public string? Siren { get; init; }

    /// <summary>14 digits; begins with the SIREN.</summary>
    public string? Siret { get; init; }

    /// <summary>"scheme:value", like 0225:732829320; not given: a French company's SIREN, anybody else's e-mail.</summary>
    public string? ElectronicAddress { get; init; }

    public EditAddress? Address { get; init; }

    /// <summary>Only when it is another than the address; whole, or all of it empty to remove it.</summary>
    public EditAddress? DeliveryAddress { get; init; }

    /// <summary>Every member by its name on the wire.</summary>
    internal IReadOnlyList<(string Field, object? Value)> Members =>
    [
        ("name", Name),
        ("isCompany", IsCompany),
        ("contactName", ContactName),
        ("billingEmail", BillingEmail),
        ("phone", Phone),
        ("language", Language),
        ("currency", Currency),
        ("vatId", VatId),
        ("siren", Siren),
        ("siret", Siret),
        ("electronicAddress", ElectronicAddress),
        ("address.line1", Address?.Line1),
        ("address.line2", Address?.Line2),
        ("address.postalCode", Address?.PostalCode),
        ("address.city", Address?.City),
        ("address.country", Address?.Country),
        ("deliveryAddress.line1", DeliveryAddress?.Line1),
        ("deliveryAddress.line2", DeliveryAddress?.Line2),
        ("deliveryAddress.postalCode", DeliveryAddress?.PostalCode),
        ("deliveryAddress.city", DeliveryAddress?.City),
        ("deliveryAddress.country", DeliveryAddress?.Country),
    ];

    internal IReadOnlyList<string> Given => [.. Members.Where(m => m.Value is not null).Select(m => m.Field)];

    internal static EditCustomer Of(Customer customer) => new()
    {
        Name = customer.Name,
        IsCompany = customer.IsCompany,
        ContactName = customer.ContactName,
        BillingEmail = customer.BillingEmail,
        Phone = customer.Phone,
        Language = customer.Language,
        Currency = customer.Currency.Code,
        VatId = customer.VatId,
        Siren = customer.Siren,
        Siret = customer.Siret,
        ElectronicAddress = customer.ElectronicAddress,
        Address = EditAddress.Of(customer.Address),
        DeliveryAddress = customer.DeliveryAddress is { } delivery ? EditAddress.Of(delivery) : null,
    };

    /// <summary>What is given, and for the rest what was there.</summary>
    internal EditCustomer Over(EditCustomer old) => new()
    {
        Name = Name ?? old.Name,
        IsCompany = IsCompany ?? old.IsCompany,
        ContactName = ContactName ?? old.ContactName,
        BillingEmail = BillingEmail ?? old.BillingEmail,
        Phone = Phone ?? old.Phone,
        Language = Language ?? old.Language,
        Currency = Currency ?? old.Currency,
        VatId = VatId ?? old.VatId,
        Siren = Siren ?? old.Siren,
        Siret = Siret ?? old.Siret,
        ElectronicAddress = ElectronicAddress ?? old.ElectronicAddress,
        Address = (Address ?? new EditAddress()).Over(old.Address!),
        DeliveryAddress = DeliveryAddress is { } delivery ? delivery.Over(old.DeliveryAddress ?? new EditAddress()) : old.DeliveryAddress,
    };

    /// <summary>Which members the two differ in.</summary>
    internal IReadOnlyList<string> Differences(EditCustomer other) =>
        [.. Members.Zip(other.Members).Where(m => !Equals(m.First.Value, m.Second.Value)).Select(m => m.First.Field)];
}

public sealed record EditAddress
{
    public string? Line1 { get; init; }
    public string? Line2 { get; init; }
    public string? PostalCode { get; init; }
    public string? City { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    internal static EditAddress Of(PostalAddress address) => new()
    {
        Line1 = address.Line1,
        Line2 = address.Line2,
        PostalCode = address.PostalCode,
        City = address.City,
        Country = address.Country,
    };

    internal EditAddress Over(EditAddress old) => new()
    {
        Line1 = Line1 ?? old.Line1,
        Line2 = Line2 ?? old.Line2,
        PostalCode = PostalCode ?? old.PostalCode,
        City = City ?? old.City,
        Country = Country ?? old.Country,
    };
}
