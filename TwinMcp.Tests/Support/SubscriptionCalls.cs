using System.Globalization;
using TwinMcp.Core.Common;

namespace TwinMcp.Tests.Support;

/// <summary>Steps of subscription stories, through the public door.</summary>
public static class SubscriptionCalls
{
    public const string SubscriptionPath = "/api/billing/subscriptions";

    public static string Subscription(string id) => $"{SubscriptionPath}/{id}";

    /// <summary>A customer without a subscription, and the four plans to choose from.</summary>
    public static async Task<CustomerId> NewcomerAsync(this ProductHost host)
    {
        foreach (var plan in ProductData.Prices.Keys)
            await host.Data.PlanAsync(plan);
        return await host.Data.CustomerAsync(null);
    }

    /// <summary>A customer with a subscription that has just begun; its answer.</summary>
    public static async Task<(CustomerId Customer, ApiAnswer Answer)> SubscriberAsync(this ProductHost host, string plan, object? more = null)
    {
        var customer = await host.NewcomerAsync();
        return (customer, (await host.StartAsync(customer, plan, more)).Expect(201));
    }

    /// <summary>Whatever comes back.</summary>
    /// <param name="more">Further members of the body.</param>
    public static Task<ApiAnswer> StartAsync(this ProductHost host, CustomerId customer, string plan, object? more = null, string? key = null)
    {
        var body = new Dictionary<string, object?> { ["userId"] = customer.Value, ["plan"] = plan };
        foreach (var property in more?.GetType().GetProperties() ?? [])
            body[property.Name] = property.GetValue(more);
        return host.Admin.PostAsync(SubscriptionPath, body, key);
    }

    /// <summary>Changes a subscription as it is now; whatever comes back.</summary>
    /// <param name="verb">"change", "pause" …</param>
    public static Task<ApiAnswer> DoAsync(this ProductHost host, string id, string verb, object? body = null) => host.DoAsync(host.Admin, id, verb, body);

    public static async Task<ApiAnswer> DoAsync(this ProductHost host, ApiClient caller, string id, string verb, object? body = null)
    {
        var now = (await host.Admin.GetAsync(Subscription(id))).Expect(200);
        return await caller.CallAsync("POST", $"{Subscription(id)}/{verb}", ApiClient.Json(body ?? new { }), ("If-Match", now.ETag));
    }

    /// <summary>The body that asks for a period's invoice; both days are in it.</summary>
    public static object Period(CustomerId customer, string from, string to, bool force = false, bool send = false) => new
    {
        userId = customer.Value,
        period = new { type = "monthly", startDate = from, endDate = to },
        options = new { sendImmediately = send, forceRegenerate = force },
    };

    /// <summary>Its lines as "description = net", those of nothing left out.</summary>
    public static IEnumerable<string> Nets(this ApiAnswer invoice) => invoice.Json.GetProperty("lines").EnumerateArray()
        .Select(l => (Text: l.GetProperty("description").GetString(), Net: l.GetProperty("net").GetDecimal())).Where(l => l.Net != 0)
        .Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Text} = {l.Net}"));

    /// <summary>A member of a member as text.</summary>
    public static string? At(this ApiAnswer answer, string member, string inner) =>
        answer.Json.GetProperty(member) is { ValueKind: System.Text.Json.JsonValueKind.Object } value ? value.GetProperty(inner).ToString() : null;
}
