using System.Globalization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Runs;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/billing/runs").WithTags("Billing runs");
        group.MapGet("", ListAsync).WithSummary("The newest runs").Produces<ListWire<RunWire>>().ProducesProblem(401).ProducesProblem(403);
        group.MapPost("", StartAsync).WithSummary("Start the billing of a month, or join the run that is under way").Produces<RunWire>(201).Produces<RunWire>(200).ProducesProblem(400).ProducesProblem(403);
        group.MapPost("/preview", PreviewAsync).WithSummary("What a run would do now; stores nothing").Produces<RunPreviewWire>().ProducesProblem(400).ProducesProblem(403);
        group.MapGet("/parked", ParkedAsync).WithSummary("Accounts that wait for a person").Produces<ListWire<ParkedWire>>().ProducesProblem(403);
        group.MapGet("/{id:guid}", FindAsync).WithSummary("A run's progress").Produces<RunWire>().ProducesProblem(403).ProducesProblem(404);
        group.MapPost("/{id:guid}/pause", PauseAsync).WithSummary("Begin no new chunk").Produces<RunWire>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapPost("/{id:guid}/resume", ResumeAsync).WithSummary("Go on with a paused run").Produces<RunWire>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    static async Task<IResult> ListAsync(HttpContext http, BillingRunQueries runs, CancellationToken ct) =>
        (await runs.ListAsync(http.GetActor(), ct)).ToHttp(list => Results.Json(ListWire.All(list, RunWire.Of), ApiJson.Options));

    static async Task<IResult> StartAsync(HttpContext http, StartBillingRun body, BillingRunService service, BillingRunQueries runs, CancellationToken ct)
    {
        var started = await service.StartAsync(http.GetActor(), body, ct);
        if (started.Error is { } refused)
            return ErrorToHttp.Problem(refused);
        http.Response.Headers.Location = $"/api/billing/runs/{started.Value.Id}";
        return await AnswerAsync(http, runs, started.Value.Id, started.Value.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, ct);
    }

    static async Task<IResult> PreviewAsync(HttpContext http, StartBillingRun body, BillingRunQueries runs, CancellationToken ct) =>
        (await runs.PreviewAsync(http.GetActor(), body, ct)).ToHttp(preview => Results.Json(RunPreviewWire.Of(preview), ApiJson.Options));

    static async Task<IResult> ParkedAsync(HttpContext http, BillingRunQueries runs, CancellationToken ct) =>
        (await runs.ParkedAsync(http.GetActor(), null, ct)).ToHttp(list => Results.Json(ListWire.All(list, ParkedWire.Of), ApiJson.Options));

    static Task<IResult> FindAsync(HttpContext http, Guid id, BillingRunQueries runs, CancellationToken ct) =>
        AnswerAsync(http, runs, id, StatusCodes.Status200OK, ct);

    static async Task<IResult> PauseAsync(HttpContext http, Guid id, BillingRunService service, BillingRunQueries runs, CancellationToken ct)
    {
        var paused = await service.PauseAsync(http.GetActor(), id, ct);
        return paused.Error is { } refused ? ErrorToHttp.Problem(refused) : await AnswerAsync(http, runs, id, StatusCodes.Status200OK, ct);
    }

    static async Task<IResult> ResumeAsync(HttpContext http, Guid id, BillingRunService service, BillingRunQueries runs, CancellationToken ct)
    {
        var resumed = await service.ResumeAsync(http.GetActor(), id, ct);
        return resumed.Error is { } refused ? ErrorToHttp.Problem(refused) : await AnswerAsync(http, runs, id, StatusCodes.Status200OK, ct);
    }

    static async Task<IResult> AnswerAsync(HttpContext http, BillingRunQueries runs, Guid id, int status, CancellationToken ct) =>
        (await runs.FindAsync(http.GetActor(), id, ct)).ToHttp(run => Results.Json(RunWire.Of(run), ApiJson.Options, statusCode: status));
}

/// <summary>A run as it stands; counts are customers.</summary>
internal sealed record RunWire(Guid Id, string Month, BillingRunStatus Status, bool Issue, string StartedBy)
{
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset? FinishedAt { get; init; }
    public required int Total { get; init; }
    public required int Done { get; init; }
    public required int Drafted { get; init; }
    public required int Issued { get; init; }
    public required int Parked { get; init; }
    public required int Skipped { get; init; }

    /// <summary>Customers a second.</summary>
    public required decimal Rate { get; init; }

    public required int? SecondsLeft { get; init; }

    public static RunWire Of(BillingRunView run) => new(run.Id, MonthText(run.Month), run.Status, run.Issues, run.StartedBy)
    {
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        Total = run.Total,
        Done = run.Done,
        Drafted = run.Drafted,
        Issued = run.Issued,
        Parked = run.Parked,
        Skipped = run.Skipped,
        Rate = run.Rate,
        SecondsLeft = run.SecondsLeft,
    };

    public static string MonthText(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

internal sealed record ParkedWire(CustomerId UserId, string CustomerName, DateOnly PeriodStart, string Code, string Detail, DateTimeOffset ParkedAt)
{
    public static ParkedWire Of(ParkedView parked) => new(parked.UserId, parked.CustomerName, parked.PeriodStart, parked.Code, parked.Detail, parked.ParkedAt);
}

/// <param name="Totals">Currency -> total with VAT.</param>
internal sealed record RunPreviewWire(string Month, int Accounts, int Bills, int Skipped, IReadOnlyDictionary<string, decimal> Totals, int ParkedCount, IReadOnlyList<ParkedWire> Parked)
{
    public static RunPreviewWire Of(RunPreview preview) => new(
        RunWire.MonthText(preview.Month), preview.Accounts, preview.Bills, preview.Skipped,
        preview.Totals.ToDictionary(t => t.Key, t => Currency.Of(t.Key).Wire(t.Value)), preview.ParkedCount, [.. preview.Parked.Select(ParkedWire.Of)]);
}
