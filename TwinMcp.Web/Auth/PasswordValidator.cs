using Microsoft.AspNetCore.Identity;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Web.Auth;

/// <summary>For what sets a password through Identity (the admin command): the same rules as everywhere.</summary>
internal sealed class PasswordValidator : IPasswordValidator<AppUser>
{
    public Task<IdentityResult> ValidateAsync(UserManager<AppUser> manager, AppUser user, string? password) => Task.FromResult(
        password is not null && Passwords.IsGood(password, user.Email)
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = "password_bad", Description = $"A password has {Passwords.Shortest} to {Passwords.Longest} characters, is no common one and holds neither the e-mail address nor the product's name." }));
}
