using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Email;
using TwinMcp.Web.Components.Pages.Mail;

namespace TwinMcp.Web.Api;

/// <summary>
/// Stops courtesy mails by the link in them, without signing in: the link is signed. Looking at it changes nothing, because mail scanners
/// look at every link; a POST does, from the page's button or in one click from the mail program (RFC 8058).
/// </summary>
internal static class UnsubscribeEndpoints
{
    public static void MapUnsubscribe(this IEndpointRouteBuilder app)
    {
        app.MapGet("/mail/unsubscribe/{token}", Ask).AllowAnonymous().ExcludeFromDescription();
        // no antiforgery: the mail program has no token of ours, and the signed link is what no other site has
        app.MapPost("/mail/unsubscribe/{token}", StopAsync).AllowAnonymous().ExcludeFromDescription().WithMetadata(new NoAntiforgery());
    }

    static RazorComponentResult Ask(string token, MailLinks links) =>
        links.ReadUnsubscribe(token) is { } link ? Page(UnsubscribeStep.Ask, link.Recipient) : Page(UnsubscribeStep.Unknown);

    static async Task<IResult> StopAsync(string token, MailLinks links, BillingContactService contacts, CancellationToken ct)
    {
        if (links.ReadUnsubscribe(token) is not { } link)
            return Page(UnsubscribeStep.Unknown);
        var stopped = await contacts.OptOutAsync(link.UserId, link.Recipient, ct);
        return stopped.Error is { } error ? ErrorToHttp.Problem(error) : Page(UnsubscribeStep.Done, link.Recipient);
    }

    static RazorComponentResult Page(UnsubscribeStep step, string recipient = "") =>
        new RazorComponentResult<UnsubscribeSheet>(new Dictionary<string, object?> { [nameof(UnsubscribeSheet.Step)] = step, [nameof(UnsubscribeSheet.Recipient)] = recipient })
        { StatusCode = step == UnsubscribeStep.Unknown ? StatusCodes.Status404NotFound : StatusCodes.Status200OK };

    sealed class NoAntiforgery : IAntiforgeryMetadata
    {
        public bool RequiresValidation => false;
    }
}
