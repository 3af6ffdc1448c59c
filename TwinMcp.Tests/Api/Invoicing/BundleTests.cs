using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Invoicing;

/// <summary>Many PDFs as one ZIP: exactly the stored bytes, and nothing that the asker may not see.</summary>
public sealed class BundleTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string Archive = Invoices + "/archive";

    ProductHost Host => product.Host;

    [Fact]
    public async Task Zip_OfChosenInvoices_HasTheirBytesAndAManifest()
    {
        var customer = await Host.Data.CustomerAsync(null, change: c => c.Name = "=cmd|' /C calc'!A0");
        var (one, two) = (await Host.IssuedAsync(customer), await Host.IssuedAsync(customer, 50m));
        var answer = (await Host.Admin.PostAsync(Archive, new { ids = new[] { two["id"], one["id"], one["id"] } })).Expect(200);

        using var zip = new ZipArchive(new MemoryStream(answer.Bytes));
        Assert.Equal([one["number"] + ".pdf", two["number"] + ".pdf", "manifest.csv"], zip.Entries.Select(e => e.FullName));
        Assert.Equal((await Host.Admin.GetAsync(Invoice(one["id"]!) + "/pdf")).Bytes, Bytes(zip.Entries[0]));
        var rows = Encoding.UTF8.GetString(Bytes(zip.Entries[2])).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("number,date,customer,total,currency,sha256", rows[0]);
        Assert.Equal($"{one["number"]},{one["issueDate"]},'=cmd|' /C calc'!A0,120.00,EUR,{Convert.ToHexStringLower(SHA256.HashData(Bytes(zip.Entries[0])))}", rows[1]);
        Assert.Equal(3, rows.Length);
    }

    [Fact]
    public async Task Zip_WithOneInvoiceOfAnother_IsRefusedWhole()
    {
        var (mine, other) = (await Host.Data.CustomerAsync(null), await Host.Data.CustomerAsync(null));
        var (own, foreign) = ((await Host.IssuedAsync(mine))["id"], (await Host.IssuedAsync(other))["id"]);
        var client = await Host.ClientAsync(Role.Customer, mine);
        (await client.PostAsync(Archive, new { ids = new[] { own } })).Expect(200);
        (await client.PostAsync(Archive, new { ids = new[] { own, foreign } })).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task Zip_OfAFilter_IsThatFiltersIssuedInvoices()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var issued = await Host.IssuedAsync(customer);
        await Host.DraftAsync(customer);
        using var zip = new ZipArchive(new MemoryStream((await Host.Staff.GetAsync($"{Archive}?userId={customer}")).Expect(200).Bytes));
        Assert.Equal([issued["number"] + ".pdf", "manifest.csv"], zip.Entries.Select(e => e.FullName));
    }

    [Fact]
    public async Task Zip_WrongInput_IsRefused()
    {
        (await Host.Admin.PostAsync(Archive, new { })).ExpectProblem(400, "validation", "ids");
        (await Host.Admin.PostAsync(Archive, new { ids = Enumerable.Range(0, 1001).Select(_ => Guid.NewGuid()) })).ExpectProblem(400, "validation", "ids");
        (await Host.Admin.PostAsync(Archive, new { ids = new[] { (await Host.DraftAsync(await Host.Data.CustomerAsync(null)))["id"] } })).ExpectProblem(409, "not_issued");
    }

    static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
