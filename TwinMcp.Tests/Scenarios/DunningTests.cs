using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Email;
using TwinMcp.Core.Invoicing.Dunning;
using TwinMcp.Core.Payments;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Scenarios;

/// <summary>An invoice that is not paid, from the first reminder to the last cent. All figures by hand.</summary>
public sealed class DunningTests
{
    [Fact]
    public async Task Invoice_UnpaidThenPaidInParts_IsRemindedByScheduleAndCostsPenalties()
    {
        await using var host = await ProductHost.StartAsync(new ProductOptions { Start = At("2025-05-20T08:00:00Z") });
        var customer = await host.Data.CustomerAsync();
        // 1,000.00 + 20 %, 30 days: due on 19 June
        var invoice = (await host.IssuedAsync(customer, 1000m))["id"]!;
        await DayAsync(host, "2025-05-21");
        Assert.Equal(["Facture FA-2025-000001 de TwinMCP SAS\u00A0: 1\u202F200,00\u00A0€"], Take(host).Select(m => m.Subject));

        // nobody is reminded early, nobody twice
        await DayAsync(host, "2025-06-15");
        Assert.Empty(Take(host));
        await DayAsync(host, "2025-06-16");
        await DayAsync(host, "2025-06-17");
        Assert.Equal("Facture FA-2025-000001 de TwinMCP SAS\u00A0: 1\u202F200,00\u00A0€ à régler le 19/06/2025", Assert.Single(Take(host)).Subject);
        await DayAsync(host, "2025-06-19");
        var onTheDay = Assert.Single(Take(host));
        Assert.EndsWith("à régler aujourd’hui", onTheDay.Subject, StringComparison.Ordinal);
        Assert.Equal("FA-2025-000001.pdf", Assert.Single(onTheDay.Attachments).FileName);
        Assert.Equal("SENT", await StatusAsync(host, invoice));

        // overdue from the next midnight in Paris, summer time: 22:00 UTC
        host.Clock.JumpTo(At("2025-06-19T21:59:59Z"));
        Assert.Equal(0, await host.Services.GetRequiredService<OverdueService>().MarkAsync(Actor.System("test"), CancellationToken.None));
        host.Clock.JumpTo(At("2025-06-19T22:00:00Z"));
        Assert.Equal(1, await host.Services.GetRequiredService<OverdueService>().MarkAsync(Actor.System("test"), CancellationToken.None));
        Assert.Equal("OVERDUE", await StatusAsync(host, invoice));

        await DayAsync(host, "2025-06-26");
        Assert.Contains("13,15\u202F% par an", Assert.Single(Take(host)).Text, StringComparison.Ordinal);
        await DayAsync(host, "2025-07-04");
        // 1,200 x (13.15 x 11 + 12.15 x 4) / 36,500 = 6.35; + 40
        var fifteen = Assert.Single(Take(host)).Text;
        Assert.Contains("6,35\u00A0€", fifteen, StringComparison.Ordinal);
        Assert.Contains("1\u202F246,35\u00A0€", fifteen, StringComparison.Ordinal);
        await PayPartAsync(host, invoice, 700m, At("2025-07-10T10:00:00Z"));
        await DayAsync(host, "2025-07-11");
        AssertReceipt(host, "700,00\u00A0€");
        await DayAsync(host, "2025-07-19");
        // 500.00 left, (173,580 + 145,800 + 500 x 12.15 x 9) / 36,500 = 10.25
        var thirty = Assert.Single(Take(host));
        Assert.Contains("500,00\u00A0€ échus le 19/06/2025", thirty.Subject, StringComparison.Ordinal);
        Assert.Contains("550,25\u00A0€", thirty.Text, StringComparison.Ordinal);

        host.Clock.JumpTo(At("2025-07-25T10:00:00Z"));
        (await host.MoveAsync(invoice, "PAID")).Expect(200);
        await DayAsync(host, "2025-08-30");
        Assert.Empty(Take(host));
        var penalty = (await (await host.ClientAsync(Role.Customer, customer)).GetAsync(Invoice(invoice) + "/penalty?on=2025-08-30")).Expect(200);
        Assert.Equal((36m, 11.25m, 40m, 51.25m), (penalty.Number("daysLate"), penalty.Number("interest"), penalty.Number("indemnity"), penalty.Number("total")));
        Assert.Equal(
            ["2025-06-20 2025-06-30 11 13.15 1200.00 4.76", "2025-07-01 2025-07-10 10 12.15 1200.00 3.99", "2025-07-11 2025-07-25 15 12.15 500.00 2.50"],
            penalty.Json.GetProperty("periods").EnumerateArray().Select(p => string.Join(' ', p.EnumerateObject().Select(m => m.Value.ToString()))));
        var dunning = (await host.Staff.GetAsync(Invoice(invoice) + "/dunning")).Expect(200);
        Assert.Equal(
            ["-3 1200.00", "0 1200.00", "7 1200.00", "15 1200.00", "30 500.00"],
            dunning.Json.GetProperty("steps").EnumerateArray().Select(s => $"{s.GetProperty("days")} {s.GetProperty("amountDue")}"));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    static void AssertReceipt(ProductHost host, string amount) => Assert.StartsWith("Paiement reçu\u00A0: " + amount, Assert.Single(Take(host)).Subject, StringComparison.Ordinal);

    /// <summary>A day's jobs, at 8 in the morning, each as often as it likes.</summary>
    static async Task DayAsync(ProductHost host, string date)
    {
        host.Clock.JumpTo(At(date + "T06:00:00Z"));
        for (var round = 0; round < 2; round++)
        {
            await host.Services.GetRequiredService<OverdueService>().MarkAsync(Actor.System("test"), CancellationToken.None);
            await host.Services.GetRequiredService<DunningService>().RemindAsync(Actor.System("test"), CancellationToken.None);
            await host.Services.GetRequiredService<MailDispatcher>().DispatchAsync(CancellationToken.None);
        }
    }

    /// <summary>The mails that were filed since the last time.</summary>
    static List<ReceivedMail> Take(ProductHost host)
    {
        var mails = new List<ReceivedMail>();
        foreach (var file in Directory.Exists(host.MailFolder) ? Directory.GetFiles(host.MailFolder, "*.eml") : [])
        {
            mails.Add(new ReceivedMail("", [], File.ReadAllBytes(file), Acknowledged: true, Encrypted: false));
            File.Delete(file);
        }
        return mails;
    }

    static async Task PayPartAsync(ProductHost host, string invoiceId, decimal amount, DateTimeOffset at)
    {
        host.Clock.JumpTo(at);
        (await host.Admin.PostAsync("/api/billing/payments", new { invoiceId, amount, receivedAt = at })).Expect(201);
    }

    static async Task<string?> StatusAsync(ProductHost host, string id) => (await host.Admin.GetAsync(Invoice(id))).Expect(200)["status"];

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
