using TwinMcp.Core.Common;

namespace TwinMcp.Core.Security.ApiKeys;

/// <summary>A key to make.</summary>
public sealed record CreateApiKey
{
    public const int LongestName = 100;

    public required string Name { get; init; }
    public required Role Role { get; init; }

    /// <summary>The billing account of a customer's key; nobody else's key has one.</summary>
    public CustomerId? UserId { get; init; }

    /// <summary>Null: what the role has (<see cref="ApiKeyLimits"/>).</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Null: what the role has.</summary>
    public int? RequestsPerDay { get; init; }

    /// <summary>Null: until revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Null when right.</summary>
    internal BillingError? Validate(DateTimeOffset now)
    {
        var errors = new FieldErrors();
        errors.Require(!string.IsNullOrWhiteSpace(Name) && Name.Length <= LongestName && !Name.Any(char.IsControl), "name", "A name has 1 to 100 characters, without control characters.");
        errors.Require(Role is Role.Customer or Role.Staff or Role.Admin or Role.Ingestion, "role", "A key is a customer's, staff's, admin's or for ingestion.");
        errors.Require(Role == Role.Customer == UserId.HasValue, "userId", "A customer's key names its customer; no other key does.");
        errors.Require(RequestsPerMinute is null or > 0, "requestsPerMinute", "At least 1.");
        errors.Require(RequestsPerDay is null or > 0, "requestsPerDay", "At least 1.");
        errors.Require(ExpiresAt is null || ExpiresAt > now, "expiresAt", "Must be in the future.");
        return errors.Any ? errors.ToError() : null;
    }
}

/// <summary>Requests that a key may make unless set otherwise.</summary>
public readonly record struct ApiKeyLimits(int PerMinute, int PerDay)
{
    public static ApiKeyLimits Of(Role role) => role switch
    {
        Role.Customer => new ApiKeyLimits(60, 10_000),
        // one request of an ingestion key brings up to 10,000 records
        Role.Staff or Role.Admin or Role.Ingestion => new ApiKeyLimits(6_000, 1_000_000),
        Role.System => throw new ArgumentOutOfRangeException(nameof(role), role, "has no keys"),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}

/// <param name="Key">The clear key, shown this once.</param>
public sealed record CreatedApiKey(Guid Id, string Prefix, string Key);
