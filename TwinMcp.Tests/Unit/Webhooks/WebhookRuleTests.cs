using System.Net;
using TwinMcp.Core.Webhooks;
using Xunit;

namespace TwinMcp.Tests.Unit.Webhooks;

public sealed class WebhookRuleTests
{
    [Theory]
    [InlineData("93.184.215.14", true)]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c", true)]
    [InlineData("::ffff:93.184.215.14", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)] // where clouds keep their metadata
    [InlineData("100.64.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("64:ff9b::7f00:1", false)] // NAT64 of 127.0.0.1
    [InlineData("2002:7f00:1::", false)] // 6to4 of 127.0.0.1
    [InlineData("2001:db8::1", false)]
    public void PublicAddress_OnlyWhatIsGloballyReachable(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    /// <summary>The published example of Standard Webhooks' reference libraries.</summary>
    [Fact]
    public void Signature_OfThePublishedExample_IsAsPublished() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Of("whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"));

    [Fact]
    public void Pause_GrowsAndEnds()
    {
        var pauses = Enumerable.Range(1, 10).Select(n => WebhookRetryRules.Pause(n)!.Value).ToList();
        Assert.Equal(pauses.Order(), pauses);
        Assert.Null(WebhookRetryRules.Pause(11));
        Assert.Equal([5, 10, 20, 3_600, 3_600], new[] { 1, 2, 3, 12, 1_000_000 }.Select(n => (int)WebhookRetryRules.EndpointPause(n).TotalSeconds));
    }

    [Theory]
    [InlineData(null, "url")]
    [InlineData("", "url")]
    [InlineData("example.com/hook", "url")]
    [InlineData("http://example.com/hook", "url")]
    [InlineData("ftp://example.com/hook", "url")]
    [InlineData("https://user:secret@example.com/", "url")]
    [InlineData("https://example.com/#part", "url")]
    [InlineData("https://127.0.0.1/", "url")]
    [InlineData("https://[::1]/", "url")]
    [InlineData("https://[::ffff:10.0.0.1]/", "url")]
    [InlineData("https://2130706433/", "url")] // 127.0.0.1 as a number
    [InlineData("https://169.254.169.254/latest/meta-data", "url")]
    public void Validate_WrongUrl_IsNamed(string? url, string field) =>
        Assert.Equal([field], new EditWebhook { Url = url }.Validate(isNew: true, allowPrivate: false)!.Fields!.Keys);

    [Fact]
    public void Validate_TheRest_IsNamed()
    {
        var wrong = new EditWebhook { Url = "https://example.com/" + new string('x', 500), Description = "two\nlines", Events = ["invoice.issued", "invoice.issued", "ping"] };
        Assert.Equal(["description", "events", "url"], wrong.Validate(isNew: true, allowPrivate: false)!.Fields!.Keys.Order());
        Assert.Null(new EditWebhook { Url = "https://example.com/hook?x=1", Events = ["invoice.issued"] }.Validate(isNew: true, allowPrivate: false));
        Assert.Null(new EditWebhook { Enabled = false }.Validate(isNew: false, allowPrivate: false));
    }
}
