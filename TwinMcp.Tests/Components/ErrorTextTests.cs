using System.Text.RegularExpressions;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using TwinMcp.Web.Components.Shared;
using Xunit;

namespace TwinMcp.Tests.Components;

public sealed partial class ErrorTextTests : ComponentTest
{
    // refusals that only an API caller or an operator can meet: no page shows them
    static readonly string[] NotOnPages =
    [
        "effective_in_past",
        "effective_not_after",
        "idempotency_in_flight",
        "idempotency_mismatch",
        "nothing_to_remind",
        "plan_draft_exists",
        "plan_exists",
        "plan_version_published",
        "prefix_taken",
        "sandbox_state",
        "too_many_webhooks",
        "validation",
        "webhook_disabled",
        "webhook_signature",
    ];

    [Fact]
    public void Refusals_EveryCodeOfCore_HasAText()
    {
        var codes = Directory.EnumerateFiles(Repository.PathOf("TwinMcp.Core"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Groups["code"].Value))
            .Distinct().Except(NotOnPages);
        Assert.DoesNotContain(codes, code => Texts[$"refusal.{code}"].ResourceNotFound);
    }

    [Theory]
    [InlineData(ErrorKind.Validation)]
    [InlineData(ErrorKind.NotFound)]
    [InlineData(ErrorKind.Conflict)]
    [InlineData(ErrorKind.Forbidden)]
    [InlineData(ErrorKind.PreconditionFailed)]
    [InlineData(ErrorKind.Unprocessable)]
    [InlineData(ErrorKind.External)]
    public void For_AnUnknownCode_SpeaksByItsKindInTheReadersLanguage(ErrorKind kind)
    {
        var text = ErrorText.For(Texts, new BillingError(kind, "never_heard_of", "English words"));
        Assert.DoesNotContain("English", text, StringComparison.Ordinal);
        Assert.DoesNotContain("refusal.", text, StringComparison.Ordinal);
    }

    [GeneratedRegex("""(?:Conflict\(|ErrorKind\.\w+, |Code = )"(?<code>[a-z_]+)"(?!\))""")]
    private static partial Regex Code();
}
