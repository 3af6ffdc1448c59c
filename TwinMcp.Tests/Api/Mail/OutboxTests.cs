using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Alerts;
using TwinMcp.Core.Common;
using TwinMcp.Core.Email;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Mail;

/// <summary>What puts a mail into the outbox, who gets it, and what is done with it there.</summary>
public sealed class OutboxTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string Outbox = "/api/billing/outbox";

    ProductHost Host => product.Host;

    [Fact]
    public async Task Payment_PartAndRest_AreReceiptsWithWhatIsLeft()
    {
        var customer = await Host.Data.CustomerAsync();
        var invoice = await Host.IssuedAsync(customer);
        await Host.PayAsync(invoice["id"]!, 50m);
        await Host.PayAsync(invoice["id"]!, 70m);

        Assert.Equal(["payment-received 50/70", "payment-received 70/0"], await MoneyAsync(customer));
    }

    [Fact]
    public async Task Payment_ToldTwiceByAProvider_IsOneReceipt()
    {
        var customer = await Host.Data.CustomerAsync();
        var invoice = await Host.IssuedAsync(customer);
        var notice = new { invoiceId = invoice["id"], amount = 120m, method = "stripe", providerTransactionId = "pi_" + Guid.NewGuid().ToString("N") };
        (await Host.Admin.PostAsync(Payments, notice)).Expect(201);
        (await Host.Admin.PostAsync(Payments, notice)).Expect(200);

        Assert.Single(await MoneyAsync(customer));
    }

    [Fact]
    public async Task Refund_TwoParts_AreTwoMailsWithTheirOwnIds()
    {
        var customer = await Host.Data.CustomerAsync();
        var invoice = await Host.IssuedAsync(customer);
        var payment = await Host.PayAsync(invoice["id"]!, 150m);
        foreach (var amount in new[] { 10m, 20m })
            (await Host.Admin.PostAsync($"{Payments}/{payment["id"]}/refund", new { amount, reason = "x" })).Expect(200);

        Assert.Equal(["payment-received 150/0", "refund 10/0", "refund 20/0"], await MoneyAsync(customer));
        Assert.Equal(2, await Host.Database.ScalarAsync<long>($"SELECT count(DISTINCT message_id) FROM outbox WHERE user_id = '{customer}' AND kind = 'refund'"));
    }

    [Fact]
    public async Task User_OfACustomer_IsWelcomedWithoutAPassword_StaffAreNot()
    {
        var customer = await Host.Data.CustomerAsync();
        var (his, ours) = ($"{Guid.NewGuid():N}@client.example", $"{Guid.NewGuid():N}@twinmcp.example");
        (await Host.Admin.PostAsync("/api/users", new { email = his, displayName = "Ada", role = "CUSTOMER", customerId = customer.Value })).Expect(201);
        (await Host.Admin.PostAsync("/api/users", new { email = ours, displayName = "Bea", role = "STAFF" })).Expect(201);

        Assert.Equal("""{"name": "Ada"}""", await Host.Database.ScalarAsync<string>($"SELECT data::text FROM outbox WHERE recipient = '{his}' AND kind = 'welcome'"));
        Assert.Equal(0, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox WHERE recipient = '{ours}'"));
    }

    [Fact]
    public async Task SubscriptionEnding_IsMailedOnceAnAlert()
    {
        var customer = await Host.Data.CustomerAsync();
        var today = Host.Services.GetRequiredService<LocalDates>().Today;
        await Host.Database.ExecuteAsync($"UPDATE subscriptions SET ends_on = '{today.AddDays(5):yyyy-MM-dd}' WHERE user_id = '{customer}'");
        var alerts = Host.Services.GetRequiredService<AlertService>();
        foreach (var _ in Enumerable.Range(0, 2))
            await alerts.RaiseAsync(Actor.System("test"), CancellationToken.None);

        // the id that C# would have made
        var row = await Host.Database.ScalarAsync<string>($"SELECT message_id || ' ' || recipient || ' ' || subject_id FROM outbox WHERE user_id = '{customer}' AND kind = 'subscription-ending'");
        var parts = row!.Split(' ');
        var made = Core.Outbox.OutboxMail.Of(new Core.Outbox.MailSubject(customer, Guid.Parse(parts[2])), "subscription-ending", parts[1], null, DateTimeOffset.UnixEpoch);
        Assert.Equal(made.MessageId, parts[0]);
        Assert.Equal(1, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox WHERE user_id = '{customer}' AND kind = 'subscription-ending'"));
    }

    [Fact]
    public async Task Contacts_GetTheirTopicsInPlaceOfTheBillingAddress()
    {
        var customer = await Host.Data.CustomerAsync();
        await SetAsync(Host.Admin, customer, """
            { "contacts": [{ "email": "ap@client.example", "language": "en", "invoices": true, "payments": true },
                           { "email": "boss@client.example", "language": "fr", "invoices": true }] }
            """, 200);
        var invoice = await Host.IssuedAsync(customer);
        await Host.PayAsync(invoice["id"]!, 120m);

        Assert.Equal(
            ["invoice ap@client.example", "invoice boss@client.example", "payment-received ap@client.example"],
            await Host.Database.ScalarAsync<string[]>($"SELECT array(SELECT kind || ' ' || recipient FROM outbox WHERE user_id = '{customer}' ORDER BY 1)") ?? []);
        var list = (await Host.Staff.GetAsync($"/api/customers/{customer}/contacts")).Expect(200);
        Assert.Equal(2, list.Json.GetProperty("contacts").GetArrayLength());
    }

    public static TheoryData<string, string> WrongContacts => new()
    {
        { "{}", "contacts" },
        { """{ "contacts": [{ "email": "x", "language": "fr", "invoices": true }] }""", "contacts[0].email" },
        { """{ "contacts": [{ "email": "a@b.example\r\nBcc: c@d.example", "language": "fr", "invoices": true }] }""", "contacts[0].email" },
        { """{ "contacts": [{ "email": "a@b.example", "language": "de", "invoices": true }] }""", "contacts[0].language" },
        { """{ "contacts": [{ "email": "a@b.example", "language": "fr" }] }""", "contacts[0]" },
        { """{ "contacts": [null] }""", "contacts[0].email" },
        { """{ "contacts": [{ "email": "a@b.example", "language": "fr", "invoices": true }, { "email": "A@B.example", "language": "fr", "invoices": true }] }""", "contacts" },
        { $$"""{ "contacts": [{{string.Join(',', Enumerable.Range(0, 11).Select(n => $$"""{ "email": "a{{n}}@b.example", "language": "fr", "invoices": true }"""))}}] }""", "contacts" },
    };

    [Theory]
    [MemberData(nameof(WrongContacts))]
    public async Task Contacts_Wrong_AreRefusedByName(string body, string field) =>
        (await SetAsync(Host.Admin, await Host.Data.CustomerAsync(), body, 400)).ExpectProblem(400, "validation", field);

    [Fact]
    public async Task Resend_FailedMail_GoesAgainWithItsId_WaitingOneDoesNot()
    {
        var customer = await Host.Data.CustomerAsync();
        await Host.IssuedAsync(customer);
        var id = await Host.Database.ScalarAsync<Guid>($"UPDATE outbox SET state = 'FAILED', attempts = 1, last_answer = '550 no such user' WHERE user_id = '{customer}' RETURNING id");
        var failed = (await Host.Staff.GetAsync(Outbox + "?state=FAILED&pageSize=200")).Expect(200).Json.GetProperty("items").EnumerateArray();
        Assert.Contains(failed, m => m.GetProperty("id").GetGuid() == id && m.GetProperty("lastAnswer").GetString() == "550 no such user");

        (await Host.Staff.PostAsync($"{Outbox}/{id}/resend", "{}")).Expect(202);

        Assert.NotEqual("FAILED", await Host.Database.ScalarAsync<string>($"SELECT state::text FROM outbox WHERE id = '{id}'"));
        Assert.Equal(1, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox WHERE user_id = '{customer}'"));
        await Host.Database.ExecuteAsync($"UPDATE outbox SET state = 'WAITING', attempts = 0, last_answer = NULL, next_attempt_at = '2099-01-01Z' WHERE id = '{id}'");
        (await Host.Staff.PostAsync($"{Outbox}/{id}/resend", "{}")).ExpectProblem(409, "mail_waiting");
        Assert.Equal("WITHDRAWN", (await Host.Staff.PostAsync($"{Outbox}/{id}/withdraw", "{}")).Expect(200)["state"]);
        (await Host.Staff.PostAsync($"{Outbox}/{id}/withdraw", "{}")).ExpectProblem(409, "mail_gone");
        (await Host.Staff.PostAsync($"{Outbox}/{Guid.NewGuid()}/resend", "{}")).ExpectProblem(404);
    }

    [Fact]
    public async Task Unsubscribe_LookingChangesNothing_PostingStopsCourtesyMailsOnly()
    {
        var customer = await Host.Data.CustomerAsync();
        var links = Host.Services.GetRequiredService<MailLinks>();
        var home = new MailLinks(new MailOptions { PublicUrl = "https://x.example" }, Host.Services.GetRequiredService<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>());
        var path = new Uri(home.Unsubscribe("Stop", customer, "Compta@Client.example")!.Url).AbsolutePath;

        Assert.Contains("Compta@Client.example", (await Host.Anonymous.GetAsync(path)).Expect(200).Text, StringComparison.Ordinal);
        Assert.Empty(await Unsubscribed(customer));
        foreach (var _ in Enumerable.Range(0, 2))
            (await Host.Anonymous.CallAsync("POST", path, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]))).Expect(200);

        Assert.Equal(["compta@client.example"], await Unsubscribed(customer));
        Assert.Equal(1, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM audit_log WHERE action = 'mail.unsubscribed' AND user_id = '{customer}'"));
        Assert.NotNull(links.ReadUnsubscribe(path.Split('/')[^1]));
        Assert.Equal(404, (await Host.Anonymous.GetAsync("/mail/unsubscribe/forged")).Status);
        Assert.Equal(404, (await Host.Anonymous.CallAsync("POST", "/mail/unsubscribe/forged", new FormUrlEncodedContent([]))).Status);
    }

    async Task<IReadOnlyList<string?>> Unsubscribed(CustomerId customer) =>
        [.. (await Host.Staff.GetAsync($"/api/customers/{customer}/contacts")).Expect(200).Json.GetProperty("unsubscribed").EnumerateArray().Select(e => e.GetString())];

    static async Task<ApiAnswer> SetAsync(ApiClient client, CustomerId customer, string body, int status) =>
        (await client.CallAsync("PUT", $"/api/customers/{customer}/contacts", ApiClient.Json(body))).Expect(status);

    /// <summary>"kind amount/left", in order.</summary>
    async Task<string[]> MoneyAsync(CustomerId customer) => (await Host.Database.ScalarAsync<string[]>($"""
        SELECT array(SELECT kind || ' ' || trim_scale((data ->> 'amount')::numeric) || '/' || trim_scale((data ->> 'left')::numeric)
          FROM outbox WHERE user_id = '{customer}' AND data ? 'amount' ORDER BY 1)
        """))!;
}
