using TwinMcp.Core.Catalog;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class LibraryEndpoints
{
    static readonly WireParameter[] List = QueryReading.SearchParameters("Part of a name, id or description; with one or two characters its beginning.");

    public static void MapLibraries(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/libraries").WithTags("Libraries");
        group.MapGet("", SearchAsync).WithSummary("A page of libraries, in order of name").WithMetadata([.. List]).Produces<ListWire<LibraryView>>().ProducesProblem(400).ProducesProblem(403);
        group.MapGet("/{**id}", FindAsync).WithSummary("One library; its id goes into the path as it is: /api/libraries/vercel/next.js").Produces<LibraryView>().ProducesProblem(403).ProducesProblem(404);
        group.MapPut("/{**id}", PutAsync).WithSummary("Make or replace a library").Produces<LibraryView>().Produces<LibraryView>(201).ProducesProblem(400).ProducesProblem(403);
        group.MapDelete("/{**id}", DeleteAsync).WithSummary("Remove a library; usage that names it stays").Produces(204).ProducesProblem(403).ProducesProblem(404);
    }

    static async Task<IResult> SearchAsync(HttpContext http, LibraryQueries libraries, CancellationToken ct)
    {
        var query = new QueryReading(http.Request, List);
        var search = query.Search();
        if (query.Error is { } error)
            return ErrorToHttp.Problem(error);
        var page = await libraries.SearchAsync(http.GetActor(), search, ct);
        return page.ToHttp(p => Results.Json(ListWire.Of(p, l => l), ApiJson.Options));
    }

    static async Task<IResult> FindAsync(HttpContext http, string id, LibraryQueries libraries, CancellationToken ct) =>
        (await libraries.FindAsync(http.GetActor(), Plain(id), ct)).ToHttp(l => Results.Json(l, ApiJson.Options));

    static async Task<IResult> PutAsync(HttpContext http, string id, PutLibrary body, LibraryService service, LibraryQueries libraries)
    {
        var put = await service.PutAsync(http.GetActor(), Plain(id), body, http.RequestAborted);
        if (put.Error is { } error)
            return ErrorToHttp.Problem(error);
        var found = await libraries.FindAsync(http.GetActor(), Plain(id), http.RequestAborted);
        return found.ToHttp(l => Results.Json(l, ApiJson.Options, statusCode: put.Value ? StatusCodes.Status201Created : StatusCodes.Status200OK));
    }

    static async Task<IResult> DeleteAsync(HttpContext http, string id, LibraryService service, CancellationToken ct) =>
        (await service.DeleteAsync(http.GetActor(), Plain(id), ct)).ToHttp(_ => Results.NoContent());

    /// <summary>The server leaves an escaped slash as it is; no id has a percent sign of its own.</summary>
    static string Plain(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
