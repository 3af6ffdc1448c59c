using TwinMcp.Tests.Support;

namespace TwinMcp.Tests.Browser;

/// <summary>Lets a test's clock run at the pace of the real one: people in a browser see time pass, from a date that the tests chose.</summary>
sealed class RunningClock : IAsyncDisposable
{
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    readonly CancellationTokenSource stopping = new();
    readonly Task running;

    public RunningClock(TestClock clock) => running = RunAsync(clock, stopping.Token);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    static async Task RunAsync(TestClock clock, CancellationToken stopping)
    {
        using var ticks = new PeriodicTimer(Tick);
        var last = TimeProvider.System.GetTimestamp();
        while (await ticks.WaitForNextTickAsync(stopping))
        {
            var now = TimeProvider.System.GetTimestamp();
            clock.Advance(TimeProvider.System.GetElapsedTime(last, now));
            last = now;
        }
    }
}
