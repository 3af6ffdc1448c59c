using Microsoft.AspNetCore.Mvc;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class SettingsEndpoints
{
    static readonly string[] ImageTypes = ["image/png", "image/jpeg"];

    static readonly WireParameter Language = new("language", "Of the sample; fr when not given.") { Values = ["fr", "en"] };

    public static void MapSettings(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/settings/company").WithTags("Settings");
        group.MapGet("", FindAsync).WithSummary("The company that issues the invoices, with its ETag").Produces<CompanyWire>().ProducesProblem(403);
        group.MapPut("", UpdateAsync).WithSummary("Replace the company's profile; its logo stays; needs If-Match").WithMetadata(WireParameter.IfMatch)
            .Produces<CompanyWire>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(412).ProducesProblem(428);
        group.MapPost("/preview", PreviewAsync).WithSummary("A sample invoice with this profile and the logo of now; nothing is stored").WithMetadata(Language)
            .Produces(200, contentType: "application/pdf").ProducesProblem(400).ProducesProblem(403);
        group.MapGet("/logo", LogoAsync).WithSummary("The logo's bytes").Produces(200, contentType: "image/png").ProducesProblem(403).ProducesProblem(404);
        group.MapPut("/logo", SetLogoAsync).WithSummary("Set the logo: the body is image/png or image/jpeg, at most 512 KB; needs If-Match of the company")
            .WithMetadata(WireParameter.IfMatch).WithMetadata(new RequestSizeLimitAttribute(LogoRules.MaxBytes))
            .Produces<CompanyWire>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(412).ProducesProblem(413).ProducesProblem(415).ProducesProblem(428);
        group.MapDelete("/logo", RemoveLogoAsync).WithSummary("Remove the logo from what is issued from now on; needs If-Match of the company").WithMetadata(WireParameter.IfMatch)
            .Produces<CompanyWire>().ProducesProblem(403).ProducesProblem(412).ProducesProblem(428);
    }

    static async Task<IResult> FindAsync(HttpContext http, SellerQueries sellers, CancellationToken ct)
    {
        var found = await sellers.FindAsync(http.GetActor(), ct);
        return found.ToHttp(view =>
        {
            http.Response.Headers.ETag = RequestReading.ETag(view.Version);
            return Results.Json(CompanyWire.Of(view), ApiJson.Options);
        });
    }

    static Task<IResult> UpdateAsync(HttpContext http, EditSeller body, SellerService service, SellerQueries sellers) =>
        ChangeAsync(http, sellers, version => service.UpdateAsync(http.GetActor(), version, body, http.RequestAborted));

    static async Task<IResult> PreviewAsync(HttpContext http, EditSeller body, SellerPreviewQueries previews, CancellationToken ct)
    {
        var language = RequestReading.Text(http.Request.Query, "language") ?? "fr";
        if (language is not ("fr" or "en"))
            return ErrorToHttp.Problem(BillingError.Invalid("language", "fr or en."));
        var pdf = await previews.PdfAsync(http.GetActor(), body, language, ct);
        return pdf.ToHttp(bytes => Results.File(bytes, "application/pdf", "preview.pdf"));
    }

    static async Task<IResult> LogoAsync(HttpContext http, SellerQueries sellers, CancellationToken ct)
    {
        var found = await sellers.LogoAsync(http.GetActor(), ct);
        return found.ToHttp(logo => Results.Bytes(logo.Content, logo.ContentType));
    }

    static async Task<IResult> SetLogoAsync(HttpContext http, SellerService service, SellerQueries sellers, CancellationToken ct)
    {
        // who may not is told so before what he sent is looked at
        if (Access.Check(http.GetActor(), BillingAction.ChangeSeller) is { } refused)
            return ErrorToHttp.Problem(refused);
        if (!ImageTypes.Contains(http.Request.ContentType?.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase))
            return new ProblemResult(ErrorToHttp.Details(StatusCodes.Status415UnsupportedMediaType, "not_an_image", "The body is image/png or image/jpeg."));
        var file = await BodyReading.BytesAsync(http.Request, ct);
        return await ChangeAsync(http, sellers, version => service.SetLogoAsync(http.GetActor(), version, file, ct));
    }

    static Task<IResult> RemoveLogoAsync(HttpContext http, SellerService service, SellerQueries sellers) =>
        ChangeAsync(http, sellers, version => service.RemoveLogoAsync(http.GetActor(), version, http.RequestAborted));

    static async Task<IResult> ChangeAsync(HttpContext http, SellerQueries sellers, Func<uint, Task<Result<bool>>> change)
    {
        if (Access.Check(http.GetActor(), BillingAction.ChangeSeller) is { } forbidden)
            return ErrorToHttp.Problem(forbidden);
        var (version, refusal) = RequestReading.IfMatch(http.Request);
        if (refusal is not null)
            return refusal;
        var changed = await change(version!.Value);
        return changed.Error is { } error ? ErrorToHttp.Problem(error) : await FindAsync(http, sellers, http.RequestAborted);
    }
}

/// <summary>The company's profile on the wire; what GET gives, PUT takes.</summary>
internal sealed record CompanyWire(string Name, EditAddress Address, DocumentLayout Layout)
{
    public required string? Brand { get; init; }
    public required string? LegalForm { get; init; }
    public required string? Rcs { get; init; }
    public required string? Siren { get; init; }
    public required string? Siret { get; init; }
    public required string? VatId { get; init; }
    public required string? Email { get; init; }
    public required string? Phone { get; init; }
    public required string? Iban { get; init; }
    public required string? Bic { get; init; }
    public required string? ElectronicAddress { get; init; }
    public required bool VatOnDebits { get; init; }
    public required string? PrimaryColour { get; init; }
    public required string? SecondaryColour { get; init; }
    public required string? Footer { get; init; }
    public required string? PenaltyTerms { get; init; }

    public static CompanyWire Of(SellerView view)
    {
        var p = view.Profile;
        return new(p.Name!, p.Address!, p.Layout!.Value)
        {
            Brand = p.Brand,
            LegalForm = p.LegalForm,
            Rcs = p.Rcs,
            Siren = p.Siren,
            Siret = p.Siret,
            VatId = p.VatId,
            Email = p.Email,
            Phone = p.Phone,
            Iban = p.Iban,
            Bic = p.Bic,
            ElectronicAddress = p.ElectronicAddress,
            VatOnDebits = p.VatOnDebits,
            PrimaryColour = p.PrimaryColour,
            SecondaryColour = p.SecondaryColour,
            Footer = p.Footer,
            PenaltyTerms = p.PenaltyTerms,
        };
    }
}
