using System.Text.Json;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Invoicing;

public sealed class GenerateTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Fact]
    public async Task Generate_MonthOfAPremiumCustomer_IsTheSumDoneByHand()
    {
        var customer = await Host.Data.CustomerAsync("premium");
        await Host.UseAsync(customer, (1_234_567, "2026-09-30T22:00:00Z"), (765_433, "2026-10-31T22:59:59Z"), (999, "2026-10-31T23:00:00Z"), (888, "2026-09-30T21:59:59Z"));

        var invoice = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10"))).Expect(201);

        // 99 + 2 x 0.60 / 1,000 + 2,000,000 x 0.60 / 1,000,000
        Assert.Equal((100.20m, 20.04m, 120.24m, 120.24m), (invoice.Number("subtotal"), invoice.Number("tax"), invoice.Number("total"), invoice.Number("due")));
        Assert.Equal([("fee", 99.00m), ("requests", 0.00m), ("tokens", 1.20m)], invoice.Json.GetProperty("lines").EnumerateArray().Select(l => (l.GetProperty("component").GetString()!, l.GetProperty("net").GetDecimal())));
        Assert.Equal(("DRAFT", "2026-10-01", "2026-10-31", null), (invoice["status"], invoice["periodStart"], invoice["periodEnd"], invoice["number"]));
        Assert.Equal($"/api/billing/invoices/{invoice["id"]}", invoice.Headers.Location?.OriginalString);
        Assert.Equal((await Host.Admin.GetAsync(Invoice(invoice["id"]!))).ETag, invoice.ETag);
    }

    [Fact]
    public async Task Generate_Money_HasExactlyTheCurrencysDecimals()
    {
        var euros = await Host.DraftAsync(await Host.Data.CustomerAsync(null), 100m);
        Assert.Contains("\"total\":120.00", euros.Text, StringComparison.Ordinal);
        var yen = await Host.DraftAsync(await Host.Data.CustomerAsync(null, "JPY"), 1_000m);
        Assert.Contains("\"total\":1200,", yen.Text, StringComparison.Ordinal);
        var dinars = await Host.DraftAsync(await Host.Data.CustomerAsync(null, "TND"), 1.2345m);
        Assert.Contains("\"net\":1.235,", dinars.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-09-01", "2026-09-30", "monthly")]
    [InlineData("2026-07-01", "2026-09-30", "quarterly")]
    [InlineData("2026-09-15", "2026-10-14", "monthly")]
    [InlineData("2026-01-01", "2026-12-31", "yearly")]
    public async Task Generate_PeriodThatOverlapsAnInvoice_Is409(string start, string end, string type)
    {
        var customer = await Host.Data.CustomerAsync();
        var draft = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-09"))).Expect(201);
        var body = new { userId = customer.Value, period = new { type, startDate = start, endDate = end } };
        (await Host.Admin.PostAsync(Invoices, body)).ExpectProblem(409, "period_invoiced");
        // once it is cancelled, the period is free
        (await Host.MoveAsync(draft["id"]!, "CANCELLED")).Expect(200);
        (await Host.Admin.PostAsync(Invoices, body)).Expect(201);
    }

    [Fact]
    public async Task Generate_ForceRegenerate_KeepsTheIdAndTakesNewUsageIn()
    {
        var customer = await Host.Data.CustomerAsync("basic");
        var draft = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10"))).Expect(201);
        Assert.Equal(34.80m, draft.Number("total")); // 29 and VAT
        await Host.UseAsync(customer, (10_000_000, "2026-10-10T10:00:00Z"));

        (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10"))).ExpectProblem(409, "period_invoiced");
        var again = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10", force: true))).Expect(200);

        Assert.Equal(draft["id"], again["id"]);
        Assert.NotEqual(draft.ETag, again.ETag);
        Assert.Equal((37.00m, 7.40m, 44.40m), (again.Number("subtotal"), again.Number("tax"), again.Number("total"))); // 29 + 8.00 + 0.0008
    }

    [Fact]
    public async Task Generate_ForceRegenerateOfAnIssuedInvoice_Is409AndChangesNothing()
    {
        var customer = await Host.Data.CustomerAsync();
        var issued = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10", send: true))).Expect(201);
        await Host.UseAsync(customer, (10_000_000, "2026-10-10T10:00:00Z"));
        var refused = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10", force: true))).ExpectProblem(409, "period_invoiced");
        Assert.Contains(issued["number"]!, refused["detail"]!, StringComparison.Ordinal);
        Assert.Equal(issued.Text, (await Host.Admin.GetAsync(Invoice(issued["id"]!))).Text);
    }

    [Fact]
    public async Task Generate_ForceRegenerateKeepsNotesUnlessNewOnesCome()
    {
        var customer = await Host.Data.CustomerAsync();
        var draft = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10"))).Expect(201);
        (await Host.Admin.PatchAsync(Invoice(draft["id"]!), new { purchaseOrder = "PO-7", dueDays = 45 }, draft.ETag)).Expect(200);
        var again = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10", force: true))).Expect(200);
        Assert.Equal(("PO-7", 45), (again["purchaseOrder"], again.Json.GetProperty("dueDays").GetInt32()));
    }

    [Fact]
    public async Task Generate_SendImmediately_IssuesAtOnce()
    {
        var customer = await Host.Data.CustomerAsync();
        var issued = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-08", send: true))).Expect(201);
        Assert.Equal(("SENT", "2026-11-23", "2026-12-23"), (issued["status"], issued["issueDate"], issued["dueDate"]));
        Assert.Matches("^FA-2026-[0-9]{6}$", issued["number"]);
        Assert.Matches("^[0-9a-f]{64}$", issued["pdfSha256"]);
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox WHERE invoice_id = '{issued["id"]}' AND state = 'WAITING'"));
    }

    [Fact]
    public async Task Generate_PeriodThatIsNotOver_IsADraftThatCannotBeIssuedYet()
    {
        var customer = await Host.Data.CustomerAsync();
        (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-11", send: true))).ExpectProblem(409, "period_open");
        Assert.Equal(0L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM invoices WHERE user_id = '{customer}'"));
        var draft = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-11"))).Expect(201);
        (await Host.MoveAsync(draft["id"]!, "SENT")).ExpectProblem(409, "period_open");
    }

    [Fact]
    public async Task Generate_NothingDue_IsPaidAtOnce()
    {
        var customer = await Host.Data.CustomerAsync("free");
        var issued = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-08", send: true))).Expect(201);
        Assert.Equal(("PAID", 0.00m, "2026-11-23"), (issued["status"], issued.Number("total"), issued["paidDate"]));
    }

    [Fact]
    public async Task Generate_CustomerWithoutSiren_CannotBeIssuedAndLeavesNothing()
    {
        var customer = await Host.Data.CustomerAsync(change: c => c.Siren = null);
        (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10", send: true))).ExpectProblem(409, "incomplete_invoice", "buyer.siren");
        Assert.Equal(0L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM invoices WHERE user_id = '{customer}'"));
    }

    [Fact]
    public async Task Generate_NoSubscriptionInThePeriod_Is409()
    {
        var customer = await Host.Data.CustomerAsync(null);
        await Host.Data.SubscribeAsync(customer, "basic", new DateOnly(2026, 11, 1));
        (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10"))).ExpectProblem(409, "no_subscription");
        (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-11"))).Expect(201);
    }

    [Theory]
    [InlineData("""{}""", "userId")]
    [InlineData("""{ "userId": "x" }""", "userId")]
    [InlineData("""{ "userId": "00000000-0000-0000-0000-000000000009", "period": { "type": "monthly", "startDate": "2026-10-01", "endDate": "2026-10-31" } }""", "userId")]
    [InlineData("""{ "userId": "$A" }""", "period")]
    [InlineData("""{ "userId": "$A", "period": { "type": "weekly", "startDate": "2026-10-01", "endDate": "2026-10-31" } }""", "period.type")]
    [InlineData("""{ "userId": "$A", "period": { "type": 0, "startDate": "2026-10-01", "endDate": "2026-10-31" } }""", "period.type")]
    [InlineData("""{ "userId": "$A", "period": { "type": "monthly", "startDate": "2026-02-30", "endDate": "2026-10-31" } }""", "period.startDate")]
    [InlineData("""{ "userId": "$A", "period": { "type": "monthly", "startDate": "01/10/2026", "endDate": "2026-10-31" } }""", "period.startDate")]
    [InlineData("""{ "userId": "$A", "period": { "type": "monthly", "startDate": "2026-10-01", "endDate": "2026-10-30" } }""", "period.endDate")]
    [InlineData("""{ "userId": "$A", "period": { "type": "monthly", "startDate": "2026-12-01", "endDate": "2026-12-31" } }""", "period.startDate")]
    [InlineData("""{ "userId": "$A", "lines": [{ "description": "x", "quantity": 1, "unitPrice": 1 }], "options": { "forceRegenerate": true } }""", "options.forceRegenerate")]
    [InlineData("""{ "userId": "$A", "lines": [{ "description": "x", "quantity": -1, "unitPrice": 1 }] }""", "lines")]
    [InlineData("""{ "userId": "$A", "lines": [{ "description": "x", "quantity": 1, "unitPrice": 1 }], "prepaid": 2 }""", "prepaid")]
    [InlineData("""{ "userId": "$A", "lines": [{ "description": "x", "quantity": 1, "unitPrice": 1 }], "charges": [{ "amount": -1 }] }""", "charges[0].amount")]
    [InlineData("""{ "userId": "$A", "lines": [{ "description": "x", "quantity": 1, "unitPrice": 1 }], "status": "PAID" }""", "status")]
    [InlineData("""{ "userId": "$A", "lines": [{ "description": "x", "quantity": 1, "unitPrice": 1 }], "number": "FA-1" }""", "number")]
    [InlineData("""{ "userId": "$A", "lines": [{ "description": "x", "quantity": 1, "unitPrice": 1, "net": 5 }] }""", "lines[0].net")]
    [InlineData("""{ "userId": "$A", "lines": [{ "description": "a\u0000b", "quantity": 1, "unitPrice": 1 }] }""", "lines[0].description")]
    [InlineData("""{ "userId": "$A", "lines": [{ "description": "x", "quantity": 1, "unitPrice": 1 }], "note": "a\u0000b" }""", "note")]
    [InlineData("""{ "userId": "$A", "lines": [{ "description": "\ud800", "quantity": 1, "unitPrice": 1 }] }""", "lines[0].description")]
    [InlineData("""{ "userId": "$A", "lines": [{ "description": "x", "quantity": 1, "unitPrice": 99999999999 }] }""", "lines[0].unitPrice")]
    [InlineData("""{ "userId": "$A", "lines": [{ "description": "x", "quantity": 1, "unitPrice": 1 }], "dueDays": 61 }""", "dueDays")]
    public async Task Generate_WrongInput_Is400WithTheFieldNamed(string body, string field)
    {
        var customer = await Host.Data.CustomerAsync();
        (await Host.Admin.PostAsync(Invoices, body.Replace("$A", customer.ToString(), StringComparison.Ordinal))).ExpectProblem(400, field: field);
        Assert.Equal(0L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM invoices WHERE user_id = '{customer}'"));
    }

    [Fact]
    public async Task OneOff_AllowancesAndCharges_GoToTheirGroups()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var body = new
        {
            userId = customer.Value,
            lines = new object[]
            {
                new { description = "Formation", quantity = 2, unitPrice = "450.00", allowances = new[] { new { amount = 50m } }, charges = new[] { new { amount = 10m } } },
                new { description = "Livre", quantity = 3, unitPrice = 20m, vatCategory = "S", vatRate = 5.5m },
            },
            allowances = new[] { new { amount = 60m, reason = "Fidélité", vatCategory = "S", vatRate = 20m } },
            charges = new[] { new { amount = 4.99m, reason = "Port", vatCategory = "S", vatRate = 5.5m } },
            prepaid = 100m,
            rounding = 0.02m,
            dueDays = 10,
            purchaseOrder = "BC-42",
        };

        var invoice = (await Host.Admin.PostAsync(Invoices, body)).Expect(201);

        Assert.Equal(
            (920.00m, 60.00m, 4.99m, 864.99m, 163.57m, 1028.56m, 928.58m),
            (invoice.Number("lineTotal"), invoice.Number("allowanceTotal"), invoice.Number("chargeTotal"), invoice.Number("subtotal"), invoice.Number("tax"), invoice.Number("total"), invoice.Number("due")));
        // 860 - 60 = 800 at 20 %; 60 + 4.99 = 64.99 at 5.5 % = 3.57445
        Assert.Equal([(20m, 800.00m, 160.00m), (5.5m, 64.99m, 3.57m)], invoice.Json.GetProperty("vat").EnumerateArray().Select(Group));
        Assert.Equal("Fidélité", invoice.Json.GetProperty("allowances")[0].GetProperty("reason").GetString());
        Assert.Equal(("ONE_OFF", "BC-42", null), (invoice["kind"], invoice["purchaseOrder"], invoice["periodStart"]));
        // an issued one with a rounding amount can be paid in full
        (await Host.MoveAsync(invoice["id"]!, "SENT")).Expect(200);
        var paid = (await Host.MoveAsync(invoice["id"]!, "PAID")).Expect(200);
        Assert.Equal((928.58m, 0.00m, "2026-12-03"), (paid.Number("paid"), paid.Number("due"), paid["dueDate"]));
    }

    [Fact]
    public async Task OneOff_RoundedUp_IsPaidWithoutBreakingAnInvariant()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var body = new { userId = customer.Value, lines = new[] { new { description = "x", quantity = 1, unitPrice = 8.33m } }, rounding = 0.04m, options = new { sendImmediately = true } };
        var issued = (await Host.Admin.PostAsync(Invoices, body)).Expect(201);
        Assert.Equal((10.00m, 10.04m), (issued.Number("total"), issued.Number("due")));
        Assert.Equal(10.04m, (await Host.MoveAsync(issued["id"]!, "PAID")).Expect(200).Number("paid"));
        await InvariantChecker.AssertHoldAsync(Host.Database);
    }

    static (decimal, decimal, decimal) Group(JsonElement v) => (v.GetProperty("rate").GetDecimal(), v.GetProperty("taxable").GetDecimal(), v.GetProperty("tax").GetDecimal());
}
