using TwinMcp.Bench;

// ./twin bench [NAME]: ours beside what the machine can do, alternating in one run. Ratios count, not figures.
var benches = new Dictionary<string, Func<string, Task>> { ["usage"] = UsageBench.RunAsync, ["billing"] = BillingBench.RunAsync, ["documents"] = _ => DocumentsBench.RunAsync() };

var wanted = args is [] ? [.. benches.Keys] : args;
if (wanted.FirstOrDefault(name => !benches.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no bench '{unknown}'. One of: {string.Join(", ", benches.Keys)}.");
    return 2;
}
var server = Environment.GetEnvironmentVariable("ConnectionStrings__Postgres")
    ?? throw new InvalidOperationException("ConnectionStrings__Postgres is not set; ./twin bench sets it.");
foreach (var name in wanted)
{
    await using var scratch = await ScratchDatabase.CreateAsync(server, name);
    await benches[name](scratch.ConnectionString);
}
return 0;
