using TwinMcp.Core.Common;

namespace TwinMcp.Core.Webhooks;

/// <summary>The body of <c>POST</c> and <c>PATCH</c>, where what is not given stays.</summary>
public sealed record EditWebhook
{
    internal const int LongestUrl = 500;
    internal const int LongestDescription = 200;

    public string? Url { get; init; }
    public string? Description { get; init; }

    /// <summary>Empty: every event.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>False: nothing is sent and nothing kept until it is switched on again.</summary>
    public bool? Enabled { get; init; }

    /// <param name="isNew">A new one needs a URL.</param>
    /// <param name="allowPrivate">For trying out: http, and addresses of the own network.</param>
    internal BillingError? Validate(bool isNew, bool allowPrivate)
    {
        var errors = new FieldErrors();
        errors.Require(!isNew || Url is not null, "url", "Required.");
        if (Url is not null)
            CheckUrl(errors, Url, allowPrivate);
        errors.Require(Description is null || (Description.Length <= LongestDescription && TextRules.IsOneLine(Description)), "description", $"At most {LongestDescription} characters, on one line.");
        foreach (var unknown in (Events ?? []).Except(WebhookEvents.All).Take(3))
            errors.Add("events", $"'{unknown}' is none of {string.Join(", ", WebhookEvents.All)}.");
        errors.Require(Events is null || Events.Distinct().Count() == Events.Count, "events", "Each once.");
        return errors.Any ? errors.ToError() : null;
    }

    static void CheckUrl(FieldErrors errors, string url, bool allowPrivate)
    {
        if (url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || !(uri.Scheme == Uri.UriSchemeHttps || (allowPrivate && uri.Scheme == Uri.UriSchemeHttp)))
        {
            errors.Add("url", $"An absolute https address of at most {LongestUrl} characters.");
            return;
        }
        errors.Require(uri.UserInfo.Length == 0, "url", "No user name or password in it: the signature says who sends.");
        errors.Require(uri.Fragment.Length == 0, "url", "No fragment: it is never sent.");
        // names are looked up when something is sent, each time; an address that stands here is known now
        errors.Require(allowPrivate || !System.Net.IPAddress.TryParse(uri.DnsSafeHost, out var address) || PublicAddress.Is(address), "url", "Not an address of a private network or of this machine.");
    }
}
