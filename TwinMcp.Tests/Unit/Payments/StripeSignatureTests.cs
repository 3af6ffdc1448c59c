using System.Text;
using TwinMcp.Core.Payments.Providers;
using Xunit;

namespace TwinMcp.Tests.Unit.Payments;

public sealed class StripeSignatureTests
{
    const string Secret = "test-webhook-secret";
    static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id": "evt_1", "amount": 12000}""");

    static string T { get; } = Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    static string V1 { get; } = StripeSignature.Header(Body, Secret, Now).Split("v1=")[1];

    static readonly string Other = new('a', 64);

    public static TheoryData<string, string?, bool> Headers { get; } = new()
    {
        { "good", $"t={T},v1={V1}", true },
        { "another order", $"v1={V1},t={T}", true },
        { "spaces after commas", $"t={T}, v1={V1}", true },
        { "upper-case hex", $"t={T},v1={V1.ToUpperInvariant()}", true },
        { "several v1, the first is good", $"t={T},v1={V1},v1={Other}", true },
        { "several v1, the last is good", $"t={T},v1={Other},v1={Other},v1={V1}", true },
        { "another scheme beside it", $"t={T},v1={V1},v0={Other}", true },
        { "several v1, none good", $"t={T},v1={Other},v1={Other}", false },
        { "good only in another scheme", $"t={T},v0={V1}", false },
        { "no header", null, false },
        { "empty", "", false },
        { "no timestamp", $"v1={V1}", false },
        { "no signature", $"t={T}", false },
        { "two timestamps", $"t={T},t={T},v1={V1}", false },
        { "timestamp of another second", $"t={Now.ToUnixTimeSeconds() + 1},v1={V1}", false },
        { "no number", $"t=now,v1={V1}", false },
        { "negative", $"t=-1,v1={V1}", false },
        { "the largest number", $"t={long.MaxValue},v1={V1}", false },
        { "beyond it", $"t=99999999999999999999,v1={V1}", false },
        { "half a signature", $"t={T},v1={V1[..32]}", false },
        { "no hex", $"t={T},v1={new string('z', 64)}", false },
        { "endless", $"t={T},v1={V1},{new string('x', 3000)}", false },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void IsGood_EachHeader_IsJudgedAsListed(string what, string? header, bool good) =>
        Assert.True(StripeSignature.IsGood(header, Body, Secret, Now) == good, what);

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    [InlineData(31_536_000, false)]
    public void IsGood_ClockApartBySeconds_WithinFiveMinutesEitherWay(int seconds, bool good) =>
        Assert.Equal(good, StripeSignature.IsGood(StripeSignature.Header(Body, Secret, Now), Body, Secret, Now.AddSeconds(seconds)));

    [Fact]
    public void IsGood_AnyAlteredByte_IsRefused()
    {
        var header = StripeSignature.Header(Body, Secret, Now);
        for (var at = 0; at < Body.Length; at++)
        {
            var altered = (byte[])Body.Clone();
            altered[at] ^= 1;
            Assert.False(StripeSignature.IsGood(header, altered, Secret, Now));
        }
    }

    [Fact]
    public void IsGood_SameJsonWrittenAnew_IsRefused() =>
        Assert.False(StripeSignature.IsGood(StripeSignature.Header(Body, Secret, Now), Encoding.UTF8.GetBytes("""{"id":"evt_1","amount":12000}"""), Secret, Now));

    [Fact]
    public void IsGood_AnotherOrNoSecret_IsRefused()
    {
        Assert.False(StripeSignature.IsGood(StripeSignature.Header(Body, "another", Now), Body, Secret, Now));
        Assert.False(StripeSignature.IsGood(StripeSignature.Header(Body, "", Now), Body, "", Now));
    }

    /// <summary>Reckoned with Python's hmac, not with ours.</summary>
    [Fact]
    public void Header_KnownCase_IsAsReckonedElsewhere() =>
        Assert.Equal("t=1492774577,v1=c8295ddad9ca59c6245c971a80a89f27c5d03d5ad916579c779b7cdb4903116b", StripeSignature.Header("""{"id":"evt_1"}"""u8, "test-webhook-secret", DateTimeOffset.FromUnixTimeSeconds(1492774577)));
}
