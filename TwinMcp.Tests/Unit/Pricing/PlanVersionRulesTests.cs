using System.Text.Json;
using TwinMcp.Core.Common;
using TwinMcp.Core.Pricing;
using TwinMcp.Web.Api;
using Xunit;

namespace TwinMcp.Tests.Unit.Pricing;

public sealed class PlanVersionRulesTests
{
    const string Counted = """ "component": "REQUESTS", "model": "PER_UNIT", "unitPrice": 1 """;
    const string Tiers = """ "component": "TOKENS", "model": "GRADUATED", "tiers": [{ "upTo": 10, "unitPrice": 2 }, { "unitPrice": 1, "baseQuantity": 1000, "flatFee": 5 }] """;

    /// <summary>Prices as they come, separated by |, and every field that is named.</summary>
    public static TheoryData<string, string> Prices => new()
    {
        { Counted, "" },
        { Tiers, "" },
        { """ "component": "TOKENS", "model": "PACKAGE", "unitPrice": 5, "baseQuantity": 1000, "includedQuantity": 10, "minimumAmount": 3 """, "" },
        { """ "component": "FLAT", "model": "FLAT", "unitPrice": 5 """, "" },
        { """ "component": "FLAT", "model": "FLAT", "unitPrice": 5, "baseQuantity": 1, "includedQuantity": 0, "minimumAmount": 0 """, "" },
        { """ "component": "CHARGES", "model": "PERCENTAGE", "unitPrice": 2.5, "baseQuantity": 100 """, "" },
        { Counted + "|" + Counted + """, "tool": "query-docs" """ + "|" + Counted + """, "tool": "resolve-library-id" """, "" },
        { "", "prices[0].component prices[0].model" },
        { """ "component": "REQUESTS" """, "prices[0].model" },
        { """ "model": "PER_UNIT" """, "prices[0].component" },
        { """ "component": "REQUESTS", "model": "PER_UNIT" """, "prices[0].unitPrice" },
        { Counted + "|" + Counted, "prices[1]" },
        { Counted + """, "tool": "query-docs" """ + "|" + Counted + """, "tool": "query-docs" """, "prices[1]" },
        { Counted + """, "tool": "magic" """, "prices[0].tool" },
        { Counted + """, "tool": "" """, "prices[0].tool" },
        { """ "component": "FLAT", "model": "FLAT", "unitPrice": 5, "tool": "query-docs" """, "prices[0].tool" },
        { """ "component": "CHARGES", "model": "PER_UNIT", "unitPrice": 5 """, "prices[0].model" },
        { """ "component": "CHARGES", "model": "FLAT", "unitPrice": 5 """, "prices[0].model" },
        { """ "component": "REQUESTS", "model": "PERCENTAGE", "unitPrice": 5 """, "prices[0].model" },
        { """ "component": "TOKENS", "model": "FLAT", "unitPrice": 5 """, "prices[0].model" },
        { """ "component": "FLAT", "model": "PERCENTAGE", "unitPrice": 5 """, "prices[0].model" },
        { """ "component": "FLAT", "model": "PER_UNIT", "unitPrice": 5 """, "prices[0].model" },
        { """ "component": "FLAT", "model": "FLAT", "unitPrice": 5, "baseQuantity": 2 """, "prices[0].baseQuantity" },
        { """ "component": "FLAT", "model": "FLAT", "unitPrice": 5, "includedQuantity": 1, "minimumAmount": 1 """, "prices[0].includedQuantity prices[0].minimumAmount" },
        { """ "component": "FLAT", "model": "FLAT", "unitPrice": 0.005 """, "prices[0].unitPrice" },
        { """ "component": "CHARGES", "model": "PERCENTAGE", "unitPrice": 5, "baseQuantity": 1 """, "prices[0].baseQuantity" },
        { """ "component": "CHARGES", "model": "PERCENTAGE", "unitPrice": 5, "includedQuantity": 1, "minimumAmount": 1 """, "prices[0].includedQuantity prices[0].minimumAmount" },
        { """ "component": "CHARGES", "model": "PERCENTAGE", "unitPrice": 100.1 """, "prices[0].unitPrice" },
        { """ "component": "TOKENS", "model": "PACKAGE", "unitPrice": 5 """, "prices[0].baseQuantity" },
        { """ "component": "TOKENS", "model": "PACKAGE", "unitPrice": -5, "baseQuantity": 0 """, "prices[0].baseQuantity prices[0].unitPrice" },
        { """ "component": "TOKENS", "model": "VOLUME" """, "prices[0].tiers" },
        { """ "component": "TOKENS", "model": "VOLUME", "tiers": [] """, "prices[0].tiers" },
        { Counted + """, "tiers": [{ "unitPrice": 1 }] """, "prices[0].tiers" },
        { Tiers + """, "unitPrice": 1, "baseQuantity": 1 """, "prices[0].baseQuantity prices[0].unitPrice" },
        { """ "component": "TOKENS", "model": "VOLUME", "tiers": [null] """, "prices[0].tiers[0].unitPrice" },
        { """ "component": "TOKENS", "model": "VOLUME", "tiers": [{ "upTo": 5 }, { "upTo": 5, "unitPrice": -1 }] """, "prices[0].tiers[0].unitPrice prices[0].tiers[1].unitPrice prices[0].tiers[1].upTo" },
        { """ "component": "TOKENS", "model": "PER_UNIT", "unitPrice": -1, "baseQuantity": 0, "includedQuantity": -1, "minimumAmount": 0.001 """, "prices[0].baseQuantity prices[0].includedQuantity prices[0].minimumAmount prices[0].unitPrice" },
        { string.Join('|', Enumerable.Repeat(Counted, 21)), "prices" },
    };

