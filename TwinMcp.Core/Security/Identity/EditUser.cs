using TwinMcp.Core.Common;

namespace TwinMcp.Core.Security.Identity;

/// <summary>The body of <c>POST</c> and <c>PATCH</c> of <c>/api/users</c>; in a change, what is not given stays.</summary>
public sealed record EditUser
{
    public string? Email { get; init; }
    public string? DisplayName { get; init; }

    /// <summary>CUSTOMER, STAFF or ADMIN: the others are not people.</summary>
    public Role? Role { get; init; }

    /// <summary>The billing account of a customer's person; nobody else has one.</summary>
    public CustomerId? CustomerId { get; init; }

    /// <summary>Goes in and never comes out. Not given for a new user: one is made.</summary>
    public string? Password { get; init; }

    /// <summary>False: he cannot sign in any more, and his sessions end.</summary>
    public bool? Active { get; init; }

    /// <summary>Never the password, should somebody log one.</summary>
    public override string ToString() => nameof(EditUser);

    internal bool IsEmpty => Email is null && DisplayName is null && Role is null && CustomerId is null && Password is null && Active is null;

    /// <summary>Null when right.</summary>
    /// <param name="account">What the user would be.</param>
    internal BillingError? Validate(UserAccount account)
    {
        var errors = new FieldErrors();
        errors.Require(EmailRules.IsAddress(account.Email), "email", EmailRules.Words);
        errors.Require(!string.IsNullOrWhiteSpace(account.DisplayName) && account.DisplayName.Length <= 200 && TextRules.IsOneLine(account.DisplayName), "displayName", "1 to 200 characters, without control characters.");
        errors.Require(account.Role is Common.Role.Customer or Common.Role.Staff or Common.Role.Admin, "role", "CUSTOMER, STAFF or ADMIN.");
        errors.Require(account.Role == Common.Role.Customer == account.CustomerId.HasValue, "customerId", "A customer's person names the customer; nobody else does.");
        errors.Require(Password is null || Passwords.IsGood(Password, account.Email), "password", $"{Passwords.Shortest} to {Passwords.Longest} characters, not a common one, without the e-mail address and the product's name.");
        return errors.Any ? errors.ToError() : null;
    }
}

/// <summary>What of a user an admin decides.</summary>
internal sealed record UserAccount(string? Email, string? DisplayName, Role? Role, CustomerId? CustomerId, bool Active)
{
    public static UserAccount Of(AppUser user) => new(user.Email, user.DisplayName, user.Role, user.CustomerId, user.IsActive);

    public UserAccount With(EditUser input) => new(
        input.Email?.Trim(' ') ?? Email,
        input.DisplayName?.Trim(' ') ?? DisplayName,
        input.Role ?? Role,
        // who is no customer any more has no account
        input.CustomerId ?? (input.Role is null or Common.Role.Customer ? CustomerId : null),
        input.Active ?? Active);

    /// <summary>Which members the two differ in.</summary>
    public IReadOnlyList<string> Differences(UserAccount other)
    {
        (string Field, bool Differs)[] members =
        [
            ("email", Email != other.Email),
            ("displayName", DisplayName != other.DisplayName),
            ("role", Role != other.Role),
            ("customerId", CustomerId != other.CustomerId),
            ("active", Active != other.Active),
        ];
        return [.. members.Where(m => m.Differs).Select(m => m.Field)];
    }
}

/// <param name="InitialPassword">The one that was made, shown this once; null when the caller gave one.</param>
public sealed record CreatedUser(Guid Id, string? InitialPassword);

/// <summary>A person who can sign in, as an admin sees him.</summary>
public sealed record UserView(Guid Id, string Email, string DisplayName, Role Role, CustomerId? CustomerId)
{
    public required bool Active { get; init; }

    /// <summary>After too many wrong passwords; a new password ends it.</summary>
    public required DateTimeOffset? LockedUntil { get; init; }

    /// <summary>False: invited, and the link not followed yet.</summary>
    public required bool EmailConfirmed { get; init; }

    public required bool HasSecondFactor { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? DeactivatedAt { get; init; }
}
