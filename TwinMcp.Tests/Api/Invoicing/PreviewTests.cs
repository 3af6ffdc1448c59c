using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Invoicing;

public sealed class PreviewTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string Preview = Invoices + "/preview";

    ProductHost Host => product.Host;

    [Fact]
    public async Task Preview_OfTheGuidesExample_GivesItsTotals()
    {
        const string body = """
            { "currency": "EUR",
              "lines": [ { "description": "Tokens", "quantity": 2000000, "unitPrice": "0.60", "baseQuantity": 1000000, "vatCategory": "S", "vatRate": 20,
                           "allowances": [ { "amount": 0.10 } ], "charges": [] } ],
              "allowances": [ { "amount": "0.50", "vatCategory": "S", "vatRate": 20 } ], "prepaid": 0, "rounding": 0 }
            """;
        var answer = (await Host.Staff.PostAsync(Preview, body)).Expect(200);
        Assert.Equal(
            """{"lineTotal":1.10,"allowanceTotal":0.50,"chargeTotal":0.00,"taxBasis":0.60,"taxTotal":0.12,"grandTotal":0.72,"prepaid":0.00,"rounding":0.00,"due":0.72}""",
            answer["totals"]);
        Assert.Equal("""[{"category":"S","rate":20,"taxable":0.60,"tax":0.12}]""", answer["vat"]);
        Assert.Equal(1.10m, answer.Json.GetProperty("lines")[0].GetProperty("net").GetDecimal());
    }

    [Fact]
    public async Task Preview_Anything_StoresNothing()
    {
        await Host.Data.CustomerAsync();
        (await Host.Admin.PostAsync(Preview, """{ "currency": "JPY", "lines": [{ "description": "x", "quantity": 1, "unitPrice": 100 }] }""")).Expect(200);
        Assert.Equal(0L, await Host.Database.ScalarAsync<long>("SELECT count(*) FROM invoices"));
    }

    [Fact]
    public async Task Preview_NegativeQuantity_IsACorrection()
    {
        var answer = (await Host.Admin.PostAsync(Preview, """{ "currency": "EUR", "lines": [{ "description": "x", "quantity": -3, "unitPrice": 0.015 }] }""")).Expect(200);
        Assert.Equal(-0.05m, answer.Json.GetProperty("lines")[0].GetProperty("net").GetDecimal());
    }

    [Theory]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("NaN")]
    [InlineData("\"1,5\"")]
    [InlineData("1,5")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("12345678901234567890123456789")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("\"0x10\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("0")]
    public async Task Preview_NumberThatIsNone_Is400WithTheFieldNamed(string number)
    {
        var answer = (await Host.Admin.PostAsync(Preview, $$"""{ "currency": "EUR", "lines": [{ "description": "x", "quantity": {{number}}, "unitPrice": 1 }] }""")).ExpectProblem(400);
        Assert.Contains(answer.Fields, f => f.StartsWith("lines[0]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("JPY", "10.5")]
    [InlineData("EUR", "10.555")]
    [InlineData("TND", "1.2345")]
    public async Task Preview_AmountWithTooManyDecimals_Is400(string currency, string amount) =>
        (await Host.Admin.PostAsync(Preview, $$"""{ "currency": "{{currency}}", "lines": [{ "description": "x", "quantity": 1, "unitPrice": 100 }], "allowances": [{ "amount": {{amount}} }] }"""))
            .ExpectProblem(400, field: "allowances[0].amount");

    [Theory]
    [InlineData("""{ "description": "x", "quantity": 999999999999, "unitPrice": 9999999999, "baseQuantity": 0.0001 }""")]
    [InlineData("""{ "description": "x", "quantity": 999999999999, "unitPrice": 9999999999, "baseQuantity": 0.0001, "vatRate": 100 }""")]
    [InlineData("""{ "description": "x", "quantity": 1000001, "unitPrice": 1000000 }""")]
    public async Task Preview_TotalOver10To12_Is400(string line) =>
        Assert.Contains((await Host.Admin.PostAsync(Preview, $$"""{ "currency": "EUR", "lines": [{{line}}] }""")).ExpectProblem(400).Fields, f => f.StartsWith("lines", StringComparison.Ordinal));

    [Theory]
    [InlineData("""{ "currency": "EUR", "currency": "USD", "lines": [] }""")]
    [InlineData("""{ "currency": "EUR", "lines": [{ "description": "x", "quantity": 1, "quantity": 2, "unitPrice": 1 }] }""")]
    public async Task Preview_MemberTwice_Is400(string body) => (await Host.Admin.PostAsync(Preview, body)).ExpectProblem(400);

    [Theory]
    [InlineData("vatCategory", "\"X\"")]
    [InlineData("vatCategory", "0")]
    [InlineData("price", "1")]
    public async Task Preview_WrongMember_Is400WithTheFieldNamed(string member, string value) =>
        (await Host.Admin.PostAsync(Preview, $$"""{ "currency": "EUR", "lines": [{ "description": "x", "quantity": 1, "unitPrice": 1, "{{member}}": {{value}} }] }"""))
            .ExpectProblem(400, field: $"lines[0].{member}");
}
