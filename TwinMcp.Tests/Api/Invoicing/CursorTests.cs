using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Invoicing;

/// <summary>Walking a list that grows meanwhile; a host of its own, because it adds invoices.</summary>
public sealed class CursorTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Theory]
    [InlineData("issueDate")]
    [InlineData("-issueDate")]
    [InlineData("dueDate")]
    [InlineData("-dueDate")]
    [InlineData("number")]
    [InlineData("-number")]
    [InlineData("total")]
    [InlineData("-total")]
    [InlineData("status")]
    [InlineData("-status")]
    public async Task List_ByCursorWhileInvoicesAreAdded_ShowsEachOldOneOnce(string sort)
    {
        var customer = await Host.Data.CustomerAsync(null);
        var old = new List<string>();
        for (var i = 0; i < 9; i++)
            old.Add((await Host.Admin.PostAsync(Invoices, OneOff(customer, 10m * (i % 4 + 1), send: i % 3 == 0))).Expect(201)["id"]!);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var query = $"{Invoices}?userId={customer}&pageSize=2&sort={sort}" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
            var page = (await Host.Staff.GetAsync(query)).Expect(200);
            Assert.Equal(cursor is null, page["total"] is not null);
            seen.AddRange(ListTests.Listed(page).Select(i => i.Id));
            cursor = page["nextCursor"];
            await Host.DraftAsync(customer, 10m * (seen.Count % 5));
        }
        while (cursor is not null && seen.Count < 60);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(old.Order(), seen.Intersect(old).Order());
    }
}
