using System.Text;
using TwinMcp.Core.Security.Identity;
using Xunit;

namespace TwinMcp.Tests.Unit.SignIn;

public sealed class TotpTests
{
    static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, SHA-1; six digits are the last six of the eight.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Code_OfTheStandardsVectors_IsTheirs(long seconds, string expected) =>
        Assert.Equal(expected, Totp.Code(Key, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Accept_AClockApart_OneStepEitherWay(int steps, bool isAccepted) =>
        Assert.Equal(isAccepted, Totp.Accept(Key, Totp.Code(Key, 1000 + steps), 1000, 0) == 1000 + steps);

    [Fact]
    public void Accept_ACodeThatWasUsed_IsRefusedAndSoIsAnEarlierOne()
    {
        Assert.Equal(1000, Totp.Accept(Key, Totp.Code(Key, 1000), 1000, 999));
        Assert.Null(Totp.Accept(Key, Totp.Code(Key, 1000), 1000, 1000));
        Assert.Null(Totp.Accept(Key, Totp.Code(Key, 999), 1000, 1000));
        Assert.Equal(1001, Totp.Accept(Key, Totp.Code(Key, 1001), 1001, 1000));
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870820")]
    [InlineData("٢٨٧٠٨٢")]
    public void Accept_WhatIsNoCode_IsRefused(string code) => Assert.Null(Totp.Accept(Key, code, 1, 0));

    /// <summary>RFC 4648: the key of the vectors in Base32.</summary>
    [Fact]
    public void Key_ForAnApp_IsBase32InGroups()
    {
        Assert.Equal("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", Totp.Groups(Key));
        Assert.Equal("otpauth://totp/TwinMCP%20Billing:a%40b.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=TwinMCP%20Billing&digits=6&period=30", Totp.Address("TwinMCP Billing", "a@b.example", Key));
    }

    [Fact]
    public void RecoveryCodes_AreTenOf60BitsAndReadHoweverTyped()
    {
        var (codes, person) = (RecoveryCodes.New(), Guid.NewGuid());
        Assert.Equal(10, codes.Distinct().Count());
        Assert.All(codes, c => Assert.Matches("^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$", c));
        Assert.Equal(RecoveryCodes.Hash(person, codes[0]), RecoveryCodes.Hash(person, $" {codes[0].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal)} "));
        Assert.NotEqual(RecoveryCodes.Hash(person, codes[0]), RecoveryCodes.Hash(Guid.NewGuid(), codes[0]));
        Assert.False(RecoveryCodes.IsOne("123456"));
    }
}
