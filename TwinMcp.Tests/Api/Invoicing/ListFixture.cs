using System.Text.Json;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Invoicing;

/// <summary>Three customers and invoices of every status, amount and date, as the API told them one by one.</summary>
public sealed class ListFixture : IAsyncLifetime
{
    public ProductHost Host { get; private set; } = null!;

    public CustomerId CustomerA { get; private set; }

    public CustomerId CustomerB { get; private set; }

    public ApiClient ClientA { get; private set; } = null!;

    public ApiClient ClientB { get; private set; } = null!;

    /// <summary>What is there, in no order.</summary>
    public IReadOnlyList<ListedInvoice> Invoices { get; private set; } = [];

    public async Task InitializeAsync()
    {
        Host = await ProductHost.StartAsync(new ProductOptions { Start = new DateTimeOffset(2026, 9, 1, 9, 0, 0, TimeSpan.Zero) });
        CustomerA = await Host.Data.CustomerAsync(null, change: c => c.Name = "Atelier du Nord");
        CustomerB = await Host.Data.CustomerAsync(null, change: c => c.Name = "Bäckerei 100% Süd_Ost");
        var yen = await Host.Data.CustomerAsync(null, "JPY", c => c.Name = "東京リサーチ");
        ClientA = await Host.ClientAsync(Role.Customer, CustomerA);
        ClientB = await Host.ClientAsync(Role.Customer, CustomerB);
        var ids = new List<string>();
        for (var i = 0; i < 24; i++)
        {
            if (i % 6 == 5)
                Host.Clock.Advance(TimeSpan.FromDays(20));
            ids.Add(await AddAsync(i % 5 == 4 ? yen : i % 2 == 0 ? CustomerA : CustomerB, i));
        }
        Invoices = [.. await Task.WhenAll(ids.Select(async id => ListedInvoice.OfWhole((await Host.Admin.GetAsync(Invoice(id))).Expect(200).Json)))];
    }

    public async Task DisposeAsync()
    {
        await using (Host)
            await InvariantChecker.AssertHoldAsync(Host.Database);
    }

    async Task<string> AddAsync(CustomerId customer, int i)
    {
        // some totals are equal on purpose: the id decides
        var draft = await Host.DraftAsync(customer, 100m * (1 + i % 7));
        string[] moves = (i % 6) switch { 0 or 1 => ["SENT", "PAID"], 2 or 3 => ["SENT"], 4 => [], _ => ["CANCELLED"] };
        foreach (var to in moves)
            (await Host.MoveAsync(draft["id"]!, to)).Expect(200);
        return draft["id"]!;
    }
}

/// <summary>An invoice head from the wire.</summary>
public sealed record ListedInvoice(string Id, string UserId, string? Number, string CustomerName, string Status, string Currency, DateOnly? IssueDate, DateOnly? DueDate, decimal Total)
{
    /// <summary>What orders it by date: drafts last; what never was issued has the day it was made.</summary>
    public DateOnly SortDate { get; init; }

    public static ListedInvoice Of(JsonElement json) => new(
        Text(json, "id")!, Text(json, "userId")!, Text(json, "number"), Text(json, "customerName")!, Text(json, "status")!, Text(json, "currency")!,
        Date(json, "issueDate"), Date(json, "dueDate"), json.GetProperty("total").GetDecimal());

    /// <summary>From the whole invoice, which alone says when it was made.</summary>
    public static ListedInvoice OfWhole(JsonElement json)
    {
        var head = Of(json);
        var made = DateOnly.FromDateTime(json.GetProperty("createdAt").GetDateTimeOffset().UtcDateTime);
        return head with { SortDate = head.IssueDate ?? (head.Status == "DRAFT" ? new DateOnly(9999, 12, 31) : made) };
    }

    static string? Text(JsonElement json, string member) => json.GetProperty(member).GetString();

    static DateOnly? Date(JsonElement json, string member) => Text(json, member) is { } text ? DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;
}
