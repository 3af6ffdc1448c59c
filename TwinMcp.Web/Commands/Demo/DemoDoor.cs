using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.ApiKeys;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>The ways in: people with passwords, API keys, and the file that says so.</summary>
internal sealed class DemoDoor
{
    readonly IServiceProvider services;
    readonly DemoCalendar calendar;
    readonly DemoKeys keys;
    readonly DemoFile file;
    readonly string url;

    public DemoDoor(WebApplication app, DemoCalendar calendar)
    {
        (services, this.calendar) = (app.Services, calendar);
        keys = new DemoKeys(services.GetRequiredService<ApiKeyService>(), services.GetRequiredService<IDbContextFactory<BillingDbContext>>());
        file = new DemoFile(app.Configuration["TWIN_HOME"] is { Length: > 0 } home ? home : ".twin");
        url = app.Configuration["TWIN_URL"] is { Length: > 0 } given ? given.TrimEnd('/') : "http://localhost:5080";
    }

    public string Path => file.Path;

    /// <summary>Random passwords and keys; earlier ones end. Nothing is written yet: the file says that all is there.</summary>
    public async Task<DemoAccess> RenewAsync(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var people = new DemoPeople(scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>(), services.GetRequiredService<TimeProvider>());
        return new DemoAccess(url, await people.SetAsync(), await keys.RenewAsync(ct))
        {
            CustomerA = DemoCustomers.A.UserId.Value,
            CustomerB = DemoCustomers.B.UserId.Value,
            OpenPeriod = new DemoOpenPeriod(calendar.OpenPeriod.Start, calendar.OpenPeriod.LastDay),
        };
    }

    public void Write(DemoAccess access) => file.Write(access);

    /// <summary>False when the file was missing, or another database's, and had to be made anew.</summary>
    public async Task<bool> KeepAsync(CancellationToken ct)
    {
        if (file.Read() is not { } access || !await keys.AreKnownAsync(access.ApiKeys, ct))
        {
            file.Write(await RenewAsync(ct));
            return false;
        }
        if (access.Url != url)
            file.Write(access with { Url = url });
        return true;
    }
}
