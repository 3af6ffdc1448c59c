using System.Text;

namespace TwinMcp.Core.Email;

/// <summary>The text part: the same words as <c>Templates/InvoiceMail.razor</c>, in the same order.</summary>
static class InvoiceMailText
{
    public static string Of(InvoiceMailView view)
    {
        var text = new StringBuilder();
        Paragraph(text, view.Greeting);
        Paragraph(text, view.Intro);
        Paragraph(text, view.Summary);
        Rows(text, view.Facts);
        if (view.PayTitle is { } title)
        {
            Paragraph(text, $"{title}\n{view.PayText}");
            Rows(text, view.Account);
        }
        if (view.PenaltyTitle is { } penalty)
        {
            Paragraph(text, $"{penalty}\n{view.PenaltyText}");
            Rows(text, view.Penalty);
        }
        Paragraph(text, view.Questions);
        // "-- " begins a signature (RFC 3676, 4.3)
        return text.Append("-- \n").Append(view.Brand).Append('\n').Append(view.Footer).Append('\n').ToString();
    }

    static void Paragraph(StringBuilder text, string words) => text.Append(words).Append("\n\n");

    static void Rows(StringBuilder text, IReadOnlyList<MailRow> rows)
    {
        if (rows.Count == 0)
            return;
        var width = rows.Max(r => r.Label.Length) + 2;
        foreach (var row in rows)
            text.Append("  ").Append(row.Label.PadRight(width)).Append(row.Value).Append('\n');
        text.Append('\n');
    }
}
