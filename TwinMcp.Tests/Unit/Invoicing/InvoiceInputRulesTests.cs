using System.Text.Json;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Tax;
using TwinMcp.Tests.Unit.Tax;
using TwinMcp.Web.Api;
using Xunit;

namespace TwinMcp.Tests.Unit.Invoicing;

/// <summary>Each wrong input, and the field that is named.</summary>
public sealed class InvoiceInputRulesTests
{
    [Theory]
    [InlineData("quantity", "null")]
    [InlineData("quantity", "0")]
    [InlineData("quantity", "1.00001")]
    [InlineData("quantity", "1000000000000")]
    [InlineData("quantity", "-1000000000000")]
    [InlineData("quantity", "12345678901234567890123456789")] // 29 digits
    [InlineData("unitPrice", "null")]
    [InlineData("unitPrice", "-0.01")]
    [InlineData("unitPrice", "0.00000000001")]
    [InlineData("unitPrice", "10000000000")] // does not fit numeric(20,10)
    [InlineData("baseQuantity", "0")]
    [InlineData("baseQuantity", "-1")]
    [InlineData("baseQuantity", "0.00001")]
    [InlineData("description", "null")]
    [InlineData("description", "\"\"")]
    [InlineData("description", "\"  \"")]
    [InlineData("vatRate", "-1")]
    [InlineData("vatRate", "100.1")]
    [InlineData("vatRate", "5.55555")]
    public void Parse_WrongMemberOfALine_IsNamed(string member, string value) => AssertNamed(Body(Line(member, value)), $"lines[0].{member}");

    [Theory]
    [InlineData("description", 501)]
    [InlineData("detail", 501)]
    [InlineData("unit", 31)]
    public void Parse_TooLongText_IsNamed(string member, int length) => AssertNamed(Body(Line(member, $"\"{new string('é', length)}\"")), $"lines[0].{member}");

    [Theory]
    [InlineData("S", "0")]
    [InlineData("Z", "20")]
    [InlineData("E", "5.5")]
    [InlineData("AE", "20")]
    [InlineData("K", "1")]
    [InlineData("G", "1")]
    [InlineData("O", "1")]
    public void Parse_RateThatTheCategoryForbids_IsNamed(string category, string rate) =>
        AssertNamed(Body($$"""{ "description": "x", "quantity": 1, "unitPrice": 1, "vatCategory": "{{category}}", "vatRate": {{rate}} }"""), "lines[0].vatRate");

    [Theory]
    [InlineData("EUR", "1.234")]
    [InlineData("JPY", "10.5")]
    [InlineData("TND", "1.2345")]
    [InlineData("EUR", "-1")]
    [InlineData("EUR", "null")]
    [InlineData("EUR", "1000000000000")]
    public void Parse_WrongAmount_IsNamedWhereverItStands(string currency, string amount)
    {
        AssertNamed(Body(Line("allowances", $$"""[{ "amount": {{amount}} }]"""), currency), "lines[0].allowances[0].amount");
        AssertNamed(Body(Line("charges", $$"""[{ "amount": 1 }, { "amount": {{amount}} }]"""), currency), "lines[0].charges[1].amount");
        AssertNamed(Body(Good, currency, $$""", "allowances": [{ "amount": {{amount}} }]"""), "allowances[0].amount");
        AssertNamed(Body(Good, currency, $$""", "charges": [{ "amount": {{amount}} }]"""), "charges[0].amount");
    }

    [Theory]
    [InlineData("prepaid", "10.5")]
    [InlineData("rounding", "0.5")]
    [InlineData("prepaid", "1000000000000")]
    public void Parse_WrongAmountOfTheDocument_IsNamed(string member, string amount) => AssertNamed(Body(Good, "JPY", $$""", "{{member}}": {{amount}}"""), member);

