using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Email;
using TwinMcp.Core.Invoicing.Dunning;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Database.Invoicing;

public sealed class DunningServiceTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    static readonly DateOnly Issued = new(2026, 11, 23);

    ProductHost Host => product.Host;

    /// <summary>Issued on 23 November 2026 with so many days to pay; the product first looks on the day given, counted from the due date.</summary>
    [Theory]
    [InlineData(30, -4, null)]
    [InlineData(30, -3, -3)]
    [InlineData(30, -1, -3)]
    [InlineData(30, 0, 0)]
    [InlineData(30, 6, 0)]
    [InlineData(30, 7, 7)]
    [InlineData(30, 15, 15)]
    [InlineData(30, 29, 15)]
    [InlineData(30, 30, 30)]
    [InlineData(30, 90, 30)]
    [InlineData(30, 91, null)] // machines do not remind after so long a pause
    [InlineData(2, -1, null)] // three days before was before there was an invoice
    [InlineData(3, -3, null)] // and on its very day the invoice itself was mailed
    [InlineData(0, 0, null)]
    [InlineData(0, 7, 7)]
    public async Task Remind_FirstLookAfterAPause_WritesOnlyTheLatestStepThatIsDue(int dueDays, int day, int? expected)
    {
        var id = await InvoiceAsync(dueDays);

        await LookAsync(Issued.AddDays(dueDays + day));
        await LookAsync(Issued.AddDays(dueDays + day));

        Assert.Equal(expected is null ? [] : [expected.Value], await StepsAsync(id));
        Assert.Equal(expected is null ? 0L : 1L, await MailsAsync(id, "true"));
    }

    [Fact]
    public async Task Remind_DayByDay_WritesEachStepOnce()
    {
        var id = await InvoiceAsync(30);
        for (var day = 20; day <= 130; day++)
            await LookAsync(Issued.AddDays(day));

        Assert.Equal([-3, 0, 7, 15, 30], await StepsAsync(id));
        Assert.Equal(5L, await Host.Database.ScalarAsync<long>($"SELECT count(DISTINCT message_id) FROM outbox WHERE invoice_id = '{id}' AND kind LIKE 'reminder%'"));
        Assert.Equal(5L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM audit_log WHERE entity_id = '{id}' AND action = 'invoice.reminded'"));
    }

    [Fact]
    public async Task Remind_FourNodesAtOnce_WriteOneMail()
    {
        var ids = new List<string>();
        for (var i = 0; i < 20; i++)
            ids.Add(await InvoiceAsync(30));
        Host.Clock.JumpTo(Morning(Issued.AddDays(30)));
        var nodes = Enumerable.Range(0, 4).Select(_ => new DunningService(Host.Services.GetRequiredService<Writing>(), new DunningOptions(), Host.Services.GetRequiredService<LocalDates>()));
        await Task.WhenAll(nodes.Select(n => Task.Run(() => n.RemindAsync(Actor.System("test"), CancellationToken.None))));
        await LookAsync(Issued.AddDays(30));

        foreach (var id in ids)
            Assert.Equal(1L, await MailsAsync(id, "true"));
    }

    [Fact]
    public async Task Remind_PaidCancelledOrDraft_WritesNothing()
    {
        var customer = await Host.Data.CustomerAsync();
        Host.Clock.JumpTo(Morning(Issued));
        var paid = (await Host.IssuedAsync(customer))["id"]!;
        (await Host.MoveAsync(paid, "PAID")).Expect(200);
        var cancelled = (await Host.DraftAsync(customer))["id"]!;
        (await Host.MoveAsync(cancelled, "CANCELLED")).Expect(200);
        var draft = (await Host.DraftAsync(customer))["id"]!;
        await LookAsync(Issued.AddDays(45));

        Assert.Equal(0L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM dunning_steps WHERE invoice_id IN ('{paid}', '{cancelled}', '{draft}')"));
    }

    [Fact]
    public async Task Remind_Paused_WaitsUntilItIsResumed()
    {
        var id = await InvoiceAsync(30);
        var path = Invoice(id) + "/dunning";
        (await Host.Staff.PatchAsync(path, new { paused = true, reason = "litige" }, null)).Expect(200);
        var again = (await Host.Staff.PatchAsync(path, new { paused = true }, null)).Expect(200);
        Assert.Equal(("True", "litige"), (again["paused"], again["reason"]));
        await LookAsync(Issued.AddDays(37));
        Assert.Empty(await StepsAsync(id));

        (await Host.Staff.PatchAsync(path, new { paused = false }, null)).Expect(200);
        await LookAsync(Issued.AddDays(38));
        Assert.Equal([7], await StepsAsync(id));
        Assert.Equal("dunning.paused,dunning.resumed,invoice.reminded", await Host.Database.ScalarAsync<string>($"SELECT string_agg(action, ',' ORDER BY id) FROM audit_log WHERE entity_id = '{id}' AND (action LIKE 'dunning.%' OR action = 'invoice.reminded')"));
    }

    [Theory]
    [InlineData("{}", "paused")]
    [InlineData("""{ "paused": false, "reason": "x" }""", "reason")]
    [InlineData("""{ "paused": true, "reason": "a\u0000b" }""", "reason")]
    [InlineData("""{ "paused": true, "until": "2027-01-01" }""", "until")]
    public async Task Pause_WrongInput_NamesTheField(string body, string field) =>
        (await Host.Staff.PatchAsync(Invoice(await InvoiceAsync(30)) + "/dunning", body, null)).ExpectProblem(400, "validation", field);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispatch_SettledBetweenWritingAndSending_IsWithdrawn(bool paused)
    {
        var id = await InvoiceAsync(30);
        await LookAsync(Issued.AddDays(30));
        if (paused)
            (await Host.Staff.PatchAsync(Invoice(id) + "/dunning", new { paused = true }, null)).Expect(200);
        else
            (await Host.MoveAsync(id, "PAID")).Expect(200);
        await Host.Services.GetRequiredService<MailDispatcher>().DispatchAsync(CancellationToken.None);

        Assert.Equal(1L, await MailsAsync(id, "state = 'WITHDRAWN'"));
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM audit_log WHERE entity_id = '{id}' AND action = 'mail.withdrawn'"));
    }

    /// <summary>Midnight in Paris on the two days whose length is not 24 hours, and on a plain one.</summary>
    [Theory]
    [InlineData("2027-03-27", "2027-03-27T23:00:00Z")]
    [InlineData("2027-03-28", "2027-03-28T22:00:00Z")]
    [InlineData("2027-10-30", "2027-10-30T22:00:00Z")]
    [InlineData("2027-10-31", "2027-10-31T23:00:00Z")]
    [InlineData("2027-12-31", "2027-12-31T23:00:00Z")]
    public async Task Overdue_AroundMidnight_BeginsWithTheSellersNextDay(string due, string midnight)
    {
        await using var host = await ProductHost.StartAsync(new ProductOptions { Start = Morning(DateOnly.ParseExact(due, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).AddDays(-30)) });
        var id = (await host.IssuedAsync(await host.Data.CustomerAsync()))["id"]!;
        var overdue = host.Services.GetRequiredService<OverdueService>();
        var at = DateTimeOffset.Parse(midnight, System.Globalization.CultureInfo.InvariantCulture);
        host.Clock.JumpTo(at.AddSeconds(-1));
        Assert.Equal(0, await overdue.MarkAsync(Actor.System("test"), CancellationToken.None));
        host.Clock.JumpTo(at);
        var marked = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => overdue.MarkAsync(Actor.System("test"), CancellationToken.None)));
        Assert.Equal(1, marked.Sum());
        Assert.Equal(0, await overdue.MarkAsync(Actor.System("test"), CancellationToken.None));
        Assert.Equal(1L, await host.Database.ScalarAsync<long>($"SELECT count(*) FROM billing_alerts WHERE invoice_id = '{id}' AND data = jsonb_build_object('number', 'FA-' || left('{due}', 4) || '-000001', 'dueDate', '{due}')"));
    }

    async Task<string> InvoiceAsync(int dueDays)
    {
        Host.Clock.JumpTo(Morning(Issued));
        var draft = await Host.DraftAsync(await Host.Data.CustomerAsync());
        var changed = (await Host.Admin.PatchAsync(Invoice(draft["id"]!), new { dueDays, status = "SENT" }, draft.ETag)).Expect(200);
        return changed["id"]!;
    }

    async Task LookAsync(DateOnly day)
    {
        Host.Clock.JumpTo(Morning(day));
        await Host.Services.GetRequiredService<DunningService>().RemindAsync(Actor.System("test"), CancellationToken.None);
    }

    async Task<IReadOnlyList<int>> StepsAsync(string id)
    {
        await using var db = await Host.Services.GetRequiredService<IDbContextFactory<BillingDbContext>>().CreateDbContextAsync();
        var invoiceId = InvoiceId.Parse(id, null);
        return await db.DunningSteps.Where(s => s.InvoiceId == invoiceId).OrderBy(s => s.Step).Select(s => s.Step).ToListAsync();
    }

    Task<long> MailsAsync(string id, string condition) =>
        Host.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox WHERE invoice_id = '{id}' AND kind LIKE 'reminder%' AND {condition}");

    static DateTimeOffset Morning(DateOnly day) => new(day.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero);
}
