using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Hosted;
using TwinMcp.Tests.Components;
using TwinMcp.Tests.Support;
using TwinMcp.Web.Auth;
using TwinMcp.Web.Components.Pages.Invoices;
using TwinMcp.Web.Components.Shared;
using Xunit;

namespace TwinMcp.Tests.Database.Pages;

/// <summary>The pages' commands against the real services. It is 23 November 2026.</summary>
public sealed class InvoiceActionsTests : ComponentTest, IClassFixture<ProductFixture>
{
    static readonly Actor Admin = new(Role.Admin, Guid.CreateVersion7(), "Sofia Marchetti");

    readonly ProductHost host;
    int changed;
    int conflicts;

    public InvoiceActionsTests(ProductFixture product)
    {
        host = product.Host;
        Services.AddSingleton(Service<InvoiceService>());
        Services.AddSingleton(Service<InvoiceDrafting>());
        Services.AddSingleton(Service<HostedLinkService>());
        Services.AddSingleton(Service<InvoiceQueries>());
        Services.AddSingleton<IHttpContextAccessor, HttpContextAccessor>();
        Services.AddScoped<CurrentActor>();
        var authorization = this.AddAuthorization();
        authorization.SetAuthorized(Admin.Name);
        authorization.SetClaims([.. ActorClaims.Identity(Admin, "test").Claims]);
    }

    [Fact]
    public async Task Recompute_UsageCameIn_TakesItInAndTellsTheNewTotal()
    {
        var customer = await host.Data.CustomerAsync();
        var draft = await DraftAsync(customer, "2026-10");
        await host.UseAsync(customer, (32_750_000, "2026-10-05T10:00:00Z"));
        await RunAsync(InvoiceCommand.Recompute, draft);
        Assert.Equal(("Recalculé\u00A0: 142,38\u00A0€", 1, 0), (Said(ToastKind.Done).Title, changed, conflicts));
        Assert.Equal(142.38m, (await NowAsync(draft.Id)).Total);
    }

    [Fact]
    public async Task Recompute_CancelledMeanwhile_SaysSoAndMakesNoNewDraft()
    {
        var customer = await host.Data.CustomerAsync();
        var draft = await DraftAsync(customer, "2026-10");
        (await host.MoveAsync(draft.Id.ToString(), "cancelled")).Expect(200);
        await RunAsync(InvoiceCommand.Recompute, draft);
        Assert.Equal((0, 1), (changed, conflicts));
        var all = await Service<InvoiceQueries>().ListAsync(Admin, new InvoiceFilter { UserId = customer }, CancellationToken.None);
        Assert.Equal([InvoiceStatus.Cancelled], all.Value.Items.Select(i => i.Status));
    }

    [Fact]
    public async Task Issue_PeriodStillOpen_IsRefusedInWordsAndBlamesNobody()
    {
        var draft = await DraftAsync(await host.Data.CustomerAsync(), "2026-11");
        await RunAsync(InvoiceCommand.Issue, draft);
        Assert.Equal("La période n’est pas terminée\u00A0: émettez-la alors, avec tout son usage.", Said(ToastKind.Failed).Text);
        Assert.Equal((0, 0), (changed, conflicts));
    }

    [Fact]
    public async Task Issue_UsageCameIn_AsksForARecomputeAndBlamesNobody()
    {
        var customer = await host.Data.CustomerAsync();
        var draft = await DraftAsync(customer, "2026-10");
        await host.UseAsync(customer, (1_000_000, "2026-10-05T10:00:00Z"));
        await RunAsync(InvoiceCommand.Issue, draft);
        Assert.Equal(Texts["refusal.usage_changed"].Value, Said(ToastKind.Failed).Text);
        Assert.Equal((0, 0), (changed, conflicts));
    }

    [Fact]
    public async Task Send_Draft_IsRefusedInWordsAndBlamesNobody()
    {
        await RunAsync(InvoiceCommand.Send, await DraftAsync(await host.Data.CustomerAsync(), "2026-10"));
        Assert.Equal(Texts["refusal.not_issued"].Value, Said(ToastKind.Failed).Text);
        Assert.Equal((0, 0), (changed, conflicts));
    }

    [Fact]
    public async Task Cancel_IssuedMeanwhile_SaysThatSomebodyWasFaster()
    {
        var draft = await DraftAsync(await host.Data.CustomerAsync(), "2026-10");
        (await host.MoveAsync(draft.Id.ToString(), "sent")).Expect(200);
        await RunAsync(InvoiceCommand.Cancel, draft);
        Assert.Equal(Texts["refusal.stale"].Value, Said(ToastKind.Failed).Text);
        Assert.Equal((0, 1), (changed, conflicts));
    }

    [Fact]
    public async Task Cancel_CancelledAlready_SaysThatSomebodyWasFaster()
    {
        var draft = await DraftAsync(await host.Data.CustomerAsync(), "2026-10");
        (await host.MoveAsync(draft.Id.ToString(), "cancelled")).Expect(200);
        await RunAsync(InvoiceCommand.Cancel, await NowAsync(draft.Id));
        Assert.Equal(Texts["refusal.forbidden_transition"].Value, Said(ToastKind.Failed).Text);
        Assert.Equal((0, 1), (changed, conflicts));
    }

    async Task RunAsync(InvoiceCommand command, InvoiceHead invoice)
    {
        var actions = Render<InvoiceActions>(p => p.Add(c => c.OnChanged, () => changed++).Add(c => c.OnConflict, () => conflicts++));
        var running = actions.InvokeAsync(() => actions.Instance.RunAsync(command, invoice));
        if (!running.IsCompleted && actions.FindAll("footer .btn.pri, footer .btn.danger") is [var agree])
            await agree.ClickAsync(new());
        await running;
    }

    async Task<InvoiceHead> DraftAsync(CustomerId customer, string month) =>
        await NowAsync(InvoiceId.Parse((await host.Admin.PostAsync(BillingCalls.Invoices, BillingCalls.Month(customer, month))).Expect(201)["id"]!, null));

    async Task<InvoiceHead> NowAsync(InvoiceId id) => (await Service<InvoiceQueries>().FindAsync(Admin, id, CancellationToken.None)).Value.Head;

    Toast Said(ToastKind kind)
    {
        var toast = Assert.Single(Services.GetRequiredService<Toasts>().Shown);
        Assert.Equal(kind, toast.Kind);
        return toast;
    }

    T Service<T>()
        where T : notnull => host.Services.GetRequiredService<T>();
}
