using System.Globalization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Runs;

namespace TwinMcp.Web.Commands;

/// <summary><c>./twin bill 2026-10 [--preview] [--drafts]</c>: starts the month's run, or goes on with it, and works on it until it is done.</summary>
internal static class BillCommand
{
    static readonly Actor Operator = Actor.System("twin bill");

    public static async Task<int> RunAsync(WebApplication app, string[] args)
    {
        var known = args.Where(a => a is not ("--preview" or "--drafts")).ToArray();
        if (known is not [var month] || month.StartsWith('-'))
            return await RefuseAsync("usage: ./twin bill MONTH [--preview] [--drafts]   (MONTH like 2026-10)");
        var input = new StartBillingRun { Month = month, Issue = !args.Contains("--drafts") };
        var stopping = app.Lifetime.ApplicationStopping;
        return args.Contains("--preview") ? await PreviewAsync(app.Services, input, stopping) : await BillAsync(app.Services, input, stopping);
    }

    static async Task<int> PreviewAsync(IServiceProvider services, StartBillingRun input, CancellationToken ct)
    {
        var preview = await services.GetRequiredService<BillingRunQueries>().PreviewAsync(Operator, input, ct);
        if (preview.Error is { } refused)
            return await RefuseAsync(refused.Message);
        var (result, totals) = (preview.Value, preview.Value.Totals.Select(t => new Money(t.Value, Currency.Of(t.Key)).ToString()));
        Console.WriteLine(Text($"{input.Month}: {result.Bills:N0} bills for {result.Accounts:N0} customers, {string.Join(" + ", totals.DefaultIfEmpty("0"))} with VAT; {result.Skipped:N0} need none, {result.ParkedCount:N0} would be parked."));
        foreach (var parked in result.Parked)
            Console.WriteLine($"  parked: {parked.UserId} {parked.Code}: {parked.Detail}");
        return 0;
    }

    static async Task<int> BillAsync(IServiceProvider services, StartBillingRun input, CancellationToken ct)
    {
        var started = await services.GetRequiredService<BillingRunService>().StartAsync(Operator, input, ct);
        if (started.Error is { } refused)
            return await RefuseAsync(refused.Message);
        var (runs, dispatcher) = (services.GetRequiredService<BillingRunQueries>(), services.GetRequiredService<BillingRunDispatcher>());
        Console.WriteLine(started.Value.IsNew ? $"Billing {input.Month}." : $"Billing {input.Month}: going on with the run that is under way.");
        var work = Task.CompletedTask;
        while (true)
        {
            var run = (await runs.FindAsync(Operator, started.Value.Id, ct)).Value;
            Show(run);
            if (run.Status != BillingRunStatus.Running)
                return await EndAsync(runs, run, ct);
            // another process may have the last chunks: then this one looks on
            if (work.IsCompleted)
            {
                await work;
                work = dispatcher.DispatchAsync(ct);
            }
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromSeconds(1), ct));
            if (work.IsCompleted)
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
        }
    }

    static async Task<int> EndAsync(BillingRunQueries runs, BillingRunView run, CancellationToken ct)
    {
        if (run.Status == BillingRunStatus.Paused)
        {
            Console.WriteLine("The run is paused: resume it in the browser (or POST /api/billing/runs/{id}/resume).");
            return 1;
        }
        var seconds = (run.FinishedAt!.Value - run.StartedAt).TotalSeconds;
        Console.WriteLine(Text($"Done in {seconds:0.0} s: {run.Drafted:N0} drafted, {run.Issued:N0} issued, {run.Skipped:N0} needed no bill, {run.Parked:N0} parked."));
        foreach (var parked in (await runs.ParkedAsync(Operator, run.Id, ct)).Value)
            Console.WriteLine($"  parked: {parked.UserId} {parked.Code}: {parked.Detail}");
        return 0;
    }

    static void Show(BillingRunView run) => Console.WriteLine(Text(
        $"{run.Done,9:N0} of {run.Total:N0} customers, {run.Issued:N0} issued, {run.Parked:N0} parked, {run.Rate:N0} a second{(run.SecondsLeft is { } left ? Text($", {left} s left") : "")}"));

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static async Task<int> RefuseAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 2;
    }
}
