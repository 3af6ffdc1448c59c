namespace TwinMcp.Core.Webhooks;

/// <summary>When a delivery is tried again, and when not any more. Pure.</summary>
public static class WebhookRetryRules
{
    static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    /// <summary>An endpoint that nothing has reached for so long is switched off.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(5);

    /// <summary>The pause of the whole endpoint after so many failures in a row; an hour at most, so that one that is back is soon found.</summary>
    public static TimeSpan EndpointPause(int failures) => TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, Math.Clamp(failures - 1, 0, 20)), 3_600));

    /// <summary>Null: that was the last attempt.</summary>
    public static TimeSpan? Pause(int attempts) => attempts <= Pauses.Length ? Pauses[attempts - 1] : null;
}