    [Theory]
    [MemberData(nameof(Prices))]
    public void Check_OfPrices_NamesEveryField(string prices, string fields) =>
        Assert.Equal(fields, Fields($$"""{ "currency": "EUR", "monthlyFee": 0, "effectiveFrom": "2027-01-01", "prices": [{{string.Join(',', prices.Split('|').Select(p => $"{{{p}}}"))}}] }"""));

    [Theory]
    [InlineData("""{ "currency": "EUR", "monthlyFee": 29, "effectiveFrom": "2027-01-01", "prices": [] }""", "")]
    [InlineData("""{ "currency": "EUR", "monthlyFee": "29.90", "yearlyFee": 299, "effectiveFrom": "2027-01-01", "prices": [] }""", "")]
    [InlineData("{}", "currency")]
    [InlineData("""{ "currency": "XXX" }""", "currency")]
    [InlineData("""{ "currency": "EUR" }""", "effectiveFrom monthlyFee prices")]
    [InlineData("""{ "currency": "EUR", "monthlyFee": -1, "yearlyFee": -1, "effectiveFrom": "1999-12-31", "prices": [null] }""", "effectiveFrom monthlyFee prices[0] yearlyFee")]
    [InlineData("""{ "currency": "EUR", "monthlyFee": 29.999, "yearlyFee": 299.999, "effectiveFrom": "2201-01-01", "prices": [] }""", "effectiveFrom monthlyFee yearlyFee")]
    [InlineData("""{ "currency": "JPY", "monthlyFee": 29.9, "effectiveFrom": "2027-01-01", "prices": [] }""", "monthlyFee")]
    [InlineData("""{ "currency": "TND", "monthlyFee": 29.999, "effectiveFrom": "2027-01-01", "prices": [] }""", "")]
    [InlineData("""{ "currency": "EUR", "monthlyFee": 1000000000000, "yearlyFee": 1000000000000, "effectiveFrom": "2027-01-01", "prices": [] }""", "monthlyFee yearlyFee")]
    public void Check_OfTheVersion_NamesEveryField(string body, string fields) => Assert.Equal(fields, Fields(body));

    [Theory]
    [InlineData("basic", "Basic", "")]
    [InlineData("a", "A", "")]
    [InlineData("team-2027", "Équipe", "")]
    [InlineData(null, null, "code name")]
    [InlineData("", " ", "code name")]
    [InlineData("Basic", "Basic", "code")]
    [InlineData("2027", "x", "code")]
    [InlineData("a/b", "x", "code")]
    [InlineData("a\n", "x\n", "code name")]
    [InlineData("a1234567890123456789012345678901234567890", "x", "code")]
    public void Check_OfAPlan_NamesEveryField(string? code, string? name, string fields) =>
        Assert.Equal(fields, string.Join(' ', (new CreatePlan { Code = code, Name = name }.Validate()?.Fields?.Keys ?? []).Order(StringComparer.Ordinal)));

    static string Fields(string body)
    {
        var error = PlanVersionRules.Check(JsonSerializer.Deserialize<DraftPlanVersion>(body, ApiJson.Options)!);
        Assert.True(error is null or { Kind: ErrorKind.Validation, Code: "validation" }, error?.ToString());
        return string.Join(' ', (error?.Fields?.Keys ?? []).Order(StringComparer.Ordinal));
    }
}
