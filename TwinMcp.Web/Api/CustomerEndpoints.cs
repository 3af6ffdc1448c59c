using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class CustomerEndpoints
{
    static readonly WireParameter[] List = QueryReading.SearchParameters("Part of a name; with one or two characters its beginning.");

    public static void MapCustomers(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/customers").WithTags("Customers");
        group.MapGet("", ListAsync).WithSummary("A page of profiles, in order of name").WithMetadata([.. List]).Produces<ListWire<CustomerWire>>().ProducesProblem(400).ProducesProblem(403);
        group.MapPost("", CreateAsync).WithSummary("Make a profile").WithMetadata(WireParameter.IdempotencyKey).Produces<CustomerWire>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(422);
        group.MapGet("/{userId:guid}", FindAsync).WithSummary("One profile, with its ETag").Produces<CustomerWire>().ProducesProblem(404);
        group.MapPatch("/{userId:guid}", UpdateAsync).WithSummary("Change what is given; a customer his own contact data; needs If-Match").WithMetadata(WireParameter.IfMatch).Produces<CustomerWire>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        group.MapDelete("/{userId:guid}", DeleteAsync).WithSummary("Remove a profile that nothing hangs on").Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    static async Task<IResult> ListAsync(HttpContext http, CustomerQueries customers, CancellationToken ct)
    {
        var query = new QueryReading(http.Request, List);
        var search = query.Search();
        if (query.Error is { } error)
            return ErrorToHttp.Problem(error);
        var page = await customers.ListAsync(http.GetActor(), search, ct);
        return page.ToHttp(p => Results.Json(ListWire.Of(p, CustomerWire.Of), ApiJson.Options));
    }

    static async Task<IResult> CreateAsync(HttpContext http, EditCustomer body, CustomerService service, CustomerQueries customers, CancellationToken ct)
    {
        var key = RequestReading.IdempotencyKey(http.Request, body);
        if (key.Error is { } error)
            return ErrorToHttp.Problem(error);
        var created = await service.CreateAsync(http.GetActor(), body, key.Value, ct);
        if (created.Error is { } refused)
            return ErrorToHttp.Problem(refused);
        http.Response.Headers.Location = $"/api/customers/{created.Value}";
        return await AnswerAsync(http, customers, created.Value, StatusCodes.Status201Created, ct);
    }

    static Task<IResult> FindAsync(HttpContext http, CustomerId userId, CustomerQueries customers, CancellationToken ct) =>
        AnswerAsync(http, customers, userId, StatusCodes.Status200OK, ct);

    static async Task<IResult> UpdateAsync(HttpContext http, CustomerId userId, EditCustomer body, CustomerService service, CustomerQueries customers)
    {
        var (version, refusal) = RequestReading.IfMatch(http.Request);
        if (refusal is not null)
            return refusal;
        var ct = http.RequestAborted;
        var updated = await service.UpdateAsync(http.GetActor(), userId, version!.Value, body, ct);
        return updated.Error is { } error ? ErrorToHttp.Problem(error) : await AnswerAsync(http, customers, userId, StatusCodes.Status200OK, ct);
    }

    static async Task<IResult> DeleteAsync(HttpContext http, CustomerId userId, CustomerService service, CancellationToken ct) =>
        (await service.DeleteAsync(http.GetActor(), userId, ct)).ToHttp(_ => Results.NoContent());

    static async Task<IResult> AnswerAsync(HttpContext http, CustomerQueries customers, CustomerId userId, int status, CancellationToken ct)
    {
        var found = await customers.FindAsync(http.GetActor(), userId, ct);
        return found.ToHttp(customer =>
        {
            http.Response.Headers.ETag = RequestReading.ETag(customer.Version);
            return Results.Json(CustomerWire.Of(customer), ApiJson.Options, statusCode: status);
        });
    }
}

/// <summary>A profile on the wire.</summary>
internal sealed record CustomerWire(CustomerId UserId, string Name, bool IsCompany)
{
    public required string? ContactName { get; init; }
    public required string BillingEmail { get; init; }
    public required string? Phone { get; init; }
    public required string Language { get; init; }
    public required Currency Currency { get; init; }
    public required string? VatId { get; init; }
    public required string? Siren { get; init; }
    public required string? Siret { get; init; }
    public required string? ElectronicAddress { get; init; }
    public required PostalAddress Address { get; init; }
    public required PostalAddress? DeliveryAddress { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public static CustomerWire Of(CustomerView c) => new(c.UserId, c.Name, c.IsCompany)
    {
        ContactName = c.ContactName,
        BillingEmail = c.BillingEmail,
        Phone = c.Phone,
        Language = c.Language,
        Currency = c.Currency,
        VatId = c.VatId,
        Siren = c.Siren,
        Siret = c.Siret,
        ElectronicAddress = c.ElectronicAddress,
        Address = c.Address,
        DeliveryAddress = c.DeliveryAddress,
        CreatedAt = c.CreatedAt.ToUniversalTime(),
    };
}
