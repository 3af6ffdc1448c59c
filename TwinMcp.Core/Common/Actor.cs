namespace TwinMcp.Core.Common;

public enum Role
{
    Customer,
    Staff,
    Admin,

    /// <summary>An API key that may only write usage.</summary>
    Ingestion,

    /// <summary>Jobs of the product itself.</summary>
    System,
}

/// <summary>Who acts, and from where: on every service call and in every audit row.</summary>
/// <param name="Id">The sign-in or the API key; null for the system.</param>
/// <param name="Customer">The billing account that a customer's sign-in or key belongs to; null for everybody else.</param>
public sealed record Actor(Role Role, Guid? Id, string Name, CustomerId? Customer = null, string? IpAddress = null, string? RequestId = null)
{
    public static Actor System(string job) => new(Role.System, null, job);

    /// <summary>The browser or program, at most 300 characters of what it says of itself.</summary>
    public string? UserAgent
    {
        get;
        init => field = value is { Length: > 300 } ? value[..300] : value;
    }

    /// <summary>What narrows a key's role (<see cref="KeyScopes"/>); null: all that the role may do.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    public bool IsCustomer => Role == Role.Customer;

    /// <summary>A stable name of the principal, for idempotency keys and quotas.</summary>
    public string Principal => $"{Role}:{Id}";
}
