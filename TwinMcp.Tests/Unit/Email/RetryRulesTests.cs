using TwinMcp.Core.Email;
using TwinMcp.Core.Outbox;
using Xunit;

namespace TwinMcp.Tests.Unit.Email;

public sealed class RetryRulesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 15)]
    [InlineData(4, 60)]
    [InlineData(5, 240)]
    [InlineData(6, 240)]
    [InlineData(7, 240)]
    public void After_Temporary_WaitsLongerEachTime(int attempts, int minutes) =>
        Assert.Equal(
            new OutboxResult(OutboxState.Waiting, "451 later", MailSamples.Now.AddMinutes(minutes)),
            RetryRules.After(attempts, MailAnswer.Temporary("451 later"), MailSamples.Now));

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    public void After_TemporaryAtTheLastAttempt_Fails(int attempts) =>
        Assert.Equal(
            new OutboxResult(OutboxState.Failed, $"Given up after {attempts} attempts: 451 later"),
            RetryRules.After(attempts, MailAnswer.Temporary("451 later"), MailSamples.Now));

    [Fact]
    public void After_Permanent_FailsAtOnce() =>
        Assert.Equal(new OutboxResult(OutboxState.Failed, "550 no"), RetryRules.After(1, MailAnswer.Permanent("550 no"), MailSamples.Now));

    [Fact]
    public void After_Filed_IsNotDelivered() =>
        Assert.Equal(new OutboxResult(OutboxState.Filed, "written to x"), RetryRules.After(1, MailAnswer.Filed("written to x"), MailSamples.Now));

    [Fact]
    public void After_Delivered_IsDelivered() =>
        Assert.Equal(new OutboxResult(OutboxState.Delivered, "ok"), RetryRules.After(3, MailAnswer.Delivered("ok"), MailSamples.Now));
}
