using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Outbox;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Security.Identity;

/// <summary>
/// Makes, changes and removes those who can sign in. Beside Identity's UserManager, whose every call saves on its own: here the rules, the
/// change and its audit row are one transaction. A new security stamp ends the user's sessions within 5 seconds.
/// </summary>
public sealed class UserService(Writing writing, IPasswordHasher<AppUser> hasher, SessionNews news, TimeProvider clock)
{
    static readonly UpperInvariantLookupNormalizer Normalizer = new();

    public async Task<Result<CreatedUser>> CreateAsync(Actor actor, EditUser input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ManageUsers) is { } refused)
            return refused;
        var account = new UserAccount(null, null, null, null, true).With(input);
        if (input.Validate(account) is { } invalid)
            return invalid;
        var made = input.Password is null ? Passwords.New() : null;
        return await UniqueAsync<CreatedUser>(async db =>
        {
            if (await RefusalAsync(db, account, ct) is { } error)
                return error;
            var now = clock.GetUtcNow();
            var user = new AppUser { Id = Guid.CreateVersion7(now), DisplayName = "", Role = Role.Customer, EmailConfirmed = true, LockoutEnabled = true, CreatedAt = now };
            Apply(user, account, input.Password ?? made);
            db.Users.Add(user);
            if (user.CustomerId is { } customer)
                db.Outbox.Add(OutboxMail.Of(new MailSubject(customer, user.Id), MailKind.Welcome, user.Email!, new MailFacts { Name = user.DisplayName }, now));
            db.Audit.Add(Entry(actor, "user.created", user, new { Role = user.Role.ToString().ToUpperInvariant() }));
            return new CreatedUser(user.Id, made);
        }, ct);
    }

    /// <summary>Changes what is given. Nobody changes his own role, account or activity, and one active admin always stays.</summary>
    public async Task<Result<Guid>> UpdateAsync(Actor actor, Guid id, EditUser input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ManageUsers) is { } refused)
            return refused;
        if (input.IsEmpty)
            return BillingError.Invalid("body", "Nothing to change.");
        var result = await UniqueAsync<Guid>(async db =>
        {
            if (await LockAsync(db, id, ct) is not { } user)
                return BillingError.NotFound("user");
            var before = UserAccount.Of(user);
            var account = before.With(input);
            if (input.Validate(account) is { } invalid)
                return invalid;
            var changed = account.Differences(before);
            if (actor.Id == id && changed.Any(f => f is "role" or "customerId" or "active"))
                return OwnAccount;
            if (IsActiveAdmin(before) && !IsActiveAdmin(account) && !await HasOtherAdminAsync(db, id, ct))
                return LastAdmin;
            if (await RefusalAsync(db, account, ct, id) is { } error)
                return error;
            if (changed.Count == 0 && input.Password is null)
                return id;
            Apply(user, account, input.Password);
            db.Audit.Add(Entry(actor, "user.changed", user, new { Fields = input.Password is null ? changed : [.. changed, "password"] }));
            return id;
        }, ct);
        if (result.IsOk)
            await news.TellAsync(id);
        return result;
    }

    /// <summary>Removes the user, or deactivates him when the audit log names him. Answers whether he is gone.</summary>
    public async Task<Result<bool>> DeleteAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ManageUsers) is { } refused)
            return refused;
        var result = await writing.InTransactionAsync<bool>(async db =>
        {
            if (await LockAsync(db, id, ct) is not { } user)
                return BillingError.NotFound("user");
            if (actor.Id == id)
                return OwnAccount;
            var account = UserAccount.Of(user);
            if (IsActiveAdmin(account) && !await HasOtherAdminAsync(db, id, ct))
                return LastAdmin;
            var isNamed = await db.Audit.AnyAsync(a => a.ActorId == id, ct);
            if (isNamed)
                Apply(user, account with { Active = false }, null);
            else
                db.Users.Remove(user);
            db.Audit.Add(Entry(actor, isNamed ? "user.deactivated" : "user.deleted", user));
            return !isNamed;
        }, ct);
        if (result.IsOk)
            await news.TellAsync(id);
        return result;
    }

    /// <summary>One change of users at a time: two admins who remove each other must not both find the other one there.</summary>
    static async Task<AppUser?> LockAsync(BillingDbContext db, Guid id, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('users'), 1)", ct);
        return await db.Users.FromSql($"SELECT * FROM users WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(ct);
    }

    static Task<bool> HasOtherAdminAsync(BillingDbContext db, Guid id, CancellationToken ct) =>
        db.Users.AnyAsync(u => u.Role == Role.Admin && u.DeactivatedAt == null && u.Id != id, ct);

    static bool IsActiveAdmin(UserAccount account) => account is { Role: Role.Admin, Active: true };

    /// <summary>What only the database knows. The customer by table name: he stands a layer above.</summary>
    static async Task<BillingError?> RefusalAsync(BillingDbContext db, UserAccount account, CancellationToken ct, Guid? id = null)
    {
        var name = Normalizer.NormalizeName(account.Email);
        if (await db.Users.AnyAsync(u => u.NormalizedUserName == name && u.Id != id, ct))
            return EmailTaken;
        var exists = account.CustomerId is not { } customer
            || await db.Database.SqlQuery<bool>($"SELECT EXISTS (SELECT FROM user_profiles WHERE user_id = {customer.Value}) AS \"Value\"").SingleAsync(ct);
        return exists ? null : BillingError.Invalid("customerId", "No such customer.");
    }

    void Apply(AppUser user, UserAccount account, string? password)
    {
        (user.Email, user.UserName) = (account.Email, account.Email);
        (user.NormalizedEmail, user.NormalizedUserName) = (Normalizer.NormalizeEmail(account.Email), Normalizer.NormalizeName(account.Email));
        var isSameWay = (user.Role, user.CustomerId, user.IsActive) == (account.Role!.Value, account.CustomerId, account.Active);
        (user.DisplayName, user.Role, user.CustomerId) = (account.DisplayName!, account.Role.Value, account.CustomerId);
        user.DeactivatedAt = account.Active ? null : user.DeactivatedAt ?? clock.GetUtcNow();
        if (password is not null)
        {
            user.PasswordHash = hasher.HashPassword(user, password);
            (user.AccessFailedCount, user.LockoutEnd) = (0, null);
        }
        user.ConcurrencyStamp = Guid.NewGuid().ToString();
        if (password is not null || !isSameWay || user.SecurityStamp is null)
            user.EndSessions();
    }

    async Task<Result<T>> UniqueAsync<T>(Func<BillingDbContext, Task<Result<T>>> work, CancellationToken ct)
    {
        try
        {
            return await writing.InTransactionAsync(work, ct);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return EmailTaken;
        }
    }

    AuditEntry Entry(Actor actor, string action, AppUser user, object? data = null) =>
        AuditEntry.Of(actor, action, clock.GetUtcNow(), new AuditSubject(user.CustomerId, user.Id), data);

    static BillingError EmailTaken => BillingError.Conflict("email_taken", "Somebody signs in with this e-mail address already.");

    static BillingError OwnAccount => BillingError.Conflict("own_account", "Nobody changes his own role, account or activity: another admin does.");

    static BillingError LastAdmin => BillingError.Conflict("last_admin", "This is the last active admin: make another one first.");
}
