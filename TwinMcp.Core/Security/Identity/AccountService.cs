using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Security.Identity;

/// <summary>What a person does with his own sign-in: password, name, the links in his mails. What admins do is in <see cref="UserService"/>, save the invitation.</summary>
public sealed class AccountService(Writing writing, IPasswordHasher<AppUser> hasher, AccountLinks links, IAccountMails mails, SessionNews news, TimeProvider clock)
{
    static readonly UpperInvariantLookupNormalizer Normalizer = new();

    static BillingError DeadLink => BillingError.Conflict("link_dead", "This link was used already or is too old. Ask for a new one.");

    static BillingError WrongPassword => new(ErrorKind.Forbidden, "password_wrong", "The current password is not right.");

    static BillingError BadPassword => BillingError.Conflict("password_bad", $"A password has {Passwords.Shortest} to {Passwords.Longest} characters, is no common one and holds neither the e-mail address nor the product's name.");

    static BillingError EmailTaken => BillingError.Conflict("email_taken", "Somebody signs in with this e-mail address already.");

    /// <summary>Mails a reset link when there is an active account. The caller never learns whether there is.</summary>
    public async Task ForgotAsync(string email, CultureInfo language, CancellationToken ct)
    {
        var name = Normalizer.NormalizeName(email);
        var made = await writing.InTransactionAsync<AccountMail>(async db =>
        {
            if (await db.Users.SingleOrDefaultAsync(u => u.NormalizedUserName == name, ct) is not { IsActive: true } user)
                return BillingError.NotFound("user");
            db.Audit.Add(Entry(user.ToActor(null), "user.reset_asked", user));
            return Mail(LinkPurpose.Reset, user, user.Email!, language);
        }, ct);
        if (made.IsOk)
            await mails.SendAsync(made.Value, ct);
    }

    /// <summary>Who a reset or invitation link is for; refused when it was used or is too old.</summary>
    public Task<Result<AccountLink>> CheckAsync(string token, CancellationToken ct) => WithLinkAsync<AccountLink>(token, (_, link, user) => link with { Email = user.Email ?? "" }, ct);

    /// <summary>By a link of a reset or an invitation. It proves the mailbox, ends a lock-out and every session; a second factor stays.</summary>
    public async Task<Result<Guid>> SetPasswordAsync(string token, string password, string? ipAddress, CancellationToken ct)
    {
        var set = await WithLinkAsync<Guid>(token, (db, link, user) =>
        {
            if (link.Purpose == LinkPurpose.Confirm)
                return DeadLink;
            if (!Passwords.IsGood(password, user.Email))
                return BadPassword;
            user.PasswordHash = hasher.HashPassword(user, password);
            (user.AccessFailedCount, user.LockoutEnd, user.EmailConfirmed) = (0, null, true);
            user.EndSessions();
            db.Audit.Add(Entry(user.ToActor(ipAddress), link.Purpose == LinkPurpose.Invite ? "user.invitation_used" : "user.password_reset", user));
            return user.Id;
        }, ct);
        return await ToldAsync(set);
    }

    /// <summary>Ends all sessions; the caller signs in this one anew.</summary>
    public async Task<Result<Guid>> ChangePasswordAsync(Actor actor, string current, string password, CancellationToken ct) => await ToldAsync(await OwnAsync<Guid>(actor, (db, user) =>
    {
        if (!Knows(user, current))
            return WrongPassword;
        if (!Passwords.IsGood(password, user.Email) || password == current)
            return BadPassword;
        user.PasswordHash = hasher.HashPassword(user, password);
        user.EndSessions();
        db.Audit.Add(Entry(actor, "user.password_changed", user));
        return user.Id;
    }, ct));

    public Task<Result<Guid>> RenameAsync(Actor actor, string displayName, CancellationToken ct) => OwnAsync<Guid>(actor, (db, user) =>
    {
        var name = displayName.Trim(' ');
        if (name.Length is 0 or > 200 || !TextRules.IsOneLine(name))
            return BillingError.Conflict("name_bad", "A name has 1 to 200 characters, without control characters.");
        user.DisplayName = name;
        user.ConcurrencyStamp = Guid.NewGuid().ToString();
        db.Audit.Add(Entry(actor, "user.renamed", user));
        return user.Id;
    }, ct);

    /// <summary>"Sign out everywhere": a new stamp, which no session has. Tickets are removed by the host.</summary>
    public async Task<Result<Guid>> EndSessionsAsync(Actor actor, CancellationToken ct) => await ToldAsync(await OwnAsync<Guid>(actor, (db, user) =>
    {
        user.EndSessions();
        db.Audit.Add(Entry(actor, "user.signed_out_everywhere", user));
        return user.Id;
    }, ct));

