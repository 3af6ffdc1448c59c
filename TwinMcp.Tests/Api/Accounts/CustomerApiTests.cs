using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.AccountCalls;

namespace TwinMcp.Tests.Api.Accounts;

public sealed class CustomerApiTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Fact]
    public async Task Create_ThenChange_KeepsWhatIsNotGiven()
    {
        var created = (await Host.Admin.PostAsync(Customers, Profile(("vatId", "fr 44 732 829 320")))).Expect(201);
        Assert.Equal($"/api/customers/{created["userId"]}", created.Headers.Location?.OriginalString);
        Assert.Equal(("Atelier Lumière", "FR44732829320", "EUR"), (created["name"], created["vatId"], created["currency"]));

        var changed = (await Host.Admin.PatchAsync($"{Customers}/{created["userId"]}", """{ "phone": "", "address": { "city": "Lyon" } }""", created.ETag)).Expect(200);
        Assert.Equal((null, "Jeanne Roy"), (changed["phone"], changed["contactName"]));
        Assert.Equal("Lyon 75002", changed.Json.GetProperty("address").GetProperty("city") + " " + changed.Json.GetProperty("address").GetProperty("postalCode"));
        Assert.NotEqual(created.ETag, changed.ETag);

        (await Host.Admin.PatchAsync($"{Customers}/{created["userId"]}", """{ "city": "Lyon" }""", changed.ETag)).ExpectProblem(400);
        (await Host.Admin.PatchAsync($"{Customers}/{created["userId"]}", "{}", changed.ETag)).ExpectProblem(400, field: "body");
        (await Host.Admin.PatchAsync($"{Customers}/{created["userId"]}", """{ "phone": "1" }""", created.ETag)).ExpectProblem(412, "stale");
        (await Host.Admin.PatchAsync($"{Customers}/{created["userId"]}", """{ "phone": "1" }""", null)).ExpectProblem(428);
        (await Host.Admin.PatchAsync($"{Customers}/{Guid.NewGuid()}", """{ "phone": "1" }""", changed.ETag)).ExpectProblem(404);
    }

    [Fact]
    public async Task Create_WrongInput_NamesEveryField()
    {
        var refused = (await Host.Admin.PostAsync(Customers, Profile(("name", new string('x', 5_000)), ("billingEmail", "a@b.example\r\nBcc: c@d.example"), ("address.country", "ZZ"), ("currency", null)))).ExpectProblem(400, "validation");
        Assert.Equal(["address.country", "billingEmail", "currency", "name", "vatId"], refused.Fields.Order());
        Assert.DoesNotContain("Bcc", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_RepeatedWithItsKey_IsOneProfile()
    {
        var key = Guid.NewGuid().ToString();
        var first = (await Host.Admin.PostAsync(Customers, Profile(), key)).Expect(201);
        var again = (await Host.Admin.PostAsync(Customers, Profile(), key)).Expect(201);
        Assert.Equal(first["userId"], again["userId"]);
        (await Host.Admin.PostAsync(Customers, Profile(("name", "Another")), key)).ExpectProblem(422, "idempotency_mismatch");
    }

    [Fact]
    public async Task Change_ByTheCustomer_IsOfHisContactDataOnly()
    {
        var (mine, theirs) = (await Host.Data.CustomerAsync(null), await Host.Data.CustomerAsync(null));
        var client = await Host.ClientAsync(Role.Customer, mine);
        var now = await client.CustomerAsync(mine);

        var changed = (await client.PatchAsync($"{Customers}/{mine}", """{ "contactName": "Ada", "billingEmail": "ada@client.example", "phone": "1", "language": "en" }""", now.ETag)).Expect(200);
        Assert.Equal(("Ada", "ada@client.example", "1", "en"), (changed["contactName"], changed["billingEmail"], changed["phone"], changed["language"]));
        foreach (var body in (string[])["""{ "name": "x" }""", """{ "currency": "USD" }""", """{ "siren": "" }""", """{ "vatId": "" }""", """{ "isCompany": false }""", """{ "address": { "country": "DE" } }"""])
            (await client.PatchAsync($"{Customers}/{mine}", body, changed.ETag)).ExpectProblem(403, "forbidden");

        var foreign = (await client.GetAsync($"{Customers}/{theirs}")).ExpectProblem(404, "not_found");
        var missing = (await client.GetAsync($"{Customers}/{Guid.NewGuid()}")).ExpectProblem(404, "not_found");
        Assert.Equal(missing["detail"], foreign["detail"]);
        (await client.PatchAsync($"{Customers}/{theirs}", """{ "phone": "1" }""", (await Host.Staff.CustomerAsync(theirs)).ETag)).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task Change_OfTheCurrency_IsRefusedOnceThereIsAnInvoice()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var now = await Host.Admin.CustomerAsync(customer);
        var dollars = (await Host.Admin.PatchAsync($"{Customers}/{customer}", """{ "currency": "USD" }""", now.ETag)).Expect(200);
        Assert.Equal("USD", dollars["currency"]);
        await Host.DraftAsync(customer);
        (await Host.Admin.PatchAsync($"{Customers}/{customer}", """{ "currency": "EUR" }""", dollars.ETag)).ExpectProblem(409, "currency_fixed");
        (await Host.Admin.PatchAsync($"{Customers}/{customer}", """{ "currency": "USD", "phone": "1" }""", dollars.ETag)).Expect(200);
    }

    [Fact]
    public async Task Delete_IsRefusedWhileAnythingHangsOnIt()
    {
        var empty = (await Host.Admin.PostAsync(Customers, Profile())).Expect(201)["userId"];
        var client = await Host.ClientAsync(Role.Customer, CustomerId.Parse(empty!, null));
        var held = (await Host.Admin.CallAsync("DELETE", $"{Customers}/{empty}")).ExpectProblem(409, "has_records");
        Assert.Contains("api_keys", held["detail"], StringComparison.Ordinal);
        (await client.CustomerAsync(empty!)).Expect(200);

        var billed = await Host.Data.CustomerAsync();
        await Host.UseAsync(billed, (10, "2026-11-20T10:00:00Z"));
        await Host.DraftAsync(billed);
        var many = (await Host.Admin.CallAsync("DELETE", $"{Customers}/{billed}")).ExpectProblem(409, "has_records");
        foreach (var table in (string[])["invoices", "subscriptions", "usage_logs", "usage_days"])
            Assert.Contains(table, many["detail"], StringComparison.Ordinal);

        var unused = (await Host.Admin.PostAsync(Customers, Profile())).Expect(201)["userId"];
        (await Host.Admin.CallAsync("DELETE", $"{Customers}/{unused}")).Expect(204);
        (await Host.Admin.GetAsync($"{Customers}/{unused}")).ExpectProblem(404);
        (await Host.Admin.CallAsync("DELETE", $"{Customers}/{unused}")).ExpectProblem(404);
    }

    [Fact]
    public async Task Audit_OfAProfile_NamesFieldsAndNoPersonalData()
    {
        var created = (await Host.Admin.PostAsync(Customers, Profile(("contactName", "Zyxwvut Unique"), ("billingEmail", "zyxwvut@unique.example")))).Expect(201);
        (await Host.Admin.PatchAsync($"{Customers}/{created["userId"]}", """{ "contactName": "Zyxwvut Other", "phone": "+33 9 87 65 43 21" }""", created.ETag)).Expect(200);
        var rows = await Host.Database.ScalarAsync<string>($"SELECT string_agg(action || ' ' || data::text, E'\\n' ORDER BY id) FROM audit_log WHERE entity_id = '{created["userId"]}'");
        Assert.Contains("customer.created", rows, StringComparison.Ordinal);
        Assert.Contains("customer.changed {\"fields\": [\"contactName\", \"phone\"]}", rows, StringComparison.Ordinal);
        foreach (var secret in (string[])["zyxwvut", "87 65", "unique.example"])
            Assert.DoesNotContain(secret, rows, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task List_ByAPartOfTheName_IsInOrderAndBounded()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        foreach (var name in (string[])["Charlie", "alpha", "Bravo"])
            await Host.Data.CustomerAsync(null, change: c => c.Name = $"{name} {mark} 100%_x");
        var all = (await Host.Staff.GetAsync($"{Customers}?q={mark.ToUpperInvariant()}")).Expect(200);
        Assert.Equal(3, all.Json.GetProperty("total").GetInt32());
        var second = (await Host.Staff.GetAsync($"{Customers}?q={mark}&page=2&pageSize=2")).Expect(200);
        Assert.Equal((1, 3), (second.Items.Count, second.Json.GetProperty("total").GetInt32()));
        Assert.Equal(3, (await Host.Staff.GetAsync($"{Customers}?q={Uri.EscapeDataString(mark + " 100%_")}")).Expect(200).Items.Count);
        Assert.Empty((await Host.Staff.GetAsync($"{Customers}?q={Uri.EscapeDataString(mark + "_100")}")).Expect(200).Items);
    }

    [Theory]
    [InlineData("?page=0", "page")]
    [InlineData("?pageSize=201", "pageSize")]
    [InlineData("?pageSize=0", "pageSize")]
    [InlineData("?page=x", "page")]
    [InlineData("?page=1000&pageSize=200", "page")]
    [InlineData("?page=2147483647&pageSize=200", "page")]
    [InlineData("?sort=name", "sort")]
    [InlineData("?q=a&q=b", "q")]
    [InlineData("?q=a%00b", "q")]
    public async Task List_WrongParameter_IsNamed(string query, string field) => (await Host.Staff.GetAsync(Customers + query)).ExpectProblem(400, field: field);

    [Fact]
    public async Task List_LongSearch_IsRefused() => (await Host.Staff.GetAsync($"{Customers}?q={new string('x', 101)}")).ExpectProblem(400, field: "q");
}
