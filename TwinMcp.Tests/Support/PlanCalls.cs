namespace TwinMcp.Tests.Support;

/// <summary>Plans and their versions through the public door.</summary>
public static class PlanCalls
{
    public const string Plans = "/api/billing/plans";

    public static string Version(string code, int number, string currency = "EUR") => $"{Plans}/{code}/versions/{currency}/{number}";

    /// <summary>A version of one price of requests.</summary>
    public static object Draft(string from, decimal fee = 20m, decimal perThousand = 1m, string? currency = "EUR") => new
    {
        currency,
        monthlyFee = fee,
        effectiveFrom = from,
        prices = new[] { new { component = "REQUESTS", model = "PER_UNIT", unitPrice = perThousand, baseQuantity = 1_000 } },
    };

    public static async Task<string> PlanAsync(this ProductHost host)
    {
        var code = "p-" + Guid.NewGuid().ToString("N")[..8];
        (await host.Admin.PostAsync(Plans, new { code, name = "Plan " + code })).Expect(201);
        return code;
    }

    public static async Task<ApiAnswer> DraftAsync(this ProductHost host, string code, object body) =>
        (await host.Admin.PostAsync($"{Plans}/{code}/versions", body)).Expect(201);

    public static Task<ApiAnswer> PublishAsync(this ProductHost host, string code, int number, string etag) =>
        host.Admin.CallAsync("POST", Version(code, number) + "/publish", null, ("If-Match", etag));

    /// <summary>A new plan with one published version that is in force.</summary>
    public static async Task<string> PublishedAsync(this ProductHost host, object? body = null)
    {
        var code = await host.PlanAsync();
        var today = host.Clock.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var draft = await host.DraftAsync(code, body ?? Draft(today));
        (await host.PublishAsync(code, 1, draft.ETag)).Expect(200);
        return code;
    }
}
