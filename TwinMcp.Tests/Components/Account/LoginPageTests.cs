using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Web.Components.Layout;
using TwinMcp.Web.Components.Pages.Account;
using TwinMcp.Web.Components.Shared;
using Xunit;

namespace TwinMcp.Tests.Components.Account;

public sealed class LoginPageTests : ComponentTest
{
    readonly FakeSignIn signIn = new();

    public LoginPageTests() => Services.AddSingleton<ISignIn>(signIn);

    [Fact]
    public void Submit_Empty_NamesBothFieldsAndAsksNobody()
    {
        var page = Render<LoginPage>();
        page.Find("form:not([data-passkey])").Submit();
        Assert.Equal(2, page.FindAll(".err").Count);
        Assert.Equal("email-error", page.Find("#email").GetAttribute("aria-describedby"));
        Assert.Equal(0, signIn.Calls);
    }

    [Theory]
    [InlineData("en", "E-mail or password do not match, or there were too many tries: then wait 15 minutes.")]
    [InlineData("fr", "L’e-mail ou le mot de passe ne correspondent pas, ou il y a eu trop d’essais\u00A0: attendez alors 15 minutes.")]
    public void Refusal_WhateverItsReason_NamesAllThatItCanBe(string language, string expected)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        Assert.Equal(expected, ErrorText.For(Texts, new BillingError(ErrorKind.Forbidden, "login_refused", "")));
    }

    [Fact]
    public void LoginArt_AddsUp()
    {
        var art = Render<LoginArt>();
        Assert.Equal(["99,00", "110,59", "291,73"], art.FindAll("tbody td:last-child").Select(c => c.TextContent));
        Assert.Equal("501,32\u00A0€", art.Find(".amount").TextContent);
    }

    sealed class FakeSignIn : ISignIn
    {
        public int Calls { get; private set; }

        public Task<SignInAnswer> SignInAsync(string email, string password, bool rememberMe, CancellationToken cancellation)
        {
            Calls++;
            return Task.FromResult(SignInAnswer.Done);
        }

        public Task<SignInAnswer> EnterCodeAsync(string code, CancellationToken cancellation) => Task.FromResult(SignInAnswer.Done);

        public Task<SignInAnswer> UsePasskeyAsync(string credential, CancellationToken cancellation) => Task.FromResult(SignInAnswer.Done);

        public Task<bool> IsPendingAsync() => Task.FromResult(false);

        public Task<Result<TotpSetUp>> BeginSetUpAsync(CancellationToken cancellation) => Task.FromResult<Result<TotpSetUp>>(BillingError.NotFound("user"));

        public Task<Result<string[]>> SetUpAsync(string code, CancellationToken cancellation) => Task.FromResult<Result<string[]>>(BillingError.NotFound("user"));

        public Task SignOutAsync(CancellationToken cancellation) => Task.CompletedTask;
    }
}
