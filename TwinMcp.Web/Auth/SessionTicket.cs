using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace TwinMcp.Web.Auth;

/// <summary>What a ticket remembers of its session, beside who it is.</summary>
internal static class SessionTicket
{
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    const string Browser = ".browser";
    const string System = ".system";
    const string Address = ".address";
    const string Created = ".created";
    const string Last = ".seen";
    static readonly string[] All = [Browser, System, Address, Created, Last];

    public static void Describe(AuthenticationTicket ticket, HttpContext? http, DateTimeOffset now)
    {
        var agent = http?.Request.Headers.UserAgent.ToString() ?? "";
        var items = ticket.Properties.Items;
        (items[Browser], items[System], items[Address]) = (Device.Browser(agent), Device.System(agent), Device.Address(http?.Connection.RemoteIpAddress));
        items[Created] = items[Last] = Text(now);
    }

    public static bool IsDescribed(AuthenticationTicket ticket) => ticket.Properties.Items.ContainsKey(Created);

    public static void Copy(AuthenticationTicket from, AuthenticationTicket to)
    {
        foreach (var name in All)
            to.Properties.Items[name] = from.Properties.Items.TryGetValue(name, out var value) ? value : null;
    }

    public static void Seen(AuthenticationTicket ticket, DateTimeOffset now) => ticket.Properties.Items[Last] = Text(now);

    public static DateTimeOffset SeenAt(AuthenticationTicket ticket) => Time(ticket, Last);

    public static Guid? UserId(AuthenticationTicket ticket) =>
        Guid.TryParse(ticket.Principal.FindFirstValue(ActorClaims.Id), out var id) ? id : null;

    /// <param name="key">The session's own id.</param>
    public static SessionView View(string key, AuthenticationTicket ticket) =>
        new(Device.PublicId(key), Text(ticket, Browser), Text(ticket, System), Text(ticket, Address), Time(ticket, Created), Time(ticket, Last));

    static string Text(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    static string Text(AuthenticationTicket ticket, string name) => ticket.Properties.Items.TryGetValue(name, out var value) ? value ?? "" : "";

    static DateTimeOffset Time(AuthenticationTicket ticket, string name) =>
        long.TryParse(Text(ticket, name), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : ticket.Properties.IssuedUtc ?? default;
}
