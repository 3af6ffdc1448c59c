using System.Net;

namespace TwinMcp.Web.Commands;

/// <summary>Asks the product that listens here whether it is ready: the containers' health check, without starting a second one.</summary>
internal static class HealthCommand
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync()
    {
        var url = Environment.GetEnvironmentVariable("ASPNETCORE_URLS")?.Split(';')[0] ?? "http://localhost:8080";
        var address = new Uri(url.Replace("+", "localhost", StringComparison.Ordinal).Replace("*", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal));
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri(address, "/health/ready"));
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            return answer.StatusCode == HttpStatusCode.OK ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            Console.Error.WriteLine($"Nothing answers at {address}.");
            return 1;
        }
    }
}
