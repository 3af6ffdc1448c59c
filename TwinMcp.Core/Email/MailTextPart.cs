using System.Text;

namespace TwinMcp.Core.Email;

/// <summary>The text part: the same words as <c>Templates/MailBody.razor</c>, in the same order.</summary>
static class MailTextPart
{
    public static string Of(MailContent view)
    {
        var text = new StringBuilder();
        Paragraph(text, view.Greeting);
        Paragraph(text, view.Intro);
        Paragraph(text, view.Summary);
        Rows(text, view.Facts);
        if (view.Button is { } button)
            Paragraph(text, $"{button.Text}\n{button.Url}");
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
        return text.Append("-- \n").Append(view.Brand).Append('\n').Append(view.Footer).Append('\n').Append(End(view)).ToString();
    }

    static string End(MailContent view)
    {
        var legal = view.Legal.Length == 0 ? "" : view.Legal + "\n";
        return view.Unsubscribe is { } link ? $"{legal}\n{link.Text}\n{link.Url}\n" : legal;
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
