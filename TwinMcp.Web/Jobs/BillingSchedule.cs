using Quartz;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Runs;

namespace TwinMcp.Web.Jobs;

/// <summary>
/// <c>BILLING_SCHEDULE</c>, a Quartz cron expression in the seller's time zone like "0 0 3 1 * ?" (the first of the month at three), or off.
/// What it asked for is found by looking back, so that a time at which the product was down is caught up.
/// </summary>
internal sealed class BillingSchedule
{
    const int LookBack = 3;

    readonly CronExpression? cron;
    readonly bool issues;
    readonly TimeProvider clock;
    readonly BillingScheduleService service;

    /// <exception cref="InvalidOperationException">The setting is no cron expression: the product does not start.</exception>
    public BillingSchedule(IConfiguration configuration, BillingOptions options, TimeProvider clock, BillingScheduleService service)
    {
        (this.clock, this.service) = (clock, service);
        issues = configuration.GetValue("BILLING_SCHEDULE_ISSUE", true);
        var text = configuration["BILLING_SCHEDULE"];
        if (text is null or "" or "off")
            return;
        if (!CronExpression.TryParse(text, out var parsed))
            throw new InvalidOperationException("BILLING_SCHEDULE is a Quartz cron expression like \"0 0 3 1 * ?\", or off.");
        cron = parsed.WithTimeZone(options.TimeZone);
    }

    public async Task<int> RoundAsync(CancellationToken ct)
    {
        var times = new List<DateTimeOffset>();
        for (var before = cron?.GetPreviousValidTimeBefore(clock.GetUtcNow()); before is { } time && times.Count < LookBack; before = cron!.GetPreviousValidTimeBefore(time))
            times.Add(time);
        return times.Count == 0 ? 0 : await service.StartDueAsync(times, issues, ct);
    }
}
