using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Dunning;
using TwinMcp.Tests.Support;

namespace TwinMcp.Tests.Browser;

/// <summary>An invoice that a story can go to.</summary>
sealed record Bill(string Id, string? Number)
{
    public string Path => $"/dashboard/invoices/{Id}";

    public static Bill Of(ApiAnswer answer) => new(answer["id"]!, answer["number"]);
}

/// <summary>What is in the books before the first visitor comes: an invoice in every state, and enough of them to turn pages.</summary>
sealed class Ledger
{
    public const string Reader = "Atelier Beaumont";
    public const string Stranger = "Librairie Caron";
    public const string Busy = "Nombreuses Lignes SARL";
    public const int BusyDrafts = 53;

    /// <summary>What the busy customer's drafts come to, the largest first.</summary>
    public static string BusyTotal(int place) => $"{(BusyDrafts - place) * 12},00 €";

    /// <summary>So long ago that what was issued then is overdue now.</summary>
    public static readonly DateTimeOffset Before = new(2026, 9, 7, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A Monday, 10:00 in Paris.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    public required CustomerId ReaderId { get; init; }

    public required CustomerId StrangerId { get; init; }

    public required Bill Overdue { get; init; }

    public required Bill Paid { get; init; }

    /// <summary>1 234,50 € and VAT: 1 481,40 €.</summary>
    public required Bill Sent { get; init; }

    public required Bill Draft { get; init; }

    public required Bill OfStranger { get; init; }

    public static async Task<Ledger> WriteAsync(ProductHost host)
    {
        var reader = await CustomerAsync(host, Reader);
        var stranger = await CustomerAsync(host, Stranger);
        var overdue = await host.IssuedAsync(reader, 310m);
        host.Clock.JumpTo(Now);
        await host.Services.GetRequiredService<OverdueService>().MarkAsync(Actor.System("overdue"), CancellationToken.None);
        var paid = await host.IssuedAsync(reader, 75.25m);
        (await host.MoveAsync(paid["id"]!, "PAID")).Expect(200);
        var ledger = new Ledger
        {
            ReaderId = reader,
            StrangerId = stranger,
            Overdue = Bill.Of(overdue),
            Paid = Bill.Of(paid),
            Sent = Bill.Of(await host.IssuedAsync(reader, 1_234.50m)),
            Draft = Bill.Of(await host.DraftAsync(reader, 42m)),
            OfStranger = Bill.Of(await host.IssuedAsync(stranger, 500m)),
        };
        var busy = await CustomerAsync(host, Busy);
        for (var n = 1; n <= BusyDrafts; n++)
            await host.DraftAsync(busy, n * 10m);
        return ledger;
    }

    public static Task<CustomerId> CustomerAsync(ProductHost host, string name) => host.Data.CustomerAsync(change: c => c.Name = name);
}
