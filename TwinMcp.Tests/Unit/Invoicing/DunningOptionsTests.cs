using Microsoft.Extensions.Configuration;
using TwinMcp.Core.Invoicing.Dunning;
using TwinMcp.Core.Outbox;
using Xunit;

namespace TwinMcp.Tests.Unit.Invoicing;

public sealed class DunningOptionsTests
{
    [Theory]
    [InlineData(null, "-3 0 7 15 30")]
    [InlineData("", "-3 0 7 15 30")]
    [InlineData("none", "")]
    [InlineData(" -10, 5 ,365", "-10 5 365")]
    public void From_GoodSetting_IsReadInOrder(string? setting, string expected) => Assert.Equal(expected, string.Join(' ', From(setting).Days));

    [Theory]
    [InlineData("7,0")]
    [InlineData("0,0")]
    [InlineData("-31")]
    [InlineData("366")]
    [InlineData("1.5")]
    [InlineData("a")]
    [InlineData("1,,2")]
    [InlineData("0,1,2,3,4,5,6,7,8,9,10,11,12")]
    public void From_BadSetting_DoesNotStart(string setting) =>
        Assert.Contains("DUNNING_DAYS", Assert.Throws<InvalidOperationException>(() => From(setting)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(-3, "reminder-3")]
    [InlineData(0, "reminder+0")]
    [InlineData(30, "reminder+30")]
    public void Kind_OfAStep_IsReadBack(int step, string kind)
    {
        Assert.Equal(kind, MailKind.Reminder(step));
        Assert.Equal(step, MailKind.ReminderStep(kind));
    }

    [Theory]
    [InlineData(MailKind.Invoice)]
    [InlineData("reminder")]
    [InlineData("reminderx")]
    public void Kind_OfNoReminder_HasNoStep(string kind) => Assert.Null(MailKind.ReminderStep(kind));

    static DunningOptions From(string? setting) =>
        DunningOptions.From(new ConfigurationBuilder().AddInMemoryCollection([new("DUNNING_DAYS", setting)]).Build());
}
