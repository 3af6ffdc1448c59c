using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using TwinMcp.Core.Documents.Import;
using TwinMcp.Tests.Support;
using TwinMcp.Tests.Unit.Importing;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Invoicing;

public sealed class ImportTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    /// <summary>Somebody's document in, our invoice of the same amounts out; the import alone stores nothing.</summary>
    [Fact]
    public async Task Import_Ubl_GivesTheBodyOfAOneOffInvoice()
    {
        var before = await Host.Database.ScalarAsync<long>($"SELECT (SELECT count(*) FROM invoices) + (SELECT count(*) FROM audit_log)");
        var preview = (await ImportAsync(ImportSamples.Bytes(ImportSamples.Invoice), "application/xml; charset=utf-8")).Expect(200);
        Assert.Equal(before, await Host.Database.ScalarAsync<long>($"SELECT (SELECT count(*) FROM invoices) + (SELECT count(*) FROM audit_log)"));
        Assert.Equal("154.55", preview.Json.GetProperty("computed").GetProperty("totals").GetProperty("grandTotal").GetRawText());
        Assert.Equal(0, preview.Json.GetProperty("differences").GetArrayLength());

        var body = JsonNode.Parse(preview.Json.GetProperty("asOneOff").GetRawText())!;
        body["userId"] = (await Host.Data.CustomerAsync(null)).ToString();
        var made = (await Host.Admin.PostAsync("/api/billing/invoices", body.ToJsonString())).Expect(201);
        Assert.Equal("154.55", made["total"]);
    }

    [Fact]
    public async Task Import_OurOwnPdf_IsRead()
    {
        var invoice = await Host.IssuedAsync(await Host.Data.CustomerAsync(null));
        var pdf = (await Host.Staff.GetAsync(Invoice(invoice["id"]!) + "/pdf")).Expect(200).Bytes;
        var preview = (await ImportAsync(pdf, "application/pdf")).Expect(200);
        Assert.Equal(invoice["number"], preview.Json.GetProperty("document").GetProperty("number").GetString());
        Assert.Equal(0, preview.Json.GetProperty("differences").GetArrayLength());
    }

    [Fact]
    public async Task Import_WhatIsNoDocument_IsRefused()
    {
        (await ImportAsync("<x/>"u8.ToArray(), "text/xml")).ExpectProblem(400, "validation", "body");
        (await ImportAsync("<x/>"u8.ToArray(), "application/pdf")).ExpectProblem(400, "validation", "body");
        (await ImportAsync("{}"u8.ToArray(), "application/json")).ExpectProblem(415, "not_a_document");
        // asked before it is sent: else the answer races the rest of the body
        var large = new ByteArrayContent(new byte[ImportLimits.FileBytes + 1]) { Headers = { ContentType = new MediaTypeHeaderValue("application/xml") } };
        (await Host.Staff.CallAsync("POST", "/api/billing/invoices/import", large, ("Expect", "100-continue"))).ExpectProblem(413);
    }

    Task<ApiAnswer> ImportAsync(byte[] file, string type) =>
        Host.Staff.CallAsync("POST", "/api/billing/invoices/import", new ByteArrayContent(file) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } });
}
