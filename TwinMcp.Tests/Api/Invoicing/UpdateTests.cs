using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Invoicing;

public sealed class UpdateTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Fact]
    public async Task Patch_WithoutIfMatch_Is428()
    {
        var draft = await DraftAsync();
        (await Host.Admin.PatchAsync(Invoice(draft["id"]!), new { note = "x" }, null)).ExpectProblem(428, "if_match_required");
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("\"4294967296\"")]
    [InlineData("abc")]
    [InlineData("W/\"x\"")]
    public async Task Patch_StaleOrForeignETag_Is412(string etag)
    {
        var draft = await DraftAsync();
        (await Host.Admin.PatchAsync(Invoice(draft["id"]!), new { note = "x" }, etag)).ExpectProblem(412, "stale");
    }

    [Fact]
    public async Task Patch_NotesOfADraft_GivesANewETagAndMakesTheOldOneStale()
    {
        var draft = await DraftAsync();
        var changed = (await Host.Admin.PatchAsync(Invoice(draft["id"]!), new { note = "Merci", dueDays = 45, purchaseOrder = "BC-1", buyerReference = "Service 7" }, draft.ETag)).Expect(200);
        Assert.Equal(("Merci", "BC-1", "Service 7", 45), (changed["note"], changed["purchaseOrder"], changed["buyerReference"], changed.Json.GetProperty("dueDays").GetInt32()));
        Assert.NotEqual(draft.ETag, changed.ETag);
        (await Host.Admin.PatchAsync(Invoice(draft["id"]!), new { note = "Autre" }, draft.ETag)).ExpectProblem(412, "stale");
        var issued = (await Host.Admin.PatchAsync(Invoice(draft["id"]!), new { status = "SENT", note = "Dernière" }, changed.ETag)).Expect(200);
        Assert.Equal(("SENT", "Dernière", "2027-01-07"), (issued["status"], issued["note"], issued["dueDate"]));
    }

    [Theory]
    [InlineData("""{ "total": 1 }""", "total")]
    [InlineData("""{ "status": "SENT", "number": "FA-2026-000099" }""", "number")]
    [InlineData("""{ "status": "PAID", "paid": 1 }""", "paid")]
    [InlineData("""{ "lines": [] }""", "lines")]
    [InlineData("""{ "Note": "x" }""", "Note")]
    [InlineData("""{ "status": 1 }""", "status")]
    [InlineData("""{ "status": "DONE" }""", "status")]
    [InlineData("""{}""", "status")]
    [InlineData("""{ "dueDays": 61 }""", "dueDays")]
    [InlineData("""{ "dueDays": "soon" }""", "dueDays")]
    [InlineData("""{ "note": "a\u0000b" }""", "note")]
    public async Task Patch_WrongBody_Is400WithTheFieldNamed(string body, string field)
    {
        var draft = await DraftAsync();
        (await Host.Admin.PatchAsync(Invoice(draft["id"]!), body, draft.ETag)).ExpectProblem(400, field: field);
        Assert.Equal(draft.Text, (await Host.Admin.GetAsync(Invoice(draft["id"]!))).Text);
    }

    public static TheoryData<string, string, int, string?> Moves { get; } = new()
    {
        { "DRAFT", "DRAFT", 409, "forbidden_transition" },
        { "DRAFT", "SENT", 200, null },
        { "DRAFT", "PAID", 409, "forbidden_transition" },
        { "DRAFT", "OVERDUE", 409, "forbidden_transition" },
        { "DRAFT", "CANCELLED", 200, null },
        { "SENT", "DRAFT", 409, "forbidden_transition" },
        { "SENT", "SENT", 409, "forbidden_transition" },
        { "SENT", "PAID", 200, null },
        { "SENT", "OVERDUE", 409, "not_due" },
        { "SENT", "CANCELLED", 409, "credit_note_required" },
        { "PAID", "DRAFT", 409, "forbidden_transition" },
        { "PAID", "SENT", 409, "forbidden_transition" },
        { "PAID", "PAID", 409, "forbidden_transition" },
        { "PAID", "OVERDUE", 409, "forbidden_transition" },
        { "PAID", "CANCELLED", 409, "credit_note_required" },
        { "CANCELLED", "DRAFT", 409, "forbidden_transition" },
        { "CANCELLED", "SENT", 409, "forbidden_transition" },
        { "CANCELLED", "PAID", 409, "forbidden_transition" },
        { "CANCELLED", "OVERDUE", 409, "forbidden_transition" },
        { "CANCELLED", "CANCELLED", 409, "forbidden_transition" },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task Patch_Status_IsMovedOrRefusedWithBothStatesNamed(string from, string to, int status, string? code)
    {
        var id = await InStateAsync(from);
        var answer = await Host.MoveAsync(id, to);
        if (status == 200)
        {
            Assert.Equal(to, answer.Expect(200)["status"]);
            return;
        }
        answer.ExpectProblem(status, code);
        Assert.Contains(from, answer["detail"]!, StringComparison.Ordinal);
        Assert.Contains(to, answer["detail"]!, StringComparison.Ordinal);
        Assert.Equal(from, (await Host.Admin.GetAsync(Invoice(id)))["status"]);
    }

    [Theory]
    [InlineData("SENT")]
    [InlineData("PAID")]
    [InlineData("CANCELLED")]
    public async Task Patch_NotesOfAFrozenInvoice_Is409(string state)
    {
        var id = await InStateAsync(state);
        var before = await Host.Admin.GetAsync(Invoice(id));
        foreach (var body in (string[])["""{ "note": "x" }""", """{ "dueDays": 3 }""", """{ "status": "PAID", "purchaseOrder": "x" }"""])
            (await Host.Admin.PatchAsync(Invoice(id), body, before.ETag)).ExpectProblem(409, "frozen");
        Assert.Equal(before.Text, (await Host.Admin.GetAsync(Invoice(id))).Text);
    }

    [Theory]
    [InlineData("DRAFT", "total", 400, "validation")]
    [InlineData("SENT", "total", 409, "frozen")]
    [InlineData("PAID", "lines", 409, "frozen")]
    [InlineData("SENT", "bogus", 400, "validation")]
    public async Task Patch_OfAnAmount_IsUnknownInADraftAndFrozenAfterwards(string state, string member, int status, string code)
    {
        var id = await InStateAsync(state);
        var before = await Host.Admin.GetAsync(Invoice(id));
        var answer = await Host.Admin.PatchAsync(Invoice(id), $$"""{ "{{member}}": 1 }""", before.ETag);
        answer.ExpectProblem(status, code, status == 400 ? member : null);
        Assert.Equal(before.Text, (await Host.Admin.GetAsync(Invoice(id))).Text);
    }

    [Fact]
    public async Task Patch_Paid_RecordsAManualPaymentOfWhatIsDue()
    {
        var paid = (await Host.MoveAsync(await InStateAsync("SENT"), "PAID")).Expect(200);
        var payment = Assert.Single(paid.Json.GetProperty("payments").EnumerateArray());
        Assert.Equal(("COMPLETED", 120.00m, "manual"), (payment.GetProperty("status").GetString(), payment.GetProperty("amount").GetDecimal(), payment.GetProperty("method").GetString()));
        Assert.Equal((120.00m, 0.00m, "2026-11-23"), (paid.Number("paid"), paid.Number("due"), paid["paidDate"]));
    }

    [Fact]
    public async Task Patch_EachMove_IsInTheAuditLogOnce()
    {
        var id = await InStateAsync("PAID");
        Assert.Equal(
            "invoice.drafted,invoice.issued,invoice.paid",
            await Host.Database.ScalarAsync<string>($"SELECT string_agg(action, ',' ORDER BY id) FROM audit_log WHERE entity_id = '{id}'"));
        Assert.Equal(3L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM audit_log a JOIN audit_personal p ON p.audit_id = a.id WHERE entity_id = '{id}' AND actor_role = 'ADMIN' AND actor_id IS NOT NULL AND p.ip_address IS NOT NULL AND request_id IS NOT NULL"));
    }

    async Task<ApiAnswer> DraftAsync() => await Host.DraftAsync(await Host.Data.CustomerAsync(null));

    async Task<string> InStateAsync(string state)
    {
        var id = (await DraftAsync())["id"]!;
        if (state is "SENT" or "PAID")
            (await Host.MoveAsync(id, "SENT")).Expect(200);
        if (state is "PAID" or "CANCELLED")
            (await Host.MoveAsync(id, state)).Expect(200);
        return id;
    }
}
