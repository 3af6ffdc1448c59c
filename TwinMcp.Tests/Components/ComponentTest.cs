using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using TwinMcp.Web.Components.Shared;
using TwinMcp.Web.Resources;

namespace TwinMcp.Tests.Components;

/// <summary>What every component needs: texts, a clock that stands still, a browser that agrees to everything.</summary>
public abstract class ComponentTest : BunitContext
{
    readonly CultureInfo cultureBefore = CultureInfo.CurrentUICulture;

    protected ComponentTest()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton(new LocalDates(Clock, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")));
        Services.AddScoped<PageScript>();
        Services.AddScoped<Toasts>();
    }

    protected TestClock Clock { get; } = new(new DateTimeOffset(2026, 10, 1, 7, 0, 0, TimeSpan.Zero));

    protected IStringLocalizer<UiText> Texts => Services.GetRequiredService<IStringLocalizer<UiText>>();

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    protected override void Dispose(bool disposing)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = cultureBefore;
        base.Dispose(disposing);
    }
}
