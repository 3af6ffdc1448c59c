using System.Globalization;

namespace TwinMcp.Bench;

/// <param name="Items">How many things one run does.</param>
sealed record Runner(string Name, int Items, Func<int, Task> Run);

/// <summary>Runners taking turns in one run: what disturbs the machine disturbs all. Prints each one's median beside a limit's.</summary>
static class Race
{
    const int Rounds = 9;

    /// <param name="limits">For each runner the name of the one it is compared with; itself for a limit.</param>
    public static async Task RunAsync(string title, string unit, IReadOnlyList<(Runner Runner, string Limit)> runners)
    {
        foreach (var (runner, _) in runners)
            await runner.Run(0);
        var rates = runners.ToDictionary(r => r.Runner.Name, _ => new List<double>());
        for (var round = 1; round <= Rounds; round++)
        {
            foreach (var (runner, _) in runners)
            {
                var started = TimeProvider.System.GetTimestamp();
                await runner.Run(round);
                rates[runner.Name].Add(runner.Items / TimeProvider.System.GetElapsedTime(started).TotalSeconds);
            }
        }
        Console.WriteLine($"{title} (medians of {Rounds}, {unit}/s)");
        foreach (var (runner, limit) in runners)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {runner.Name,-34} {Median(rates[runner.Name]),10:N0}   {Median(rates[runner.Name]) / Median(rates[limit]),6:0.00} x {limit}"));
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
