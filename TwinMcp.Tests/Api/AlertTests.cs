using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Alerts;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Api;

public sealed class AlertTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string Alerts = "/api/billing/alerts";

    ProductHost Host => product.Host;

    [Fact]
    public async Task Alerts_OfACustomer_AreListedReadAndCounted()
    {
        var (customer, other) = (await Host.Data.CustomerAsync(), await Host.Data.CustomerAsync());
        var invoice = (InvoiceId.New(), "FA-2026-000042");
        await AddAsync(Enumerable.Range(0, 3).Select(i => BillingAlert.PaymentFailed(customer, Guid.NewGuid(), invoice, new Money(12.5m, Currency.Eur), Host.Clock.GetUtcNow().AddMinutes(i))));
        await AddAsync([BillingAlert.InvoiceOverdue(customer, invoice.Item1, invoice.Item2, new DateOnly(2026, 11, 1), Host.Clock.GetUtcNow().AddHours(1)), BillingAlert.PaymentFailed(other, Guid.NewGuid(), invoice, new Money(1m, Currency.Eur), Host.Clock.GetUtcNow())]);
        var client = await Host.ClientAsync(Role.Customer, customer);

        var list = (await client.GetAsync(Alerts + "?pageSize=3")).Expect(200);
        Assert.Equal((4, 3), ((int)list.Number("total"), list.Items.Count));
        Assert.Equal(("INVOICE_OVERDUE", "FA-2026-000042 was due on 2026-11-01."), (list.Items[0].GetProperty("type").GetString(), list.Items[0].GetProperty("message").GetString()));
        Assert.Equal("2026-11-01", list.Items[0].GetProperty("data").GetProperty("dueDate").GetString());
        Assert.Equal("12.50", list.Items[1].GetProperty("data").GetProperty("amount").GetRawText());
        Assert.Equal("A payment of 12.50 EUR for FA-2026-000042 failed.", list.Items[1].GetProperty("message").GetString());
        Assert.Equal(3, (await client.GetAsync(Alerts + "?type=PAYMENT_FAILED")).Expect(200).Number("total"));

        var id = list.Items[0].GetProperty("id").GetString();
        var read = (await client.PatchAsync($"{Alerts}/{id}", new { read = true }, null)).Expect(200);
        Assert.Equal("True", read["read"]);
        Assert.Equal(read["readAt"], (await client.PatchAsync($"{Alerts}/{id}", new { read = true }, null)).Expect(200)["readAt"]);
        Assert.Equal(3, (await client.GetAsync(Alerts + "/unread-count")).Expect(200).Number("unread"));
        Assert.Equal(id, Assert.Single((await client.GetAsync(Alerts + "?unread=false")).Expect(200).Items).GetProperty("id").GetString());
        (await client.PatchAsync($"{Alerts}/{id}", new { read = false }, null)).Expect(200);
        Assert.Equal(4, (await client.PostAsync(Alerts + "/read-all", "{}")).Expect(200).Number("read"));
        Assert.Equal(0, (await client.PostAsync(Alerts + "/read-all", "{}")).Expect(200).Number("read"));
        Assert.Equal(0, (await Host.Staff.GetAsync($"{Alerts}/unread-count?userId={customer}")).Expect(200).Number("unread"));
        Assert.Equal(1, (await Host.Staff.GetAsync($"{Alerts}/unread-count?userId={other}")).Expect(200).Number("unread"));

        // another's alert, list and rules are not there
        var stranger = await Host.ClientAsync(Role.Customer, other);
        (await stranger.PatchAsync($"{Alerts}/{id}", new { read = true }, null)).ExpectProblem(404, "not_found");
        Assert.Empty((await stranger.GetAsync($"{Alerts}?userId={customer}")).Expect(200).Items);
        (await stranger.PostAsync(Alerts + "/read-all", new { userId = customer.Value })).ExpectProblem(404, "not_found");
        (await stranger.GetAsync($"/api/billing/alert-rules/{customer}")).ExpectProblem(404, "not_found");
    }

    [Theory]
    [InlineData("type=OVERDUE", "type")]
    [InlineData("unread=1", "unread")]
    [InlineData("page=0", "page")]
    [InlineData("pageSize=201", "pageSize")]
    [InlineData("page=1000&pageSize=200", "page")]
    [InlineData("userId=x", "userId")]
    [InlineData("sort=type", "sort")]
    [InlineData("unread=true&unread=false", "unread")]
    public async Task List_WrongParameter_NamesIt(string query, string field) =>
        (await Host.Staff.GetAsync($"{Alerts}?{query}")).ExpectProblem(400, "validation", field);

    [Theory]
    [InlineData("{}", "rules")]
    [InlineData("""{ "rules": [null] }""", "rules[0].metric")]
    [InlineData("""{ "rules": [{ "metric": "REQUESTS", "quantity": 0 }] }""", "rules[0].quantity")]
    [InlineData("""{ "rules": [{ "metric": "REQUESTS", "quantity": 1, "percents": [] }] }""", "rules[0].percents")]
    [InlineData("""{ "rules": [{ "metric": "REQUESTS", "quantity": 1, "percents": [0] }] }""", "rules[0].percents")]
    [InlineData("""{ "rules": [{ "metric": "REQUESTS", "quantity": 1, "percents": [80, 80] }] }""", "rules[0].percents")]
    [InlineData("""{ "rules": [{ "metric": "REQUESTS", "quantity": 1 }, { "metric": "REQUESTS", "quantity": 2 }] }""", "rules")]
    public async Task SetRules_WrongInput_NamesTheField(string body, string field)
    {
        var customer = await Host.Data.CustomerAsync();
        (await Host.Admin.CallAsync("PUT", $"/api/billing/alert-rules/{customer}", ApiClient.Json(body))).ExpectProblem(400, "validation", field);
    }

    [Fact]
    public async Task ReadAll_ByStaffWithoutACustomer_AsksForOne() =>
        (await Host.Staff.PostAsync(Alerts + "/read-all", "{}")).ExpectProblem(400, "validation", "userId");

    async Task AddAsync(IEnumerable<BillingAlert> alerts)
    {
        await using var db = await Host.Services.GetRequiredService<IDbContextFactory<BillingDbContext>>().CreateDbContextAsync();
        db.Alerts.AddRange(alerts);
        await db.SaveChangesAsync();
    }
}
