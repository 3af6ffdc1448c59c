using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class ContactEndpoints
{
    public static void MapContacts(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/customers/{userId:guid}/contacts").WithTags("Customers");
        group.MapGet("", ListAsync).WithSummary("Who gets a customer's mails in place of the billing address").Produces<ContactsWire>().ProducesProblem(403).ProducesProblem(404);
        group.MapPut("", SetAsync).WithSummary("Replace all billing contacts of a customer").Produces<ContactsWire>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
    }

    static async Task<IResult> ListAsync(HttpContext http, CustomerId userId, BillingContactQueries contacts, CancellationToken ct)
    {
        var list = await contacts.ListAsync(http.GetActor(), userId, ct);
        return list.ToHttp(l => Results.Json(ContactsWire.Of(userId, l), ApiJson.Options));
    }

    static async Task<IResult> SetAsync(HttpContext http, CustomerId userId, SetContacts body, BillingContactService service, BillingContactQueries contacts)
    {
        var set = await service.SetAsync(http.GetActor(), userId, body, http.RequestAborted);
        return set.Error is { } refused ? ErrorToHttp.Problem(refused) : await ListAsync(http, userId, contacts, http.RequestAborted);
    }
}

/// <param name="Unsubscribed">Addresses that get no courtesy mails; only who reads them can say so.</param>
internal sealed record ContactsWire(CustomerId UserId, IReadOnlyList<ContactWire> Contacts, IReadOnlyList<string> Unsubscribed)
{
    public static ContactsWire Of(CustomerId userId, ContactList list) =>
        new(userId, [.. list.Contacts.Select(c => new ContactWire(c.Email, c.Language, c.Invoices, c.Reminders, c.Payments))], [.. list.OptOuts.Select(o => o.Recipient)]);
}

internal sealed record ContactWire(string Email, string Language, bool Invoices, bool Reminders, bool Payments);
