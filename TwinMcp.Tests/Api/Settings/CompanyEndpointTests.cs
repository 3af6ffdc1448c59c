using System.Net.Http.Headers;
using TwinMcp.Tests.Browser;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Settings;

public sealed class CompanyEndpointTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string Company = "/api/settings/company";
    const string Logo = Company + "/logo";

    // 1 x 1 pixel each
    static readonly byte[] Red = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGM4wcAAAAJcAMlDyBJGAAAAAElFTkSuQmCC");
    static readonly byte[] Blue = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYDgBAADMAMkncsFaAAAAAElFTkSuQmCC");

    ProductHost Host => product.Host;

    [Fact]
    public async Task Put_WithTheSeenVersion_ChangesWhatIsIssuedNext_AndNothingThatWas()
    {
        var customer = await Host.Data.CustomerAsync();
        var before = await Host.IssuedAsync(customer);
        var (pdf, text) = await PdfAsync(before["id"]!);
        Assert.DoesNotContain("Pied de page à nous", text, StringComparison.Ordinal);

        var seen = (await Host.Staff.GetAsync(Company)).Expect(200);
        var changed = (await PutAsync(Profile("Pied de page à nous", "Pénalités : taux de 12 % l’an"), seen.ETag)).Expect(200);
        Assert.Equal(("Pied de page à nous", "CLASSIC", "#AA3300"), (changed["footer"], changed["layout"], changed["primaryColour"]));
        Assert.NotEqual(seen.ETag, changed.ETag);
        (await PutAsync(Profile("Trop tard"), seen.ETag)).ExpectProblem(412, "stale");

        var after = await Host.IssuedAsync(customer);
        var (_, printed) = await PdfAsync(after["id"]!);
        Assert.Contains("Pied de page à nous", printed, StringComparison.Ordinal);
        Assert.Contains("Pénalités : taux de 12 % l’an", printed, StringComparison.Ordinal);
        Assert.Equal(pdf, (await PdfAsync(before["id"]!)).Pdf);
        var snapshot = await Host.Database.ScalarAsync<string>($"SELECT seller->>'footer' || '|' || (seller->>'layout') FROM invoices WHERE id = '{after["id"]}'");
        Assert.Equal("Pied de page à nous|Classic", snapshot);
        var audit = await Host.Database.ScalarAsync<string>("SELECT data::text FROM audit_log WHERE action = 'seller.changed' ORDER BY id DESC LIMIT 1");
        Assert.Contains("Pied de page à nous", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("FR7630006000011234567890189", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_WithoutIfMatch_Is428_AndWrongFieldsAreNamed()
    {
        (await Host.Admin.CallAsync("PUT", Company, ApiClient.Json(Profile("x")))).ExpectProblem(428);
        var seen = (await Host.Admin.GetAsync(Company)).Expect(200);
        (await PutAsync("""{ "name": "X", "iban": "FR00" }""", seen.ETag)).ExpectProblem(400, null, "iban");
        (await PutAsync("""{ "nom": "X" }""", seen.ETag)).ExpectProblem(400);
    }

    [Fact]
    public async Task Logo_OfAnIssuedInvoice_StaysWhenAnotherIsSet()
    {
        var customer = await Host.Data.CustomerAsync();
        (await PutLogoAsync(Red, "image/png")).Expect(200);
        var issued = await Host.IssuedAsync(customer);
        var (pdf, _) = await PdfAsync(issued["id"]!);
        var hash = await Host.Database.ScalarAsync<string>($"SELECT seller->>'logoHash' FROM invoices WHERE id = '{issued["id"]}'");
        (await PutLogoAsync(Blue, "image/png")).Expect(200);
        Assert.Equal(Blue, (await Host.Staff.GetAsync(Logo)).Expect(200).Bytes);
        Assert.Equal(pdf, (await PdfAsync(issued["id"]!)).Pdf);
        Assert.Equal(Red, await Host.Database.ScalarAsync<byte[]>($"SELECT content FROM seller_logos WHERE hash = '{hash}'"));
        var tampering = await Assert.ThrowsAnyAsync<Exception>(() => Host.Database.ExecuteAsync($"DELETE FROM seller_logos WHERE hash = '{hash}'"));
        Assert.Contains("seller_logos", tampering.Message, StringComparison.Ordinal);

        var etag = (await Host.Admin.GetAsync(Company)).ETag;
        (await Host.Admin.CallAsync("DELETE", Logo, null, ("If-Match", etag))).Expect(200);
        (await Host.Staff.GetAsync(Logo)).ExpectProblem(404);
    }

    [Theory]
    [InlineData("image/png", "not a picture", 400)]
    [InlineData("image/gif", "GIF89a", 415)]
    [InlineData("image/png", "", 400)]
    public async Task Logo_WhatCannotBeUsed_IsRefused(string type, string content, int status) =>
        (await PutLogoAsync(System.Text.Encoding.ASCII.GetBytes(content), type)).ExpectProblem(status);

    [Fact]
    public async Task Logo_OfMoreThan512Kilobytes_Is413() => (await PutLogoAsync(new byte[512 * 1024 + 1], "image/png")).ExpectProblem(413);

    [Fact]
    public async Task Preview_OfAProfileThatIsNotSaved_IsASample_AndStoresNothing()
    {
        var seen = (await Host.Staff.GetAsync(Company)).Expect(200);
        var preview = (await Host.Staff.PostAsync(Company + "/preview?language=fr", Profile("Seulement un essai"))).Expect(200);
        Assert.Equal("application/pdf", preview.ContentType);
        Assert.Contains("Seulement un essai", await CustomerTests.PdfTextAsync(preview.Bytes), StringComparison.Ordinal);
        Assert.Equal(seen.ETag, (await Host.Staff.GetAsync(Company)).ETag);
        (await Host.Staff.PostAsync(Company + "/preview?language=de", Profile("x"))).ExpectProblem(400, null, "language");
    }

    Task<ApiAnswer> PutAsync(string body, string etag) => Host.Admin.CallAsync("PUT", Company, ApiClient.Json(body), ("If-Match", etag));

    async Task<ApiAnswer> PutLogoAsync(byte[] file, string type)
    {
        var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        return await Host.Admin.CallAsync("PUT", Logo, content, ("If-Match", (await Host.Admin.GetAsync(Company)).ETag));
    }

    async Task<(byte[] Pdf, string Text)> PdfAsync(string id)
    {
        var pdf = (await Host.Admin.GetAsync(Invoice(id) + "/pdf")).Expect(200).Bytes;
        return (pdf, CustomerTests.Spaced(await CustomerTests.PdfTextAsync(pdf)));
    }

    static string Profile(string footer, string? terms = null) => $$"""
        { "name": "Atelier Lumière", "legalForm": "SAS au capital de 120 000 €", "rcs": "RCS Lyon 732 829 320", "siren": "732829320", "vatId": "FR44732829320",
          "address": { "line1": "12 rue des Lilas", "postalCode": "69003", "city": "Lyon", "country": "FR" }, "email": "facturation@lumiere.example",
          "iban": "FR7630006000011234567890189", "bic": "AGRIFRPP", "primaryColour": "#aa3300", "layout": "CLASSIC", "footer": "{{footer}}", "penaltyTerms": {{(terms is null ? "null" : $"\"{terms}\"")}} }
        """;
}
