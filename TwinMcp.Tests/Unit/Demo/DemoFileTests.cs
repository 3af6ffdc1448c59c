using System.Text.Json;
using TwinMcp.Tests.Support;
using TwinMcp.Web.Commands.Demo;
using Xunit;

namespace TwinMcp.Tests.Unit.Demo;

public sealed class DemoFileTests
{
    static readonly DemoAccess Access = new(
        "http://localhost:5080",
        [new DemoUser("a@b.example", "one-two", "admin", Guid.Parse("11111111-1111-4111-8111-111111111111"))],
        new DemoApiKeys("k1", "k2", "k3", "k4", "k5"))
    {
        CustomerA = Guid.Parse("22222222-2222-4222-8222-222222222222"),
        CustomerB = Guid.Parse("33333333-3333-4333-8333-333333333333"),
        OpenPeriod = new DemoOpenPeriod(new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31)),
    };

    [Fact]
    public void Write_Always_HasTheAgreedMembers()
    {
        using var home = new TempFolder();
        var file = new DemoFile(home.Path);
        file.Write(Access);
        using var json = JsonDocument.Parse(File.ReadAllBytes(file.Path));
        Assert.Equal(["url", "users", "apiKeys", "customerA", "customerB", "openPeriod"], Names(json.RootElement));
        Assert.Equal(["email", "password", "role", "userId"], Names(json.RootElement.GetProperty("users")[0]));
        Assert.Equal(["admin", "staff", "ingest", "customerA", "customerB"], Names(json.RootElement.GetProperty("apiKeys")));
        Assert.Equal("2026-10-01", json.RootElement.GetProperty("openPeriod").GetProperty("startDate").GetString());
        Assert.Equal("2026-10-31", json.RootElement.GetProperty("openPeriod").GetProperty("endDate").GetString());
    }

    [Fact]
    public void Write_OverAnOldOne_IsPrivateAndLeavesNothingBeside()
    {
        using var home = new TempFolder();
        var file = new DemoFile(Path.Combine(home.Path, "new"));
        file.Write(Access);
        file.Write(Access);
        Assert.Equal([file.Path], Directory.GetFiles(Path.Combine(home.Path, "new")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        using var home = new TempFolder();
        var file = new DemoFile(home.Path);
        file.Write(Access);
        var read = file.Read()!;
        Assert.Equal(Access.ApiKeys, read.ApiKeys);
        Assert.Equal(Access.Users, read.Users);
        Assert.Equal(Access.OpenPeriod, read.OpenPeriod);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"url":"x","users":[],"apiKeys":null}""")]
    public void Read_NotOurs_IsNull(string content)
    {
        using var home = new TempFolder();
        var file = new DemoFile(home.Path);
        Assert.Null(file.Read());
        File.WriteAllText(file.Path, content);
        Assert.Null(file.Read());
    }

    static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);
}
