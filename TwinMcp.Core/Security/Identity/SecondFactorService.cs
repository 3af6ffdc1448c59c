using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Security.Identity;

/// <param name="Key">In groups of four, for typing.</param>
/// <param name="Address">For the QR code.</param>
public sealed record TotpSetUp(string Key, string Address);

/// <param name="User">As he is now: for signing him in.</param>
/// <param name="Codes">Recovery codes, in clear this once.</param>
public sealed record TotpConfirmed(AppUser User, string[] Codes);

/// <summary>
/// A person's second factor: an authenticator app with recovery codes, or passkeys (which Identity keeps). <c>TwoFactorEnabled</c> says
/// whether there is one. Whose factors change, his other sessions end.
/// </summary>
public sealed class SecondFactorService(Writing writing, IDataProtectionProvider protection, SecondFactorOptions options, SessionNews news, TimeProvider clock)
{
    const string Issuer = "TwinMCP Billing";

    readonly IDataProtector protector = protection.CreateProtector("totp-key");

    static BillingError WrongCode => new(ErrorKind.Forbidden, "code_refused", "The code is not right, or was used already. Wait for the next one.");

    /// <summary>The key to set up: the same one until it is confirmed, so that a reload does not spoil what the app has read.</summary>
    public Task<Result<TotpSetUp>> BeginAsync(Guid userId, CancellationToken ct) => ChangeAsync<TotpSetUp>(userId, (_, user) =>
    {
        user.TotpNewKey ??= Seal(Totp.NewKey());
        var key = Open(user.TotpNewKey);
        return Task.FromResult<Result<TotpSetUp>>(new TotpSetUp(Totp.Groups(key), Totp.Address(Issuer, user.Email ?? "", key)));
    }, ct);

    /// <summary>The app shows what we expect: from now on it counts. Answers the recovery codes, in clear this once.</summary>
    public async Task<Result<TotpConfirmed>> ConfirmAsync(Guid userId, string code, string? ipAddress, CancellationToken ct) => await ToldAsync(userId, await ChangeAsync<TotpConfirmed>(userId, (db, user) =>
    {
        if (user.TotpNewKey is not { } sealedKey || Totp.Accept(Open(sealedKey), Digits(code), Now, lastStep: 0) is not { } step)
            return Refused<TotpConfirmed>(WrongCode);
        (user.TotpKey, user.TotpNewKey, user.TotpStep, user.TwoFactorEnabled) = (sealedKey, null, step, true);
        user.EndSessions();
        db.Audit.Add(Entry(user, "user.totp_set", ipAddress));
        return Task.FromResult<Result<TotpConfirmed>>(new TotpConfirmed(user, NewCodes(user)));
    }, ct));

    /// <summary>A code of the app, or a recovery code. Each counts once.</summary>
    public Task<Result<AppUser>> VerifyAsync(Guid userId, string code, string? ipAddress, CancellationToken ct) => ChangeAsync<AppUser>(userId, (db, user) =>
    {
        if (user.TotpKey is { } key && Totp.Accept(Open(key), Digits(code), Now, user.TotpStep) is { } step)
        {
            user.TotpStep = step;
            return Task.FromResult<Result<AppUser>>(user);
        }
        var hash = RecoveryCodes.Hash(userId, code);
        if (!RecoveryCodes.IsOne(code) || !user.RecoveryCodes.Contains(hash))
            return Refused<AppUser>(WrongCode);
        user.RecoveryCodes = [.. user.RecoveryCodes.Where(c => c != hash)];
        db.Audit.Add(Entry(user, "user.recovery_code_used", ipAddress));
        return Task.FromResult<Result<AppUser>>(user);
    }, ct);

    /// <summary>Ten new ones; the old ones are void.</summary>
    public Task<Result<string[]>> NewCodesAsync(Guid userId, string? ipAddress, CancellationToken ct) => ChangeAsync(userId, (db, user) =>
    {
        if (user.TotpKey is null)
            return Refused<string[]>(BillingError.NotFound("authenticator app"));
        db.Audit.Add(Entry(user, "user.recovery_codes_made", ipAddress));
        return Task.FromResult<Result<string[]>>(NewCodes(user));
    }, ct);

    /// <summary>Refused when it is the last factor of somebody who needs one.</summary>
    public async Task<Result<Guid>> RemoveAppAsync(Guid userId, string? ipAddress, CancellationToken ct) => await ToldAsync(userId, await ChangeAsync<Guid>(userId, async (db, user) =>
    {
        var hasPasskey = await HasPasskeyAsync(db, userId, but: null, ct);
        if (!hasPasskey && options.IsNeededBy(user.Role))
            return LastFactor;
        (user.TotpKey, user.TotpNewKey, user.RecoveryCodes, user.TwoFactorEnabled) = (null, null, [], hasPasskey);
        user.EndSessions();
        db.Audit.Add(Entry(user, "user.totp_removed", ipAddress));
        return userId;
    }, ct));