    [Theory]
    [InlineData("""{ "lines": [] }""", "currency")]
    [InlineData("""{ "currency": "XXX", "lines": [] }""", "currency")]
    [InlineData("""{ "currency": "eur", "lines": [] }""", "currency")]
    [InlineData("""{ "currency": "EUR" }""", "lines")]
    [InlineData("""{ "currency": "EUR", "lines": [] }""", "lines")]
    [InlineData("""{ "currency": "EUR", "lines": [null] }""", "lines[0]")]
    [InlineData("""{ "currency": "EUR", "lines": [{ "description": "x", "quantity": 1, "unitPrice": 1 }], "allowances": [null] }""", "allowances[0].amount")]
    public void Parse_WrongDocument_IsNamed(string body, string field) => AssertNamed(body, field);

    [Theory]
    // single lines that no decimal can carry on, and lines that cancel each other out
    [InlineData("""{ "description": "x", "quantity": 999999999999, "unitPrice": 9999999999, "baseQuantity": 0.0001 }""")]
    [InlineData("""{ "description": "x", "quantity": 999999999999, "unitPrice": 2 }""")]
    [InlineData("""{ "description": "x", "quantity": 999999999999, "unitPrice": 2 }, { "description": "y", "quantity": -999999999999, "unitPrice": 2 }""")]
    [InlineData("""{ "description": "x", "quantity": 1000000, "unitPrice": 900000 }""")] // 9 x 10^11 and VAT
    public void Parse_TotalOver10To12_IsRefused(string lines)
    {
        var error = Parse($$"""{ "currency": "EUR", "lines": [{{lines}}] }""").Error;
        Assert.Contains(error!.Fields!.Keys, f => f.StartsWith("lines", StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_2001Lines_IsRefused() => AssertNamed(Body(string.Join(',', Enumerable.Repeat(Good, 2_001))), "lines");

    [Fact]
    public void Parse_101AllowancesOnALine_IsRefused() =>
        AssertNamed(Body(Line("allowances", $"[{string.Join(',', Enumerable.Repeat("""{ "amount": 1 }""", 101))}]")), "lines[0].allowances");

    [Theory]
    [InlineData("description")]
    [InlineData("detail")]
    [InlineData("unit")]
    public void Parse_ControlCharacter_IsNamed(string member) => AssertNamed(Body(Line(member, "\"a\\u0000b\"")), $"lines[0].{member}");

    [Fact]
    public void Parse_TwoWrongFields_NamesBoth()
    {
        var error = Parse(Body("""{ "description": "", "quantity": 0, "unitPrice": -1 }""")).Error!;
        Assert.Equal(["lines[0].description", "lines[0].quantity", "lines[0].unitPrice"], error.Fields!.Keys.Order());
    }

    [Fact]
    public void Parse_NothingSaidOfVat_TakesTheConfiguredRate() =>
        Assert.Equal(new VatTreatment(VatCategory.S, 20m), Parse(Body(Good)).Value.Lines[0].Vat);

    const string Good = """{ "description": "x", "quantity": 1, "unitPrice": 1 }""";

    static string Line(string member, string value)
    {
        var members = new Dictionary<string, string> { ["description"] = "\"x\"", ["quantity"] = "1", ["unitPrice"] = "1", [member] = value };
        return "{" + string.Join(',', members.Select(m => $"\"{m.Key}\": {m.Value}")) + "}";
    }

    static string Body(string lines, string currency = "EUR", string more = "") => $$"""{ "currency": "{{currency}}", "lines": [{{lines}}]{{more}} }""";

    static Result<InvoiceInput> Parse(string body) =>
        InvoiceInputRules.Parse(JsonSerializer.Deserialize<PreviewInvoice>(body, ApiJson.Options)!, TaxSamples.Simple(20m), allowCorrections: false);

    static void AssertNamed(string body, string field)
    {
        var error = Parse(body).Error;
        Assert.Equal(ErrorKind.Validation, error?.Kind);
        Assert.Contains(field, error!.Fields!.Keys);
    }
}
