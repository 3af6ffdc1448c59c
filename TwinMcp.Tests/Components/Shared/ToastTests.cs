using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Web.Components.Shared;
using Xunit;

namespace TwinMcp.Tests.Components.Shared;

public sealed class ToastTests : ComponentTest
{
    [Fact]
    public void ToastRegion_Done_GoesAfterEightSeconds()
    {
        var region = Render<ToastRegion>();
        region.InvokeAsync(() => Services.GetRequiredService<Toasts>().Done("Facture émise"));
        region.WaitForAssertion(() => Assert.Equal("Facture émise", region.Find(".toast .b").TextContent));
        Clock.Advance(TimeSpan.FromSeconds(9));
        region.WaitForAssertion(() => Assert.Empty(region.FindAll(".toast")));
    }

    [Fact]
    public void ToastRegion_Failed_StaysUntilDismissed()
    {
        var region = Render<ToastRegion>();
        region.InvokeAsync(() => Services.GetRequiredService<Toasts>().Failed("Non émise", "Réessayez."));
        Clock.Advance(TimeSpan.FromMinutes(5));
        region.WaitForAssertion(() => Assert.Equal("Réessayez.", region.Find(".toast p").TextContent));
        region.Find(".toast button").Click();
        Assert.Empty(region.FindAll(".toast"));
    }

    [Fact]
    public void ToastRegion_Always_IsAPoliteLiveRegion() =>
        Assert.Equal("polite", Render<ToastRegion>().Find("[role=status]").GetAttribute("aria-live"));
}