    /// <summary>After Identity stored a new passkey.</summary>
    public async Task<Result<Guid>> PasskeyAddedAsync(Guid userId, string? ipAddress, CancellationToken ct) => await ToldAsync(userId, await ChangeAsync<Guid>(userId, (db, user) =>
    {
        user.TwoFactorEnabled = true;
        user.EndSessions();
        db.Audit.Add(Entry(user, "user.passkey_added", ipAddress));
        return Task.FromResult<Result<Guid>>(userId);
    }, ct));

    /// <summary>Refused when it is the last factor of somebody who needs one.</summary>
    public async Task<Result<Guid>> RemovePasskeyAsync(Guid userId, byte[] credentialId, string? ipAddress, CancellationToken ct) => await ToldAsync(userId, await ChangeAsync<Guid>(userId, async (db, user) =>
    {
        var hasFactor = user.TotpKey is not null || await HasPasskeyAsync(db, userId, credentialId, ct);
        if (!hasFactor && options.IsNeededBy(user.Role))
            return LastFactor;
        if (await db.UserPasskeys.Where(p => p.UserId == userId && p.CredentialId == credentialId).ExecuteDeleteAsync(ct) == 0)
            return BillingError.NotFound("passkey");
        user.TwoFactorEnabled = hasFactor;
        user.EndSessions();
        db.Audit.Add(Entry(user, "user.passkey_removed", ipAddress));
        return userId;
    }, ct));

    /// <summary>For somebody who has lost everything: an admin who knows him takes all factors away. Who needs one sets up anew at the next sign-in.</summary>
    public async Task<Result<Guid>> ResetAsync(Actor actor, Guid userId, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ManageUsers) is { } refused)
            return refused;
        return await ToldAsync(userId, await ChangeAsync<Guid>(userId, async (db, user) =>
        {
            await db.UserPasskeys.Where(p => p.UserId == userId).ExecuteDeleteAsync(ct);
            (user.TotpKey, user.TotpNewKey, user.RecoveryCodes, user.TwoFactorEnabled) = (null, null, [], false);
            user.EndSessions();
            db.Audit.Add(AuditEntry.Of(actor, "user.second_factor_reset", clock.GetUtcNow(), new AuditSubject(user.CustomerId, user.Id)));
            return userId;
        }, ct));
    }

    static BillingError LastFactor => BillingError.Conflict("last_factor", "Your role needs a second factor: set up another one first.");

    long Now => Totp.StepAt(clock.GetUtcNow());

    async Task<Result<T>> ChangeAsync<T>(Guid userId, Func<BillingDbContext, AppUser, Task<Result<T>>> change, CancellationToken ct) => await writing.InTransactionAsync<T>(async db =>
    {
        // locked: a code that is sent twice at once counts once
        var user = await db.Users.FromSql($"SELECT * FROM users WHERE id = {userId} FOR UPDATE").SingleOrDefaultAsync(ct);
        return user is { IsActive: true } ? await change(db, user) : BillingError.NotFound("user");
    }, ct);

    async Task<Result<T>> ToldAsync<T>(Guid userId, Result<T> result)
    {
        if (result.IsOk)
            await news.TellAsync(userId);
        return result;
    }

    static Task<bool> HasPasskeyAsync(BillingDbContext db, Guid userId, byte[]? but, CancellationToken ct) =>
        db.UserPasskeys.AnyAsync(p => p.UserId == userId && (but == null || p.CredentialId != but), ct);

    static string[] NewCodes(AppUser user)
    {
        var codes = RecoveryCodes.New();
        user.RecoveryCodes = [.. codes.Select(c => RecoveryCodes.Hash(user.Id, c))];
        return codes;
    }

    static Task<Result<T>> Refused<T>(BillingError error) => Task.FromResult<Result<T>>(error);

    static string Digits(string code) => new([.. code.Where(char.IsAsciiDigit)]);

    string Seal(byte[] key) => protector.Protect(Convert.ToBase64String(key));

    byte[] Open(string sealedKey) => Convert.FromBase64String(protector.Unprotect(sealedKey));

    AuditEntry Entry(AppUser user, string action, string? ipAddress) =>
        AuditEntry.Of(user.ToActor(ipAddress), action, clock.GetUtcNow(), new AuditSubject(user.CustomerId, user.Id));
}
