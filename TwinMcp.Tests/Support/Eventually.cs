namespace TwinMcp.Tests.Support;

/// <summary>Waits for a condition instead of for a time.</summary>
public static class Eventually
{
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(15);

    public static Task HoldsAsync(Func<bool> condition, string what, TimeSpan? limit = null) =>
        HoldsAsync(() => Task.FromResult(condition()), what, limit);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > (limit ?? DefaultLimit))
                throw new TimeoutException($"Not within {(limit ?? DefaultLimit).TotalSeconds:0.#} s: {what}");
            await Task.Delay(10);
        }
    }
}
