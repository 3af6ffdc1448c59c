using System.Security.Cryptography;
using TwinMcp.Tests.Support;
using TwinMcp.Tests.Unit.Documents;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Invoicing;

public sealed class DocumentTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Fact]
    public async Task Pdf_OfAnIssuedInvoice_IsTheSameBytesForEver()
    {
        var customer = await Host.Data.CustomerAsync();
        var issued = await Host.IssuedAsync(customer, 1_643.50m);
        var first = (await Host.Admin.GetAsync(Invoice(issued["id"]!) + "/pdf")).Expect(200);
        Host.Clock.Advance(TimeSpan.FromDays(1));
        await Host.Database.ExecuteAsync($"UPDATE user_profiles SET name = 'Autre nom' WHERE user_id = '{customer}'");
        (await Host.MoveAsync(issued["id"]!, "PAID")).Expect(200);
        var second = (await (await Host.ClientAsync(Core.Common.Role.Customer, customer)).GetAsync(Invoice(issued["id"]!) + "/pdf")).Expect(200);

        Assert.Equal(first.Bytes, second.Bytes);
        Assert.Equal("application/pdf", first.ContentType);
        Assert.Equal(issued["pdfSha256"], Convert.ToHexStringLower(SHA256.HashData(first.Bytes)));
        Assert.Equal("", await PdfInspect.ProblemsAsync(first.Bytes));
        var text = await PdfInspect.TextAsync(first.Bytes);
        Assert.Contains(issued["number"]!, text, StringComparison.Ordinal);
        Assert.Contains("1 972,20 €", PdfInspect.Spaced(text), StringComparison.Ordinal);
        Assert.Contains("Société d’essai", text, StringComparison.Ordinal);
        Assert.DoesNotContain("BROUILLON", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Autre nom", (await Host.Admin.GetAsync(Invoice(issued["id"]!))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pdf_Copy_SaysWhatItIsAndShowsTheFiguresOfItsOriginal()
    {
        var customer = await Host.Data.CustomerAsync();
        await Host.CreditAsync(customer, 20m);
        var issued = await Host.IssuedAsync(customer);
        var path = Invoice(issued["id"]!) + "/pdf";
        var original = (await Host.Admin.GetAsync(path)).Expect(200).Bytes;
        var copy = await CopyTextAsync(path);
        Assert.Contains("DUPLICATA", await MarkAsync(path), StringComparison.Ordinal);
        await Host.PayAsync(issued["id"]!, 50m);
        (await Host.MoveAsync(issued["id"]!, "PAID")).Expect(200);
        var paid = await CopyTextAsync(path);
        Assert.Contains("PAYÉE", await MarkAsync(path), StringComparison.Ordinal);
        foreach (var figure in (IEnumerable<string>)["120,00 €", "-20,00 €", "100,00 €"])
            Assert.True(copy.Contains(figure, StringComparison.Ordinal) && paid.Contains(figure, StringComparison.Ordinal), figure);

        (await Host.CreditNoteAsync(issued["id"]!)).Expect(201);
        Assert.Contains("ANNULÉE", await MarkAsync(path), StringComparison.Ordinal);
        Assert.Equal(original, (await Host.Admin.GetAsync(path)).Bytes);
        Assert.Contains("BROUILLON", await MarkAsync(Invoice((await Host.DraftAsync(customer))["id"]!) + "/pdf"), StringComparison.Ordinal);
        (await Host.Admin.GetAsync(Invoice(Guid.NewGuid().ToString()) + "/pdf?copy=true")).ExpectProblem(404, "not_found");
    }

    async Task<string> MarkAsync(string path) => await PdfInspect.DrawnAsync((await Host.Admin.GetAsync(path + "?copy=true")).Expect(200).Bytes);

    async Task<string> CopyTextAsync(string path) =>
        PdfInspect.Spaced(await PdfInspect.TextAsync((await Host.Admin.GetAsync(path + "?copy=true")).Expect(200).Bytes)).Replace('\u2212', '-');

    [Fact]
    public async Task Pdf_OfADraft_IsAMarkedPreviewAndNotStored()
    {
        var draft = await Host.DraftAsync(await Host.Data.CustomerAsync());
        var preview = (await Host.Staff.GetAsync(Invoice(draft["id"]!) + "/pdf")).Expect(200);
        Assert.Contains("BROUILLON", await PdfInspect.TextAsync(preview.Bytes), StringComparison.Ordinal);
        Assert.Null((await Host.Staff.GetAsync(Invoice(draft["id"]!)))["pdfSha256"]);
        Assert.Equal(0L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM invoice_documents WHERE invoice_id = '{draft["id"]}'"));
    }

    [Fact]
    public async Task Send_OfAnIssuedInvoice_QueuesAMailWithTheSameMessageId()
    {
        var issued = await Host.IssuedAsync(await Host.Data.CustomerAsync());
        await Host.Database.ExecuteAsync($"UPDATE outbox SET state = 'DELIVERED' WHERE invoice_id = '{issued["id"]}'");
        var sent = (await Host.Staff.PostAsync(Invoice(issued["id"]!) + "/send", new { })).Expect(202);
        Assert.Equal(issued["id"], sent["id"]);
        // the second finds the first still waiting
        (await Host.Staff.PostAsync(Invoice(issued["id"]!) + "/send", new { })).Expect(202);
        Assert.Equal(2L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox WHERE invoice_id = '{issued["id"]}'"));
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(DISTINCT message_id) FROM outbox WHERE invoice_id = '{issued["id"]}'"));
    }

    [Fact]
    public async Task Send_WhileAnEarlierMailIsBackingOff_QueuesOneThatGoesAtOnce()
    {
        var issued = await Host.IssuedAsync(await Host.Data.CustomerAsync());
        await Host.Database.ExecuteAsync($"UPDATE outbox SET attempts = 3, next_attempt_at = next_attempt_at + interval '4 hours' WHERE invoice_id = '{issued["id"]}'");
        (await Host.Staff.PostAsync(Invoice(issued["id"]!) + "/send", new { })).Expect(202);
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox WHERE invoice_id = '{issued["id"]}' AND attempts = 0"));
    }

    [Theory]
    [InlineData("DRAFT")]
    [InlineData("CANCELLED")]
    public async Task Send_OfWhatWasNeverIssued_Is409(string state)
    {
        var draft = await Host.DraftAsync(await Host.Data.CustomerAsync());
        if (state == "CANCELLED")
            (await Host.MoveAsync(draft["id"]!, state)).Expect(200);
        (await Host.Admin.PostAsync(Invoice(draft["id"]!) + "/send", new { })).ExpectProblem(409, "not_issued");
        Assert.Equal(0L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox WHERE invoice_id = '{draft["id"]}'"));
    }

    [Fact]
    public async Task Send_UnknownMember_Is400()
    {
        var issued = await Host.IssuedAsync(await Host.Data.CustomerAsync());
        (await Host.Admin.PostAsync(Invoice(issued["id"]!) + "/send", new { to = "me@evil.example" })).ExpectProblem(400, field: "to");
    }
}
