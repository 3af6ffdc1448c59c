using TwinMcp.Core.Common;

namespace TwinMcp.Core.Security.ApiKeys;

/// <summary>A key to make.</summary>
public sealed record CreateApiKey
{
    public const int LongestName = 100;

    public string? Name { get; init; }

    /// <summary>Not given by a customer: CUSTOMER.</summary>
    public Role? Role { get; init; }

    /// <summary>The billing account of a customer's key; nobody else's key has one.</summary>
    public CustomerId? UserId { get; init; }

    /// <summary>Narrows the role (<see cref="KeyScopes"/>); null: all that the role may do.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

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
        errors.Require(HasRole, "role", "A key is a customer's, staff's, admin's or for ingestion.");
        errors.Require(Role == Common.Role.Customer == UserId.HasValue, "userId", "A customer's key names its customer; no other key does.");
        errors.Require(RequestsPerMinute is null or > 0, "requestsPerMinute", "At least 1.");
        errors.Require(RequestsPerDay is null or > 0, "requestsPerDay", "At least 1.");
        errors.Require(ExpiresAt is null || ExpiresAt > now, "expiresAt", "Must be in the future.");
        if (Scopes is not null)
            CheckScopes(errors, Scopes);
        return errors.Any ? errors.ToError() : null;
    }

    bool HasRole => Role is Common.Role.Customer or Common.Role.Staff or Common.Role.Admin or Common.Role.Ingestion;

    void CheckScopes(FieldErrors errors, IReadOnlyList<string> scopes)
    {
        errors.Require(scopes.Count > 0, "scopes", "At least one; without the member the key may do all that its role may.");
        errors.Require(scopes.Distinct().Count() == scopes.Count, "scopes", "Each once.");
        foreach (var scope in scopes.Where(s => !KeyScopes.All.Contains(s)).Take(3))
            errors.Add("scopes", $"No such scope. There are {string.Join(", ", KeyScopes.All)}.");
        if (HasRole)
            foreach (var scope in scopes.Where(s => KeyScopes.All.Contains(s) && !KeyScopes.Fits(s, Role!.Value)))
                errors.Add("scopes", $"{scope} gives a key of this role nothing.");
    }

    /// <summary>The key that a customer makes for himself: his own account, and no larger quota than customers have.</summary>
    internal Result<CreateApiKey> Own(Actor actor)
    {
        if (Role is not (null or Common.Role.Customer))
            return BillingError.Forbidden("A customer makes keys of his own account only.");
        if (UserId is not null && UserId != actor.Customer)
            return BillingError.NotFound("customer");
        var most = ApiKeyLimits.Of(Common.Role.Customer);
        var errors = new FieldErrors();
        errors.Require(RequestsPerMinute is null || RequestsPerMinute <= most.PerMinute, "requestsPerMinute", $"At most {most.PerMinute}.");
        errors.Require(RequestsPerDay is null || RequestsPerDay <= most.PerDay, "requestsPerDay", $"At most {most.PerDay}.");
        return errors.Any ? errors.ToError() : this with { Role = Common.Role.Customer, UserId = actor.Customer };
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

/// <param name="Key">The clear key; null for a request that was repeated: it was shown then, and is stored nowhere.</param>
public sealed record IssuedApiKey(Guid Id, string? Key);

/// <summary>A key as it can be looked at: without its secret, which nobody has.</summary>
public sealed record ApiKeyView(Guid Id, string Prefix, string Name, Role Role, CustomerId? UserId)
{
    /// <summary>Null: all that the role may do.</summary>
    public required IReadOnlyList<string>? Scopes { get; init; }

    public required ApiKeyLimits Limits { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? ExpiresAt { get; init; }
    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary>To the minute.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }

    internal static ApiKeyView Of(ApiKey key) => new(key.Id, key.Prefix, key.Name, key.Role, key.UserId)
    {
        Scopes = key.Scopes,
        Limits = new ApiKeyLimits(key.RequestsPerMinute, key.RequestsPerDay),
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        RevokedAt = key.RevokedAt,
        LastUsedAt = key.LastUsedAt,
    };
}
