using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.AccountCalls;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Accounts;

public sealed class ApiKeyApiTests(ProductFixture product) : IClassFixture<ProductFixture>, IDisposable
{
    readonly HttpClient http = new() { BaseAddress = product.Host.BaseAddress };

    ProductHost Host => product.Host;

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task Create_ByACustomer_ShowsTheSecretOnceAndOnlyThen()
    {
        var (customer, client) = await CustomerAsync();
        var idempotency = Guid.NewGuid().ToString();
        var created = (await client.PostAsync(Keys, new { name = "CI", requestsPerMinute = 30 }, idempotency)).Expect(201);
        var again = (await client.PostAsync(Keys, new { name = "CI", requestsPerMinute = 30 }, idempotency)).Expect(201);
        var (secret, id) = (created["secret"]!, IdOf(created));

        Assert.Equal((id, null), (IdOf(again), again["secret"]));
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM api_keys WHERE user_id = '{customer}' AND name = 'CI'"));
        var clear = secret.Split('.')[1];
        foreach (var answer in (ApiAnswer[])[again, (await client.GetAsync($"{Keys}/{id}")).Expect(200), (await client.GetAsync(Keys)).Expect(200), (await Host.Admin.GetAsync($"{Keys}?userId={customer}")).Expect(200)])
        {
            Assert.Contains(secret.Split('.')[0], answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(clear, answer.Text, StringComparison.Ordinal);
        }
        (await With(secret).GetAsync(Invoices)).Expect(200);
    }

    [Fact]
    public async Task Revoke_Key_Is401FromThenOn()
    {
        var (_, client) = await CustomerAsync();
        var created = (await client.PostAsync(Keys, new { name = "CI" })).Expect(201);
        var caller = With(created["secret"]!);
        (await caller.GetAsync(Invoices)).Expect(200);
        (await client.CallAsync("DELETE", $"{Keys}/{IdOf(created)}")).Expect(204);
        (await caller.GetAsync(Invoices)).ExpectProblem(401);
        Assert.NotNull((await client.GetAsync($"{Keys}/{IdOf(created)}")).Expect(200)["revokedAt"]);
        (await client.CallAsync("DELETE", $"{Keys}/{IdOf(created)}")).Expect(204);
    }

    [Fact]
    public async Task Keys_OfAnotherCustomer_AreNotThere()
    {
        var ((mine, client), (theirs, stranger)) = (await CustomerAsync(), await CustomerAsync());
        var id = IdOf((await client.PostAsync(Keys, new { name = "CI" })).Expect(201));
        (await stranger.GetAsync($"{Keys}/{id}")).ExpectProblem(404);
        (await stranger.CallAsync("DELETE", $"{Keys}/{id}")).ExpectProblem(404);
        (await stranger.GetAsync($"{Keys}?userId={mine}")).ExpectProblem(404);
        (await stranger.PostAsync(Keys, new { name = "CI", userId = mine.Value })).ExpectProblem(404);
        Assert.All((await stranger.GetAsync(Keys)).Expect(200).Items, k => Assert.Equal(theirs.ToString(), k.GetProperty("userId").GetString()));
        (await client.PostAsync(Keys, new { name = "CI", role = "ADMIN" })).ExpectProblem(403);
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { """{ "name": "" }""", "name" },
        { """{ "name": "k", "requestsPerMinute": 61 }""", "requestsPerMinute" },
        { """{ "name": "k", "requestsPerDay": 10001 }""", "requestsPerDay" },
        { """{ "name": "k", "requestsPerDay": 0 }""", "requestsPerDay" },
        { """{ "name": "k", "expiresAt": "2020-01-01T00:00:00Z" }""", "expiresAt" },
        { """{ "name": "k", "scopes": [] }""", "scopes" },
        { """{ "name": "k", "scopes": ["everything"] }""", "scopes" },
        { """{ "name": "k", "scopes": ["usage:write"] }""", "scopes" },
        { """{ "name": "k", "scopes": ["tax:read", "tax:read"] }""", "scopes" },
        { """{ "name": "k", "secretHash": "AAAA" }""", "secretHash" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Create_WrongInput_NamesTheField(string body, string field) =>
        (await (await CustomerAsync()).Client.PostAsync(Keys, body)).ExpectProblem(400, field: field);

    [Fact]
    public async Task Create_MoreThanTwenty_IsRefusedUntilOneIsRevoked()
    {
        var (_, client) = await CustomerAsync();
        var ids = new List<string>();
        // the client's own key is the first
        for (var n = 0; n < 19; n++)
            ids.Add(IdOf((await client.PostAsync(Keys, new { name = $"key {n}" })).Expect(201)));
        (await client.PostAsync(Keys, new { name = "one more" })).ExpectProblem(409, "too_many_keys");
        (await client.CallAsync("DELETE", $"{Keys}/{ids[0]}")).Expect(204);
        (await client.PostAsync(Keys, new { name = "one more" })).Expect(201);
    }

    [Fact]
    public async Task Call_WithAScopedKey_DoesWhatItsScopesSayAndNoMore()
    {
        var (customer, _) = await CustomerAsync();
        var created = (await Host.Admin.PostAsync(Keys, new { name = "reader", role = "ADMIN", scopes = (string[])["invoices:read", "customers:read"] })).Expect(201);
        Assert.Equal(["invoices:read", "customers:read"], created.Json.GetProperty("apiKey").GetProperty("scopes").EnumerateArray().Select(s => s.GetString()));
        var reader = With(created["secret"]!);

        (await reader.GetAsync(Invoices)).Expect(200);
        (await reader.CustomerAsync(customer)).Expect(200);
        (await reader.PostAsync(Invoices, OneOff(customer))).ExpectProblem(403, "forbidden");
        (await reader.GetAsync("/api/tax/vat-numbers/DE111111125")).ExpectProblem(403);
        (await reader.GetAsync(Libraries)).ExpectProblem(403);
        (await reader.GetAsync($"/api/usage/daily?userId={customer}")).ExpectProblem(403);
        (await reader.GetAsync(Users)).ExpectProblem(403);
        (await reader.GetAsync(Keys)).ExpectProblem(403);
        (await reader.PostAsync(Keys, new { name = "wider", role = "ADMIN" })).ExpectProblem(403);
    }

    [Fact]
    public async Task Call_WithACustomersScopedKey_StaysInsideHisAccount()
    {
        var ((mine, client), (theirs, _)) = (await CustomerAsync(), await CustomerAsync());
        var reader = With((await client.PostAsync(Keys, new { name = "reader", scopes = (string[])["customers:read"] })).Expect(201)["secret"]!);
        await reader.CustomerAsync(mine);
        (await reader.GetAsync($"{Customers}/{theirs}")).ExpectProblem(404);
        (await reader.GetAsync(Customers)).ExpectProblem(403);
        (await reader.GetAsync(Invoices)).ExpectProblem(403);
    }

    static string IdOf(ApiAnswer created) => created.Json.GetProperty("apiKey").GetProperty("id").GetString()!;

    ApiClient With(string secret) => new(http, secret);

    async Task<(CustomerId Id, ApiClient Client)> CustomerAsync()
    {
        var id = await Host.Data.CustomerAsync(null);
        return (id, await Host.ClientAsync(Role.Customer, id));
    }
}
