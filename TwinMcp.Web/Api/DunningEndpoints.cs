using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Dunning;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class DunningEndpoints
{
    public static void MapDunning(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/billing/invoices/{id:guid}").WithTags("Dunning");
        group.MapGet("/penalty", PenaltyAsync).WithSummary("What an invoice's lateness costs by law, until a day").WithMetadata(WireParameter.On).Produces<PenaltyWire>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("/dunning", FindAsync).WithSummary("An invoice's reminders, and whether they are paused").Produces<DunningWire>().ProducesProblem(403).ProducesProblem(404);
        group.MapPatch("/dunning", PauseAsync).WithSummary("Stop an invoice's reminders, or let them go on").Produces<DunningWire>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
    }

    static async Task<IResult> PenaltyAsync(HttpContext http, InvoiceId id, PenaltyQueries penalties, CancellationToken ct)
    {
        var query = new QueryReading(http.Request, WireParameter.On);
        var on = query.Date("on");
        if (query.Error is { } error)
            return ErrorToHttp.Problem(error);
        var penalty = await penalties.FindAsync(http.GetActor(), id, on, ct);
        return penalty.ToHttp(p => Results.Json(PenaltyWire.Of(id, p), ApiJson.Options));
    }

    static async Task<IResult> FindAsync(HttpContext http, InvoiceId id, DunningQueries dunning, CancellationToken ct)
    {
        var found = await dunning.FindAsync(http.GetActor(), id, ct);
        return found.ToHttp(d => Results.Json(DunningWire.Of(d), ApiJson.Options));
    }

    static async Task<IResult> PauseAsync(HttpContext http, InvoiceId id, PauseDunning body, DunningService service, DunningQueries dunning)
    {
        var paused = await service.PauseAsync(http.GetActor(), id, body, http.RequestAborted);
        return paused.Error is { } refused ? ErrorToHttp.Problem(refused) : await FindAsync(http, id, dunning, http.RequestAborted);
    }
}

internal sealed record PenaltyWire(InvoiceId InvoiceId, DateOnly On, int DaysLate, Currency Currency, decimal Interest)
{
    public required IReadOnlyList<PenaltyPeriodWire> Periods { get; init; }

    /// <summary>In euros, whatever the invoice's currency.</summary>
    public required decimal Indemnity { get; init; }

    /// <summary>Interest and indemnity; null when the invoice is not in euros.</summary>
    public required decimal? Total { get; init; }

    public static PenaltyWire Of(InvoiceId id, Penalty p) => new(id, p.On, p.DaysLate, p.Currency, p.Currency.Wire(p.Interest))
    {
        Periods = [.. p.Periods.Select(x => new PenaltyPeriodWire(x.From, x.To, x.Days, x.Percent.Plain(), p.Currency.Wire(x.Outstanding)) { Interest = p.Currency.Wire(x.Interest) })],
        Indemnity = Currency.Eur.Wire(p.Indemnity),
        Total = p.Total is { } total ? p.Currency.Wire(total) : null,
    };
}

/// <param name="To">Inclusive.</param>
internal sealed record PenaltyPeriodWire(DateOnly From, DateOnly To, int Days, decimal Percent, decimal Outstanding)
{
    public required decimal Interest { get; init; }
}

internal sealed record DunningWire(InvoiceId InvoiceId, bool Paused, string? Reason, IReadOnlyList<DunningStepWire> Steps)
{
    public static DunningWire Of(DunningView d) =>
        new(d.InvoiceId, d.Paused, d.Reason, [.. d.Steps.Select(s => new DunningStepWire(s.Step, s.At.ToUniversalTime(), d.Currency.Wire(s.AmountDue)))]);
}

/// <param name="Days">From the due date; negative is before it.</param>
internal sealed record DunningStepWire(int Days, DateTimeOffset At, decimal AmountDue);
