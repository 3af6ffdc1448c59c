using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Dunning;

namespace TwinMcp.Core.Email;

/// <summary>A reminder: the invoice's mail with other words. They go by the day it leaves, not by the day it was planned for.</summary>
static class ReminderMailView
{
    /// <summary>From this step on the mail says what the delay has cost so far; before, only that it does.</summary>
    const int FirstStepWithFigures = 15;

    /// <summary>From this step on it is the last one: firmer words, and what comes next.</summary>
    const int LastStep = 30;

    /// <param name="invoice">Issued, and something is due.</param>
    /// <param name="step">In days from the due date.</param>
    /// <param name="penalty">As of today.</param>
    public static MailContent Of(Invoice invoice, int step, Penalty penalty, string? language = null)
    {
        var words = new InvoiceMailWords(invoice, language);
        var view = InvoiceMailView.Of(invoice, language);
        var dueDate = words.Date(invoice.DueDate!.Value);
        var stage = penalty.On < invoice.DueDate ? "Before" : penalty.On == invoice.DueDate ? "Today" : "Late";
        var note = words.Text("ReminderNote" + stage, dueDate, penalty.DaysLate);
        var tone = stage == "Late" && step >= LastStep ? "Last" : stage;
        var isPenal = stage == "Late" && penalty.Indemnity > 0;
        return view with
        {
            Subject = words.Text("ReminderSubject" + tone, invoice.Number, view.Brand, view.Amount, dueDate),
            Summary = words.Text("Summary", view.AmountLabel, view.Amount, note),
            Intro = words.Text("ReminderIntro" + tone, invoice.Number, dueDate),
            AmountNote = note,
            IsLate = stage == "Late",
            PenaltyTitle = isPenal ? words.Text("PenaltyTitle") : null,
            PenaltyText = isPenal ? words.Text("PenaltyText", words.Percent(penalty.Periods[^1].Percent), words.Euros(penalty.Indemnity)) : null,
            Penalty = isPenal && step >= FirstStepWithFigures ? [.. Figures(words, invoice, penalty)] : [],
        };
    }

    static IEnumerable<MailRow> Figures(InvoiceMailWords words, Invoice invoice, Penalty penalty)
    {
        yield return new MailRow(words.Text("PenaltyInterest", words.Date(penalty.On)), words.Money(penalty.Interest));
        yield return new MailRow(words.Text("PenaltyIndemnity"), words.Euros(penalty.Indemnity));
        if (penalty.Total is { } total)
            yield return new MailRow(words.Text("PenaltyWithInvoice"), words.Money(invoice.Due + total));
    }
}
