using Microsoft.OpenApi;
using TwinMcp.Core.Common;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Web.Api;

/// <summary>The query string of the list of subscriptions.</summary>
internal static class SubscriptionRequest
{
    public static readonly WireParameter[] List =
    [
        new("userId", "Only this customer's.") { Format = "uuid" },
        new("status", "Repeatable.") { Values = ["ACTIVE", "PAUSED", "CANCELLED", "EXPIRED"], IsRepeatable = true },
        new("plan", "A plan's code."),
        new("page", "From 1; up to row 10,000.") { Type = JsonSchemaType.Integer },
        new("pageSize", "1 to 200; 25 when not given.") { Type = JsonSchemaType.Integer },
    ];

    public static Result<SubscriptionFilter> Filter(IQueryCollection query)
    {
        var errors = new FieldErrors();
        foreach (var name in query.Keys.Where(k => !List.Any(p => p.Name == k)))
            errors.Add(name, "Unknown parameter.");
        var filter = new SubscriptionFilter
        {
            UserId = RequestReading.Value<CustomerId>(query, errors, "userId"),
            Status = RequestReading.Enums<SubscriptionStatus>(query, errors, "status"),
            Plan = RequestReading.Text(query, "plan"),
            PageNumber = RequestReading.Value<int>(query, errors, "page") ?? 1,
            PageSize = RequestReading.Value<int>(query, errors, "pageSize") ?? SubscriptionFilter.DefaultPageSize,
        };
        return errors.Any ? errors.ToError() : filter;
    }
}
