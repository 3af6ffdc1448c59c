using TwinMcp.Core.Security.Identity;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class UserEndpoints
{
    static readonly WireParameter[] List = QueryReading.SearchParameters("Part of an e-mail address or of a name; with one or two characters its beginning.");

    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/users").WithTags("Users");
        group.MapGet("", ListAsync).WithSummary("A page of those who can sign in, in order of address").WithMetadata([.. List]).Produces<ListWire<UserView>>().ProducesProblem(400).ProducesProblem(403);
        group.MapPost("", CreateAsync).WithSummary("Make a user, with a password given or made").Produces<CreatedUserWire>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
        group.MapGet("/{id:guid}", FindAsync).WithSummary("One user").Produces<UserView>().ProducesProblem(403).ProducesProblem(404);
        group.MapPatch("/{id:guid}", UpdateAsync).WithSummary("Change what is given; a new role, account, password or activity ends the sessions").Produces<UserView>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Remove a user; 200 and deactivated when the audit log names him").Produces(204).Produces<UserView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    static async Task<IResult> ListAsync(HttpContext http, UserQueries users, CancellationToken ct)
    {
        var query = new QueryReading(http.Request, List);
        var search = query.Search();
        if (query.Error is { } error)
            return ErrorToHttp.Problem(error);
        var page = await users.ListAsync(http.GetActor(), search, ct);
        return page.ToHttp(p => Results.Json(ListWire.Of(p, u => u), ApiJson.Options));
    }

    /// <summary>Without Idempotency-Key: the address is unique, and the fingerprint of a body with a password is not for keeping.</summary>
    static async Task<IResult> CreateAsync(HttpContext http, EditUser body, UserService service, UserQueries users, CancellationToken ct)
    {
        var created = await service.CreateAsync(http.GetActor(), body, ct);
        if (created.Error is { } refused)
            return ErrorToHttp.Problem(refused);
        http.Response.Headers.Location = $"/api/users/{created.Value.Id}";
        var found = await users.FindAsync(http.GetActor(), created.Value.Id, ct);
        return found.ToHttp(user => Results.Json(new CreatedUserWire(user, created.Value.InitialPassword), ApiJson.Options, statusCode: StatusCodes.Status201Created));
    }

    static async Task<IResult> FindAsync(HttpContext http, Guid id, UserQueries users, CancellationToken ct) =>
        (await users.FindAsync(http.GetActor(), id, ct)).ToHttp(u => Results.Json(u, ApiJson.Options));

    static async Task<IResult> UpdateAsync(HttpContext http, Guid id, EditUser body, UserService service, UserQueries users)
    {
        var updated = await service.UpdateAsync(http.GetActor(), id, body, http.RequestAborted);
        return updated.Error is { } error ? ErrorToHttp.Problem(error) : await FindAsync(http, id, users, http.RequestAborted);
    }

    static async Task<IResult> DeleteAsync(HttpContext http, Guid id, UserService service, UserQueries users)
    {
        var deleted = await service.DeleteAsync(http.GetActor(), id, http.RequestAborted);
        if (deleted.Error is { } error)
            return ErrorToHttp.Problem(error);
        return deleted.Value ? Results.NoContent() : await FindAsync(http, id, users, http.RequestAborted);
    }
}

/// <param name="InitialPassword">The one that was made, shown this once; null when one was given.</param>
internal sealed record CreatedUserWire(UserView User, string? InitialPassword);