    /// <summary>Mails a link to the new address; nothing changes before it is followed. A taken address is not told apart: the mail just never comes.</summary>
    public async Task<Result<Guid>> AskEmailAsync(Actor actor, ChangeEmail input, CultureInfo language, CancellationToken ct)
    {
        var email = input.Email.Trim(' ');
        if (!EmailRules.IsAddress(email))
            return BillingError.Conflict("email_bad", EmailRules.Words);
        AccountMail? mail = null;
        var asked = await OwnAsync<Guid>(actor, (db, user) =>
        {
            if (!Knows(user, input.Password))
                return WrongPassword;
            mail = Mail(LinkPurpose.Confirm, user, email, language);
            db.Audit.Add(Entry(actor, "user.email_change_asked", user));
            return user.Id;
        }, ct);
        if (asked.IsOk && mail is not null)
            await mails.SendAsync(mail, ct);
        return asked;
    }

    /// <summary>By a link of <see cref="AskEmailAsync"/>: the address is his, and he signs in with it from now on.</summary>
    public async Task<Result<Guid>> ConfirmEmailAsync(string token, string? ipAddress, CancellationToken ct)
    {
        var name = links.Open(token) is { Purpose: LinkPurpose.Confirm } opened ? Normalizer.NormalizeName(opened.Email) : null;
        if (name is null)
            return DeadLink;
        return await ToldAsync(await writing.InTransactionAsync<Guid>(async db =>
        {
            var (link, user) = await FindAsync(db, token, ct);
            if (link is null || user is null)
                return DeadLink;
            // one change of users at a time, as in UserService: two must not take one address
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('users'), 1)", ct);
            if (await db.Users.AnyAsync(u => u.NormalizedUserName == name && u.Id != user.Id, ct))
                return EmailTaken;
            (user.Email, user.UserName, user.EmailConfirmed) = (link.Email, link.Email, true);
            (user.NormalizedEmail, user.NormalizedUserName) = (Normalizer.NormalizeEmail(link.Email), name);
            user.EndSessions();
            db.Audit.Add(Entry(user.ToActor(ipAddress), "user.email_confirmed", user));
            return user.Id;
        }, ct));
    }

    /// <summary>Mails the link with which somebody sets his own password; again for who has not followed the first.</summary>
    public async Task<Result<Guid>> InviteAsync(Actor actor, Guid userId, CultureInfo language, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ManageUsers) is { } refused)
            return refused;
        var made = await writing.InTransactionAsync<AccountMail>(async db =>
        {
            if (await LockAsync(db, userId, ct) is not { IsActive: true } user)
                return BillingError.NotFound("user");
            user.EmailConfirmed = false;
            user.EndSessions();
            db.Audit.Add(Entry(actor, "user.invited", user));
            return Mail(LinkPurpose.Invite, user, user.Email!, language);
        }, ct);
        if (made.Error is { } error)
            return error;
        await mails.SendAsync(made.Value, ct);
        return userId;
    }

    AccountMail Mail(LinkPurpose purpose, AppUser user, string to, CultureInfo language)
    {
        var path = purpose switch
        {
            LinkPurpose.Invite => "/welcome",
            LinkPurpose.Confirm => "/confirm",
            LinkPurpose.Reset => "/reset",
            _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, null),
        };
        return new AccountMail(purpose, to, user.DisplayName, $"{path}?token={links.Seal(purpose, user, purpose == LinkPurpose.Confirm ? to : "")}", language);
    }

    bool Knows(AppUser user, string password) =>
        user.PasswordHash is { } hash && hasher.VerifyHashedPassword(user, hash, password) != PasswordVerificationResult.Failed;

    Task<Result<T>> WithLinkAsync<T>(string token, Func<BillingDbContext, AccountLink, AppUser, Result<T>> work, CancellationToken ct) => writing.InTransactionAsync<T>(async db =>
    {
        var (link, user) = await FindAsync(db, token, ct);
        return link is null || user is null ? DeadLink : work(db, link, user);
    }, ct);

    async Task<(AccountLink? Link, AppUser? User)> FindAsync(BillingDbContext db, string token, CancellationToken ct)
    {
        if (links.Open(token) is not { } link || await LockAsync(db, link.UserId, ct) is not { IsActive: true } user || !AccountLinks.IsUnused(link, user))
            return (null, null);
        return (link, user);
    }

    Task<Result<T>> OwnAsync<T>(Actor actor, Func<BillingDbContext, AppUser, Result<T>> work, CancellationToken ct) => writing.InTransactionAsync<T>(async db =>
        actor.Id is { } id && await LockAsync(db, id, ct) is { IsActive: true } user ? work(db, user) : BillingError.NotFound("user"), ct);

    static Task<AppUser?> LockAsync(BillingDbContext db, Guid id, CancellationToken ct) =>
        db.Users.FromSql($"SELECT * FROM users WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(ct);

    async Task<Result<Guid>> ToldAsync(Result<Guid> result)
    {
        if (result.IsOk)
            await news.TellAsync(result.Value);
        return result;
    }

    AuditEntry Entry(Actor actor, string action, AppUser user) => AuditEntry.Of(actor, action, clock.GetUtcNow(), new AuditSubject(user.CustomerId, user.Id));
}

/// <param name="Password">The current one: who finds an open desk does not take the account away.</param>
public sealed record ChangeEmail(string Email, string Password)
{
    /// <summary>Never the password, should somebody log one.</summary>
    public override string ToString() => nameof(ChangeEmail);
}
