using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Web.Auth;
using Xunit;

namespace TwinMcp.Tests.Unit.SignIn;

public sealed class PasswordTests
{
    [Theory]
    [InlineData("tulipe-canard-bleu-42", true)]
    [InlineData("correct horse battery staple", true)]
    [InlineData("ééé ça fera l’affaire", true)]
    [InlineData("short-one-1", false)] // 11
    [InlineData("password1234", false)]
    [InlineData("P@ssw0rd2026!", false)]
    [InlineData("passwordpassword", false)]
    [InlineData("dragonmonkey", false)]
    [InlineData("aaaaaaaaaaaaaaaa", false)]
    [InlineData("abababababababab", false)]
    [InlineData("abcdefghijklmnop", false)]
    [InlineData("qwertyuiopasdf", false)]
    [InlineData("azertyuiopqsdf", false)]
    [InlineData("123456789012345", false)]
    [InlineData("1qaz2wsx3edc4rfv", false)]
    [InlineData("my-TwinMCP-desk-7", false)]
    [InlineData("sofia@beaumont.example", false)]
    [InlineData("Sofia-en-vacances", false)]
    [InlineData("tulipe\tcanard-bleu", false)]
    public void IsGood_EachPassword_IsJudgedAsListed(string password, bool isGood) => Assert.Equal(isGood, Passwords.IsGood(password, "sofia@beaumont.example"));

    [Fact]
    public void IsGood_TooLong_IsNot() => Assert.False(Passwords.IsGood(string.Join(' ', Enumerable.Range(100, 40)), null));

    [Fact]
    public void IsGood_WhatWeMakeOurselves_AlwaysIs() => Assert.All(Enumerable.Range(0, 500), _ => Assert.True(Passwords.IsGood(Passwords.New(), "a@b.example")));

    [Fact]
    public void CommonPasswords_TheList_IsThere() => Assert.Equal(30_000, CommonPasswords.Count);

    /// <summary>Identity's format 3: a byte 1, then the hash function (2: SHA-512) and the iterations, big-endian.</summary>
    [Fact]
    public void Hash_IsPbkdf2Sha512With210000Iterations()
    {
        var services = new ServiceCollection().AddOptions();
        services.AddUsers();
        using var provider = services.BuildServiceProvider();
        var hash = Convert.FromBase64String(provider.GetRequiredService<IPasswordHasher<AppUser>>().HashPassword(new AppUser { DisplayName = "", Role = Role.Staff }, "tulipe-canard-bleu-42"));
        Assert.Equal((1, 2u, 210_000u), (hash[0], BitConverter.ToUInt32([.. hash[1..5].Reverse()]), BitConverter.ToUInt32([.. hash[5..9].Reverse()])));
    }

    [Theory]
    [InlineData(null, "Production", true)]
    [InlineData("true", "Production", true)]
    [InlineData(null, "Staging", true)]
    [InlineData(null, "Development", false)]
    [InlineData("true", "Development", true)]
    [InlineData("false", "Development", false)]
    public void SecondFactor_ByEnvironment_IsRequired(string? value, string environment, bool isRequired)
    {
        var options = SecondFactorOptions.From(Settings(value), environment);
        Assert.Equal(isRequired, options.IsRequired);
        Assert.Equal((isRequired, isRequired, false), (options.IsNeededBy(Role.Admin), options.IsNeededBy(Role.Staff), options.IsNeededBy(Role.Customer)));
    }

    [Theory]
    [InlineData("false", "Production")]
    [InlineData("0", "Staging")]
    [InlineData("maybe", "Development")]
    public void SecondFactor_SwitchedOffWhereItMayNot_RefusesToStart(string value, string environment) =>
        Assert.Throws<InvalidOperationException>(() => SecondFactorOptions.From(Settings(value), environment));

    [Theory]
    [InlineData("10.0.7+abc", true)]
    [InlineData("10.0.12+3f2a", true)]
    [InlineData("11.0.0-preview.1", true)]
    [InlineData("10.0.6+abc", false)]
    [InlineData("10.0.0", false)]
    [InlineData(null, false)]
    public void Runtime_BelowTheFix_RefusesToStart(string? version, bool starts)
    {
        if (starts)
            RuntimeFloor.Check(version);
        else
            Assert.Throws<InvalidOperationException>(() => RuntimeFloor.Check(version));
    }

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.x")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.x")]
    [InlineData("2001:db8:1234:5678::1", "2001:db8:1234:x")]
    public void Device_Address_IsShortened(string address, string expected) => Assert.Equal(expected, Device.Address(System.Net.IPAddress.Parse(address)));

    static IConfiguration Settings(string? value) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["AUTH_REQUIRE_SECOND_FACTOR"] = value }).Build();
}
