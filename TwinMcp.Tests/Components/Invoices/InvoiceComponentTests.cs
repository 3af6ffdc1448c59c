using Bunit;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Web.Components.Pages.Invoices;
using Xunit;
using static TwinMcp.Tests.Components.Invoices.InvoiceSamples;

namespace TwinMcp.Tests.Components.Invoices;

public sealed class InvoiceComponentTests : ComponentTest
{
    static readonly Dictionary<Role, Actor> Roles = new() { [Role.Admin] = Admin, [Role.Staff] = Staff, [Role.Customer] = Customer };

    public static TheoryData<Role, InvoiceStatus, InvoiceCommand[]> Commands => new()
    {
        { Role.Admin, InvoiceStatus.Draft, [InvoiceCommand.Issue, InvoiceCommand.Recompute, InvoiceCommand.Cancel] },
        { Role.Admin, InvoiceStatus.Sent, [InvoiceCommand.Send, InvoiceCommand.MarkPaid] },
        { Role.Admin, InvoiceStatus.Overdue, [InvoiceCommand.Send, InvoiceCommand.MarkPaid] },
        { Role.Admin, InvoiceStatus.Paid, [InvoiceCommand.Send] },
        { Role.Admin, InvoiceStatus.Cancelled, [] },
        { Role.Staff, InvoiceStatus.Draft, [] },
        { Role.Staff, InvoiceStatus.Sent, [InvoiceCommand.Send] },
        { Role.Customer, InvoiceStatus.Sent, [] },
        { Role.Customer, InvoiceStatus.Overdue, [] },
        { Role.Customer, InvoiceStatus.Paid, [] },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Commands_ByRoleAndStatus_AreExactlyThese(Role role, InvoiceStatus status, InvoiceCommand[] expected) =>
        Assert.Equal(expected, InvoiceCommands.For(Roles[role], Head(status)));

    [Theory]
    [InlineData(Role.Admin, InvoiceStatus.Draft, "")]
    [InlineData(Role.Admin, InvoiceStatus.Sent, "RecordPayment CreditNote CopyLink RevokeLink")]
    [InlineData(Role.Admin, InvoiceStatus.Overdue, "RecordPayment CreditNote CopyLink RevokeLink")]
    [InlineData(Role.Admin, InvoiceStatus.Paid, "CreditNote CopyLink RevokeLink")]
    [InlineData(Role.Admin, InvoiceStatus.Cancelled, "")]
    [InlineData(Role.Staff, InvoiceStatus.Sent, "CopyLink RevokeLink")]
    [InlineData(Role.Customer, InvoiceStatus.Sent, "")]
    public void Commands_OnThePage_AddLinksForStaffAndPaymentAndCreditNoteForAdmins(Role role, InvoiceStatus status, string expected) =>
        Assert.Equal(expected, string.Join(' ', InvoiceCommands.OnPage(Roles[role], Head(status)).Except(InvoiceCommands.For(Roles[role], Head(status)))));

    [Fact]
    public void Commands_OfACreditNote_AreOnlyToSendItAndItsLink() =>
        Assert.Equal([InvoiceCommand.Send, InvoiceCommand.CopyLink, InvoiceCommand.RevokeLink], InvoiceCommands.OnPage(Admin, CreditNote()));

    [Fact]
    public void Table_CreditNote_SaysSoAndCountsTheOtherWay()
    {
        var row = Table(Admin, CreditNote()).Find("tbody tr");
        Assert.Equal("Avoir", row.QuerySelector(".st")!.TextContent);
        Assert.Equal("\u22121\u202F643,50\u00A0€", row.QuerySelector(".amt")!.TextContent);
    }

    [Fact]
    public void Sheet_CreditNote_NamesItsInvoiceAndAsksForNothing()
    {
        var head = CreditNote();
        var sheet = Render<InvoiceSheet>(p => p.Add(c => c.Invoice, Detail(head, "fr") with { CreditedInvoice = new RelatedInvoice(InvoiceId.New(), "FA-2026-000001", new DateOnly(2026, 9, 1)) }));
        Assert.Equal("Avoir", sheet.Find(".ttl b").TextContent);
        Assert.Contains("FA-2026-000001", sheet.Find(".meta").TextContent, StringComparison.Ordinal);
        Assert.Equal("Montant de l’avoir", sheet.Find(".net span").TextContent);
        Assert.Empty(sheet.FindAll(".pay"));
    }

    [Fact]
    public void Relations_OfAnInvoice_LinkItsCreditNotes()
    {
        var note = new RelatedInvoice(InvoiceId.New(), "AV-2026-000001", new DateOnly(2026, 9, 2)) { Total = 12m };
        var relations = Render<InvoiceRelations>(p => p.Add(c => c.Invoice, Detail(Head(InvoiceStatus.Paid), "fr") with { CreditNotes = [note] }));
        Assert.Equal($"/dashboard/invoices/{note.Id}", relations.Find("a").GetAttribute("href"));
        Assert.Contains("\u221212,00", relations.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("120,5", "120.5")]
    [InlineData("1 643.50", "1643.50")]
    [InlineData("1,643.50", null)]
    [InlineData("-5", null)]
    [InlineData("abc", null)]
    public void TypedAmount_AsPeopleType_IsReadOrRefused(string text, string? expected) =>
        Assert.Equal(expected is null ? null : decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), TypedAmount.Parse(text));

    [Fact]
    public void Commands_DraftOfFreeLines_HasNothingToRecompute() =>
        Assert.Equal([InvoiceCommand.Issue, InvoiceCommand.Cancel], InvoiceCommands.For(Admin, Head(InvoiceStatus.Draft) with { Kind = InvoiceKind.OneOff }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Buttons_OfADraft_HaveRecomputeInTheMenu(bool isPhone)
    {
        InvoiceCommand? told = null;
        var buttons = Render<InvoiceButtons>(p => p.Add(c => c.Invoice, Head(InvoiceStatus.Draft)).Add(c => c.Actor, Admin).Add(c => c.IsPhone, isPhone).Add(c => c.OnCommand, c => told = c));
        buttons.Find("[aria-haspopup=menu]").Click();
        buttons.FindAll("[role=menuitem]").Single(i => i.TextContent.Trim() == "Recalculer").Click();
        Assert.Equal(InvoiceCommand.Recompute, told);
    }

    [Fact]
    public void Table_ForStaff_ShowsNumberCustomerAmountsAndAddress()
    {
        var head = Head(InvoiceStatus.Sent);
        var row = Table(Admin, head).Find("tbody tr");
        Assert.Equal($"/dashboard/invoices/{head.Id}?status=sent", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("Ateliers Brunel & Fils SAS", row.QuerySelector(".who")!.TextContent);
        Assert.Equal("1\u202F643,50\u00A0€", row.QuerySelector(".amt")!.TextContent);
    }

    [Fact]
    public void Table_ForACustomer_NamesThePeriodInsteadOfHimself() =>
        Assert.Equal("août\u00A02026", Table(Customer, Head(InvoiceStatus.Sent)).Find("tbody .who").TextContent);

    [Fact]
    public void Table_Overdue_CountsTheDays() =>
        Assert.Contains("4 j", Table(Admin, Head(InvoiceStatus.Overdue)).Find("tbody .late").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Table_Draft_HasNoNumberAndNoDates()
    {
        var row = Table(Admin, Head(InvoiceStatus.Draft)).Find("tbody tr");
        Assert.Equal("Sans numéro", row.QuerySelector("a")!.TextContent);
        Assert.Contains("à l’émission", row.QuerySelector(".due")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_MenuOfADraft_OffersWhatADraftAllowsAndTellsTheChoice()
    {
        (InvoiceCommand Command, InvoiceHead Invoice)? told = null;
        var table = Render<InvoiceTable>(p => p.Add(c => c.Invoices, [Head(InvoiceStatus.Draft)]).Add(c => c.Url, new InvoiceListUrl()).Add(c => c.Actor, Admin).Add(c => c.OnCommand, e => told = e));
        table.Find("tbody button").Click();
        Assert.Equal(["Ouvrir", "Aperçu PDF", "Émettre", "Recalculer", "Annuler le brouillon"], table.FindAll("[role=menuitem]").Select(i => i.TextContent.Trim()));
        table.FindAll("[role=menuitem]")[2].Click();
        Assert.Equal(InvoiceCommand.Issue, told?.Command);
    }

    [Fact]
    public void Table_MarkupInAName_StaysText()
    {
        var table = Table(Admin, Head(InvoiceStatus.Sent) with { CustomerName = "<img src=x onerror=alert(1)>", PlanName = "a\"<b>" });
        Assert.Equal("<img src=x onerror=alert(1)>", table.Find("td.who").TextContent);
        Assert.Equal("a\"<b>", table.Find("td.plan").TextContent);
        Assert.Empty(table.FindAll("td img, td b"));
    }

    [Fact]
    public void Sheet_EnglishCustomer_IsEnglishForAFrenchReader()
    {
        var sheet = Render<InvoiceSheet>(p => p.Add(c => c.Invoice, Detail(Head(InvoiceStatus.Sent), "en")));
        Assert.Equal("en", sheet.Find("article").GetAttribute("lang"));
        Assert.Equal("€1,643.50", sheet.Find(".net .num").TextContent);
        Assert.Contains("Bank transfer by 1\u00A0October\u00A02026.", sheet.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_Lines_ShowPricePerBaseQuantity()
    {
        var sheet = Render<InvoiceSheet>(p => p.Add(c => c.Invoice, Detail(Head(InvoiceStatus.Sent), "fr")));
        Assert.Equal(["99,00", "0,60 / 1\u202F000\u202F000"], sheet.FindAll(".lines td.p").Select(c => c.TextContent));
        Assert.Equal(["99,00", "1\u202F270,58"], sheet.FindAll(".lines td.t").Select(c => c.TextContent));
    }

    [Fact]
    public void Sheet_Draft_SaysThatItIsOne() =>
        Assert.NotEmpty(Render<InvoiceSheet>(p => p.Add(c => c.Invoice, Detail(Head(InvoiceStatus.Draft), "fr"))).FindAll(".sheet-draft"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Sheet_WithoutNoteAndOrder_HasNoRowsForThem(string? nothing)
    {
        var sheet = Render<InvoiceSheet>(p => p.Add(c => c.Invoice, Detail(Head(InvoiceStatus.Draft), "fr") with { PurchaseOrder = nothing, Note = nothing }));
        Assert.Equal(4, sheet.FindAll(".meta > div").Count);
        Assert.Empty(sheet.FindAll(".pay"));
    }

    [Fact]
    public void Sheet_WithNoteAndOrder_ShowsBoth()
    {
        var sheet = Render<InvoiceSheet>(p => p.Add(c => c.Invoice, Detail(Head(InvoiceStatus.Draft), "fr") with { PurchaseOrder = "BC-7", Note = "Merci." }));
        Assert.Equal("BC-7", sheet.Find(".meta > div:last-child dd").TextContent);
        Assert.Equal("Merci.", sheet.Find(".pay").TextContent);
    }

    [Theory]
    [InlineData(InvoiceStatus.Sent, "Échéance aujourd’hui")]
    [InlineData(InvoiceStatus.Overdue, "4 jours de retard")]
    [InlineData(InvoiceStatus.Paid, null)]
    [InlineData(InvoiceStatus.Draft, null)]
    public void DueBadge_OnTheFirstOfOctober_SaysHowItStands(InvoiceStatus status, string? expected) =>
        Assert.Equal(expected, Render<DueBadge>(p => p.Add(c => c.Invoice, Head(status))).FindAll("span span").SingleOrDefault()?.TextContent);

    [Fact]
    public void FilterBar_SearchOnASecondPage_GoesToTheFirstAndKeepsTheStatus()
    {
        var bar = Render<InvoiceFilterBar>(p => p.Add(c => c.Url, InvoiceListUrl.Parse("?status=sent&page=4")));
        bar.Find("#search").Change("brunel");
        Assert.EndsWith("/dashboard/invoices?status=sent&q=brunel", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void FilterBar_DatesBackwards_AreRefusedInPlace()
    {
        var bar = Render<InvoiceFilterBar>(p => p.Add(c => c.Url, new InvoiceListUrl()));
        bar.Find("#from").Change("2026-08-31");
        bar.Find("#to").Change("2026-08-01");
        var before = Navigation.Uri;
        bar.Find(".filters form").Submit();
        Assert.Equal("La fin précède le début.", bar.Find(".err").TextContent);
        Assert.Equal(before, Navigation.Uri);
    }

    [Fact]
    public void Place_InTheMiddleOfAPage_KnowsItsNeighbours()
    {
        var heads = Enumerable.Range(0, 3).Select(_ => Head(InvoiceStatus.Sent)).ToList();
        var url = InvoiceListUrl.Parse("?page=2&size=3");
        var place = InvoicePlace.Of(heads[1].Id, new Page<InvoiceHead>(heads, 8, false, 2, 3, null), url);
        Assert.Equal(new InvoicePlace(5, 8, url.Invoice(heads[0].Id), url.Invoice(heads[2].Id)), place);
    }

    static InvoiceHead CreditNote() => Head(InvoiceStatus.Paid) with { Kind = InvoiceKind.CreditNote, Number = "AV-2026-000001", DueDate = null };

    IRenderedComponent<InvoiceTable> Table(Actor actor, InvoiceHead head) =>
        Render<InvoiceTable>(p => p.Add(c => c.Invoices, [head]).Add(c => c.Url, InvoiceListUrl.Parse("?status=sent")).Add(c => c.Actor, actor));
}
