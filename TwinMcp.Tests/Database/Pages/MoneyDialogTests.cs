using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Tests.Components;
using TwinMcp.Tests.Support;
using TwinMcp.Web.Auth;
using TwinMcp.Web.Components.Pages.Invoices;
using TwinMcp.Web.Components.Shared;
using Xunit;

namespace TwinMcp.Tests.Database.Pages;

/// <summary>The dialogs for money against the real services.</summary>
public sealed class MoneyDialogTests : ComponentTest, IClassFixture<ProductFixture>
{
    static readonly Actor Admin = new(Role.Admin, Guid.CreateVersion7(), "Sofia Marchetti");

    readonly ProductHost host;
    int done;

    public MoneyDialogTests(ProductFixture product)
    {
        host = product.Host;
        Services.AddSingleton(Service<PaymentService>());
        Services.AddSingleton(Service<CreditNoteService>());
        Services.AddSingleton(Service<InvoiceQueries>());
        Services.AddSingleton<IHttpContextAccessor, HttpContextAccessor>();
        Services.AddScoped<CurrentActor>();
        var authorization = this.AddAuthorization();
        authorization.SetAuthorized(Admin.Name);
        authorization.SetClaims([.. ActorClaims.Identity(Admin, "test").Claims]);
    }

    [Theory]
    [InlineData("50", "70,00\u00A0€ restera à payer.", "SENT")]
    [InlineData("120,00", "FA-", "PAID")]
    [InlineData("150", "La facture sera payée\u00A0; 30,00\u00A0€ de trop deviennent un crédit du client.", "PAID")]
    public async Task Payment_Typed_SaysWhatWillComeOfItAndDoesIt(string typed, string sentence, string status)
    {
        var head = await IssuedAsync();
        var dialog = Render<RecordPaymentDialog>(p => p.Add(c => c.OnDone, () => done++));
        await dialog.InvokeAsync(() => dialog.Instance.Open(head));
        Assert.Equal("120,00", dialog.Find("#pay-amount").GetAttribute("value"));
        dialog.Find("#pay-amount").Input(typed);
        Assert.Contains(sentence, dialog.Find(".hint").TextContent, StringComparison.Ordinal);
        await dialog.Find("form").SubmitAsync();
        Assert.Equal((1, status), (done, (await host.Admin.GetAsync(BillingCalls.Invoice(head.Id.ToString())))["status"]));
        Assert.Equal(ToastKind.Done, Assert.Single(Services.GetRequiredService<Toasts>().Shown).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("1.234,50")]
    [InlineData("1,001")]
    public async Task Payment_NotAnAmount_CannotBeRecorded(string typed)
    {
        var dialog = Render<RecordPaymentDialog>();
        var head = await IssuedAsync();
        await dialog.InvokeAsync(() => dialog.Instance.Open(head));
        dialog.Find("#pay-amount").Input(typed);
        Assert.True(dialog.Find("button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task CreditNote_Whole_NeedsAReasonAndCancels()
    {
        var (dialog, head) = await CreditDialogAsync();
        Assert.True(dialog.Find("button[type=submit]").HasAttribute("disabled"));
        dialog.Find("#credit-reason").Input("Doublon");
        Assert.Contains("120,00\u00A0€", dialog.Find(".hint").TextContent, StringComparison.Ordinal);
        await dialog.Find("form").SubmitAsync();
        Assert.Equal((1, "CANCELLED"), (done, (await host.Admin.GetAsync(BillingCalls.Invoice(head.Id.ToString())))["status"]));
    }

    [Fact]
    public async Task CreditNote_PartOfALine_CreditsThatAndRefusesMore()
    {
        var (dialog, head) = await CreditDialogAsync();
        dialog.Find("#credit-reason").Input("Geste");
        dialog.Find("input[type=checkbox]").Change(false);
        Assert.True(dialog.Find("button[type=submit]").HasAttribute("disabled"));
        dialog.Find("#credit-1").Input("100,01");
        await dialog.Find("form").SubmitAsync();
        Assert.Equal("Plus que ce qui reste d’une ligne, ou pas un montant.", dialog.Find(".ban").TextContent);
        dialog.Find("#credit-1").Input("25");
        await dialog.Find("form").SubmitAsync();
        Assert.Equal((1, 90.00m), (done, (await host.Admin.GetAsync(BillingCalls.Invoice(head.Id.ToString()))).Number("due")));
    }

    async Task<(IRenderedComponent<CreditNoteDialog> Dialog, InvoiceHead Head)> CreditDialogAsync()
    {
        var head = await IssuedAsync();
        var dialog = Render<CreditNoteDialog>(p => p.Add(c => c.OnDone, () => done++));
        await dialog.InvokeAsync(() => dialog.Instance.OpenAsync(head));
        return (dialog, head);
    }

    async Task<InvoiceHead> IssuedAsync()
    {
        var issued = await host.IssuedAsync(await host.Data.CustomerAsync(null));
        return (await Service<InvoiceQueries>().FindAsync(Admin, InvoiceId.Parse(issued["id"]!, null), CancellationToken.None)).Value.Head;
    }

    T Service<T>()
        where T : notnull => host.Services.GetRequiredService<T>();
}
