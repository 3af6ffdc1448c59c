using Xunit;

namespace TwinMcp.Tests.Support.SelfTests;

public sealed class TestClockTests
{
    static readonly DateTimeOffset Start = new(2026, 3, 29, 0, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Advance_PastSeveralTimers_FiresEachAtItsOwnTimeInOrder()
    {
        var clock = new TestClock(Start);
        var fired = new List<string>();
        using var late = clock.CreateTimer(_ => fired.Add($"late {clock.GetUtcNow() - Start}"), null, TimeSpan.FromMinutes(3), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(_ => fired.Add($"often {clock.GetUtcNow() - Start}"), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

        clock.Advance(TimeSpan.FromMinutes(3.5));

        Assert.Equal(["often 00:01:00", "often 00:02:00", "late 00:03:00", "often 00:03:00"], fired);
        Assert.Equal(Start.AddMinutes(3.5), clock.GetUtcNow());
        Assert.Equal(1, clock.ArmedTimers);
    }

    [Fact]
    public async Task Advance_OverADelay_CompletesItAndNotBefore()
    {
        var clock = new TestClock(Start);
        var delay = Task.Delay(TimeSpan.FromDays(1), clock);
        clock.Advance(TimeSpan.FromHours(23));
        Assert.False(delay.IsCompleted);
        clock.AdvanceTo(Start.AddDays(1));
        await delay.WaitAsync(Eventually.DefaultLimit);
    }

    [Fact]
    public void JumpTo_Backwards_MovesTheWallClockOnly()
    {
        var clock = new TestClock(Start);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        var before = clock.GetTimestamp();

        clock.JumpTo(Start.AddHours(-1));

        Assert.Equal((Start.AddHours(-1), before, 0), (clock.GetUtcNow(), clock.GetTimestamp(), fired));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void Change_ToZero_FiresAtOnce_AndDisposedNever()
    {
        var clock = new TestClock(Start);
        var fired = 0;
        var timer = clock.CreateTimer(_ => fired++, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Assert.True(timer.Change(TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        Assert.Equal(1, fired);
        timer.Dispose();
        clock.Advance(TimeSpan.FromHours(1));
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void Advance_Backwards_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TestClock(Start).Advance(TimeSpan.FromTicks(-1)));
}
