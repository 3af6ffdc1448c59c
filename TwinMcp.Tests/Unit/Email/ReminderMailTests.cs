using AngleSharp.Html.Parser;
using Microsoft.Extensions.Logging.Abstractions;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Email;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Dunning;
using Xunit;

namespace TwinMcp.Tests.Unit.Email;

/// <summary>1,643.50 due on 1 October 2026; 1,643.50 x 12.15 % / 365 = 0.547 a day.</summary>
public sealed class ReminderMailTests
{
    const string Amount = "1\u202F643,50\u00A0€";

    static readonly PenaltyRate[] Rates = [new() { ValidFrom = new DateOnly(2026, 1, 1), Refinancing = 2.15m, Legal = 2.62m, Percent = 12.15m }];

    [Fact]
    public void Reminder_BeforeTheDueDate_AsksWithoutReproach()
    {
        var view = View(-3, new DateOnly(2026, 9, 28));

        Assert.Equal($"Facture FA-2026-094417 de TwinMCP\u00A0: {Amount} à régler le 01/10/2026", view.Subject);
        Assert.Equal((false, "à régler le 01/10/2026"), (view.IsLate, view.AmountNote));
        Assert.Null(view.PenaltyTitle);
    }

    [Fact]
    public void Reminder_OnTheDueDate_SaysToday()
    {
        var view = View(0, new DateOnly(2026, 10, 1));

        Assert.Equal($"Facture FA-2026-094417 de TwinMCP\u00A0: {Amount} à régler aujourd’hui", view.Subject);
        Assert.Equal((false, "à régler aujourd’hui, 01/10/2026"), (view.IsLate, view.AmountNote));
        Assert.Null(view.PenaltyTitle);
    }

    [Fact]
    public void Reminder_AWeekLate_MentionsPenaltiesWithoutFigures()
    {
        var view = View(7, new DateOnly(2026, 10, 8));

        Assert.Equal($"Rappel\u00A0: facture FA-2026-094417 de TwinMCP, {Amount} échus le 01/10/2026", view.Subject);
        Assert.Equal((true, "échue le 01/10/2026\u00A0; jours de retard\u00A0: 7"), (view.IsLate, view.AmountNote));
        Assert.Contains("12,15\u202F% par an", view.PenaltyText, StringComparison.Ordinal);
        Assert.Contains("40,00\u00A0€", view.PenaltyText, StringComparison.Ordinal);
        Assert.Empty(view.Penalty);
    }

    [Fact]
    public async Task Reminder_ThirtyDaysLate_SaysTheFiguresInBothParts()
    {
        // 30 x 0.54708 = 16.41
        var view = View(30, new DateOnly(2026, 10, 31));

        Assert.Equal(
            [new MailRow("Pénalités au 31/10/2026", "16,41\u00A0€"), new MailRow("Indemnité de recouvrement", "40,00\u00A0€"), new MailRow("Net à payer avec pénalités", "1\u202F699,91\u00A0€")],
            view.Penalty);
        var text = MailTextPart.Of(view);
        var html = await HtmlAsync(view);
        string[] expected =
        [
            "votre facture FA-2026-094417, jointe au format PDF, échue le 01/10/2026", "Net à payer", Amount, "jours de retard\u00A0: 30", "Ateliers Brunel & Fils SAS",
            "FR76 3000 4000 0312 3456 7890 143", "Retard de paiement", "C. com. art. L441-10 et D441-5", "Pénalités au 31/10/2026", "16,41\u00A0€", "1\u202F699,91\u00A0€",
        ];
        Assert.All(expected, words => Assert.Contains(words, text, StringComparison.Ordinal));
        Assert.All(expected, words => Assert.Contains(words, html, StringComparison.Ordinal));
    }

    [Fact]
    public void Reminder_English_SaysItInEnglish()
    {
        var view = View(15, new DateOnly(2026, 10, 16), MailSamples.Customer("en"));

        Assert.Equal("Reminder: invoice FA-2026-094417 from TwinMCP, €1,643.50 was due on 1 Oct 2026", view.Subject);
        Assert.Equal("was due on 1 Oct 2026; days late: 15", view.AmountNote);
        Assert.Contains("Penalties of 12.15% a year", view.PenaltyText, StringComparison.Ordinal);
        Assert.Contains(new MailRow("Penalties until 16 Oct 2026", "€8.21"), view.Penalty);
    }

    [Fact]
    public void Reminder_PlannedBeforeButSentLate_SpeaksOfTheDayItLeaves() =>
        Assert.StartsWith("Rappel", View(-3, new DateOnly(2026, 10, 3)).Subject, StringComparison.Ordinal);

    [Fact]
    public void Reminder_ToAConsumer_MentionsNoPenalty()
    {
        var consumer = MailSamples.Customer();
        consumer.IsCompany = false;

        var view = View(30, new DateOnly(2026, 10, 31), consumer);

        Assert.Equal((true, "échue le 01/10/2026\u00A0; jours de retard\u00A0: 30"), (view.IsLate, view.AmountNote));
        Assert.Null(view.PenaltyTitle);
        Assert.Empty(view.Penalty);
        Assert.DoesNotContain("L441-10", MailTextPart.Of(view), StringComparison.Ordinal);
    }

    static MailContent View(int step, DateOnly on, Customer? customer = null)
    {
        var buyer = customer ?? MailSamples.Customer();
        var invoice = MailSamples.Issued(buyer);
        var debt = new PenaltyDebt(invoice.Currency, invoice.DueDate!.Value, invoice.Due, [], buyer.IsCompany);
        return ReminderMailView.Of(invoice, step, PenaltyCalculator.Compute(debt, Rates, on));
    }

    static async Task<string> HtmlAsync(MailContent view)
    {
        await using var renderer = new MailRenderer(NullLoggerFactory.Instance);
        return new HtmlParser().ParseDocument(await renderer.HtmlAsync(view)).Body!.TextContent;
    }
}
