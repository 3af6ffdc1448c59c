using System.Globalization;
using System.Text.Json;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Tax;
using TwinMcp.Tests.Support;
using TwinMcp.Tests.Unit.Tax;
using Xunit;

namespace TwinMcp.Tests.Unit.Invoicing;

/// <summary>Published EN 16931 invoices, to the cent: our own selection, and the whole collection where it lies beside the project.</summary>
public sealed class PublishedTotalsTests
{
    static readonly string[] Files = [Repository.PathOf("TwinMcp.Tests/Unit/Invoicing/en16931-totals.json"), Repository.PathOf("../shared/data/en16931-totals.json")];

    static readonly Lazy<Dictionary<string, JsonElement>> Cases = new(() => Files.Where(File.Exists)
        .SelectMany(f => JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(f)).GetProperty("cases").EnumerateArray())
        .DistinctBy(Id).ToDictionary(Id));

    public static TheoryData<string> Ids => new(Cases.Value.Keys);

    [Fact]
    public void Cases_OfTheProject_AreThere() => Assert.True(Cases.Value.Count >= 12);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_PublishedInvoice_GivesItsFigures(string id)
    {
        var published = Cases.Value[id];
        var input = InvoiceInputRules.Parse(Request(published), TaxSamples.Simple(20m), allowCorrections: true);
        Assert.True(input.IsOk, input.Error?.Message);
        var totals = InvoiceCalculator.Compute(input.Value);

        var expected = published.GetProperty("totals");
        Assert.Equal(Required(expected, "lineTotal"), totals.LineTotal);
        Assert.Equal(Required(expected, "taxBasis"), totals.TaxBasis);
        Assert.Equal(Optional(expected, "taxTotal") ?? 0, totals.TaxTotal);
        Assert.Equal(Required(expected, "grandTotal"), totals.GrandTotal);
        Assert.Equal(Required(expected, "due"), totals.Due);
        Assert.Equal(
            published.GetProperty("vat").EnumerateArray().Select(v => (Text(v, "category"), Optional(v, "rate") ?? 0, Required(v, "taxable"), Required(v, "tax"))).Order(),
            totals.Vat.Select(v => (v.Vat.Category.ToString(), v.Vat.Rate, v.Taxable, v.Tax)).Order());
        Assert.Equal(published.GetProperty("lines").EnumerateArray().Select(l => Required(l, "net")), totals.Lines.Select(l => l.Net));
    }

    static PreviewInvoice Request(JsonElement published) => new()
    {
        Currency = Text(published, "currency"),
        Lines = [.. published.GetProperty("lines").EnumerateArray().Select(Line)],
        Allowances = [.. Adjustments(published, isCharge: false)],
        Charges = [.. Adjustments(published, isCharge: true)],
        Prepaid = Optional(published.GetProperty("totals"), "prepaid"),
        Rounding = Optional(published.GetProperty("totals"), "rounding"),
    };

    static LineRequest Line(JsonElement line) => new()
    {
        Description = "x",
        Quantity = Required(line, "qty"),
        UnitPrice = Required(line, "netPrice"),
        BaseQuantity = Optional(line, "baseQty"),
        VatCategory = Category(line),
        VatRate = Optional(line, "rate"),
        Allowances = [.. Amounts(line, isCharge: false)],
        Charges = [.. Amounts(line, isCharge: true)],
    };

    static IEnumerable<AmountRequest> Amounts(JsonElement line, bool isCharge) => line.TryGetProperty("allowancesCharges", out var all)
        ? all.EnumerateArray().Where(a => a.GetProperty("charge").GetBoolean() == isCharge).Select(a => new AmountRequest { Amount = Required(a, "amount") })
        : [];

    static IEnumerable<AdjustmentRequest> Adjustments(JsonElement published, bool isCharge) => published.GetProperty("docAllowancesCharges").EnumerateArray()
        .Where(a => a.GetProperty("charge").GetBoolean() == isCharge)
        .Select(a => new AdjustmentRequest { Amount = Required(a, "amount"), VatCategory = Category(a), VatRate = Optional(a, "rate") });

    static VatCategory Category(JsonElement element) => Enum.Parse<VatCategory>(Text(element, "category"));

    static string Id(JsonElement published) => Text(published, "id");

    static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;

    static decimal Required(JsonElement element, string member) => Optional(element, member) ?? throw new InvalidOperationException($"No {member} in {element}");

    static decimal? Optional(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.GetString() is { } text ? decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture) : null;
}
