using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Web.Auth;

/// <summary>A person's own account as the page shows it.</summary>
/// <param name="RecoveryCodes">How many are left.</param>
/// <param name="NeedsFactor">His role demands a second factor.</param>
internal sealed record AccountView(AppUser User, bool HasApp, int RecoveryCodes, IReadOnlyList<PasskeyView> Passkeys, IReadOnlyList<SessionView> Sessions, bool NeedsFactor);

/// <param name="Id">Base64url of the credential's id.</param>
internal sealed record PasskeyView(string Id, string Name, DateTimeOffset CreatedAt);

/// <summary>What the account page does that touches the session of its own request: afterwards this session goes on and all others are over.</summary>
internal sealed class OwnAccount(TwinSignIn signIn, SecondFactorService factors, AccountService accounts, Sessions sessions, SecondFactorOptions options)
{
    const int LongestName = 100;

    UserManager<AppUser> Users => signIn.UserManager;

    string? Address => signIn.Context.Connection.RemoteIpAddress?.ToString();

    Guid UserId => Actor.Id!.Value;

    Actor Actor => signIn.Context.GetActor();

    public async Task<AccountView?> ViewAsync() =>
        await Users.FindByIdAsync(UserId.ToString()) is { } user
            ? new AccountView(user, user.TotpKey is not null, user.RecoveryCodes.Length, await PasskeysAsync(user), await sessions.ListAsync(user.Id), options.IsNeededBy(user.Role))
            : null;

    public Task<Result<Guid>> RenameAsync(string name, CancellationToken ct) => KeptAsync(accounts.RenameAsync(Actor, name, ct));

    public Task<Result<Guid>> ChangePasswordAsync(string current, string password, CancellationToken ct) => KeptAsync(accounts.ChangePasswordAsync(Actor, current, password, ct));

    public Task<Result<Guid>> AskEmailAsync(ChangeEmail input, CancellationToken ct) => accounts.AskEmailAsync(Actor, input, System.Globalization.CultureInfo.CurrentUICulture, ct);

    public Task<Result<TotpSetUp>> BeginAppAsync(CancellationToken ct) => factors.BeginAsync(UserId, ct);

    public async Task<Result<string[]>> ConfirmAppAsync(string code, CancellationToken ct)
    {
        var confirmed = await factors.ConfirmAsync(UserId, code, Address, ct);
        if (confirmed.IsOk)
            await sessions.KeepOnlyThisAsync(UserId);
        return confirmed.Map(c => c.Codes);
    }

    public Task<Result<string[]>> NewCodesAsync(CancellationToken ct) => factors.NewCodesAsync(UserId, Address, ct);

    public Task<Result<Guid>> RemoveAppAsync(CancellationToken ct) => KeptAsync(factors.RemoveAppAsync(UserId, Address, ct));

    /// <param name="credential">The browser's answer to our challenge, JSON.</param>
    public async Task<Result<Guid>> AddPasskeyAsync(string credential, string name, CancellationToken ct)
    {
        var refused = BillingError.Conflict("passkey_refused", "This passkey could not be added. Try again.");
        try
        {
            var made = await signIn.PerformPasskeyAttestationAsync(credential);
            if (!made.Succeeded || made.UserEntity.Id != UserId.ToString() || await Users.FindByIdAsync(made.UserEntity.Id) is not { } user)
                return refused;
            made.Passkey.Name = Named(name);
            if (!(await Users.AddOrUpdatePasskeyAsync(user, made.Passkey)).Succeeded)
                return refused;
        }
        catch (Exception e) when (e is InvalidOperationException or System.Text.Json.JsonException)
        {
            return refused; // no challenge was given, or it was another's
        }
        return await KeptAsync(factors.PasskeyAddedAsync(UserId, Address, ct));
    }

    public async Task<Result<Guid>> RenamePasskeyAsync(string id, string name)
    {
        if (Bytes(id) is not { } credentialId || await Users.FindByIdAsync(UserId.ToString()) is not { } user || await Users.GetPasskeyAsync(user, credentialId) is not { } passkey)
            return BillingError.NotFound("passkey");
        passkey.Name = Named(name);
        await Users.AddOrUpdatePasskeyAsync(user, passkey);
        return user.Id;
    }

    public async Task<Result<Guid>> RemovePasskeyAsync(string id, CancellationToken ct) =>
        Bytes(id) is { } credentialId ? await KeptAsync(factors.RemovePasskeyAsync(UserId, credentialId, Address, ct)) : BillingError.NotFound("passkey");

    public Task<bool> EndSessionAsync(string id) => sessions.EndAsync(UserId, id);

    public async Task<Result<Guid>> SignOutEverywhereAsync(CancellationToken ct)
    {
        var ended = await sessions.EndAllAsync(Actor, ct);
        if (ended.IsOk)
            await signIn.SignOutAsync();
        return ended;
    }

    async Task<Result<Guid>> KeptAsync(Task<Result<Guid>> change)
    {
        var changed = await change;
        if (changed.IsOk)
            await sessions.KeepOnlyThisAsync(changed.Value);
        return changed;
    }

    async Task<IReadOnlyList<PasskeyView>> PasskeysAsync(AppUser user) =>
        [.. (await Users.GetPasskeysAsync(user)).Select(p => new PasskeyView(Base64Url.EncodeToString(p.CredentialId), p.Name ?? "", p.CreatedAt)).OrderBy(p => p.CreatedAt)];

    static string Named(string name)
    {
        var bare = new string([.. name.Where(c => !char.IsControl(c))]).Trim();
        return bare.Length switch { 0 => "Passkey", > LongestName => bare[..LongestName], _ => bare };
    }

    static byte[]? Bytes(string id) => Base64Url.IsValid(id) ? Base64Url.DecodeFromChars(id) : null;
}
