using System.Text.Json;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Web.Api;
using Xunit;

namespace TwinMcp.Tests.Unit.Invoicing;

public sealed class GenerateInvoiceTests
{
    const string User = "\"userId\": \"00000000-0000-0000-0000-00000000000a\"";
    const string October = "\"period\": { \"type\": \"monthly\", \"startDate\": \"2026-10-01\", \"endDate\": \"2026-10-31\" }";
    const string Lines = "\"lines\": []";

    public static TheoryData<string, string> Wrong { get; } = new()
    {
        { October, "userId" },
        { User, "period" },
        { $"{User}, {October}, {Lines}", "lines" },
        { $"{User}, \"period\": {{}}", "period.type" },
        { $"{User}, \"period\": {{}}", "period.startDate" },
        { $"{User}, \"period\": {{}}", "period.endDate" },
        { $"{User}, \"period\": {{ \"type\": \"monthly\", \"startDate\": \"1999-10-01\", \"endDate\": \"1999-10-31\" }}", "period.startDate" },
        { $"{User}, \"period\": {{ \"type\": \"monthly\", \"startDate\": \"2026-10-31\", \"endDate\": \"2026-10-01\" }}", "period.endDate" },
        { $"{User}, \"period\": {{ \"type\": \"monthly\", \"startDate\": \"2026-10-01\", \"endDate\": \"2026-10-30\" }}", "period.endDate" },
        { $"{User}, \"period\": {{ \"type\": \"quarterly\", \"startDate\": \"2026-10-01\", \"endDate\": \"2026-10-31\" }}", "period.endDate" },
        { $"{User}, {October}, \"allowances\": []", "allowances" },
        { $"{User}, {October}, \"charges\": []", "charges" },
        { $"{User}, {October}, \"prepaid\": 1", "prepaid" },
        { $"{User}, {October}, \"rounding\": 1", "rounding" },
        { $"{User}, {Lines}, \"options\": {{ \"forceRegenerate\": true }}", "options.forceRegenerate" },
        { $"{User}, {October}, \"dueDays\": 46", "dueDays" },
        { $"{User}, {October}, \"dueDays\": -1", "dueDays" },
        { $"{User}, {October}, \"purchaseOrder\": \"{new string('x', 101)}\"", "purchaseOrder" },
        { $"{User}, {October}, \"buyerReference\": \"{new string('x', 101)}\"", "buyerReference" },
        { $"{User}, {October}, \"note\": \"{new string('x', 1_001)}\"", "note" },
        { $"{User}, {October}, \"note\": \"a\\u0000b\"", "note" },
        { $"{User}, {October}, \"purchaseOrder\": \"a\\u0000b\"", "purchaseOrder" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_WrongInput_NamesTheField(string members, string field)
    {
        var error = Read(members).Validate().Error;
        Assert.Equal(ErrorKind.Validation, error?.Kind);
        Assert.Contains(field, error!.Fields!.Keys);
    }

    [Theory]
    [InlineData($"{User}, {October}")]
    [InlineData($"{User}, {Lines}")]
    [InlineData($"{User}, {October}, \"dueDays\": 45, \"note\": \"deux\\nlignes\", \"options\": {{ \"forceRegenerate\": true, \"sendImmediately\": true }}")]
    public void Validate_RightInput_IsTaken(string members) => Assert.Null(Read(members).Validate().Error);

    [Fact]
    public void Validate_UpdateOfNothing_IsRefused() => Assert.Equal(["status"], new UpdateInvoice().Validate().Error!.Fields!.Keys);

    static GenerateInvoice Read(string members) => JsonSerializer.Deserialize<GenerateInvoice>("{" + members + "}", ApiJson.Options)!;
}
