using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using TwinMcp.Core.Invoicing;
using TwinMcp.Web.Components.Shared;
using TwinMcp.Web.Resources;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>
/// The cells of a row that only show. As text they are one piece of the circuit's message instead of eighty: a page of the list
/// is 6 KB on the wire instead of 14. Whatever a person wrote is encoded here.
/// </summary>
internal sealed class InvoiceCells(InvoiceListUrl url, IStringLocalizer<UiText> texts, DateOnly today, bool showCustomer)
{
    public MarkupString Of(InvoiceHead invoice) => new(string.Concat(
    [
        Cell("no", $"""<a class="{(invoice.Number is null ? "num-l t3" : "num-l")}" href="{Text(url.Invoice(invoice.Id))}">{Text(invoice.Number ?? texts["invoice.unnumbered"])}</a>"""),
        Cell("cut who", Text(showCustomer ? invoice.CustomerName : invoice.Period(texts))),
        Cell("st", StatusBadge.Html(invoice.Badge(), texts)),
        Cell("plan", Text(invoice.PlanName)),
        Cell("t2", Date(invoice.IssueDate, "—")),
        Cell("due", Due(invoice)),
        Cell("n m amt", Text(invoice.Money(invoice.Signed()))),
        Cell(invoice.Status == InvoiceStatus.Overdue ? "n late" : "n t2", Text(invoice.Open() == 0 ? "—" : invoice.Money(invoice.Open()))),
    ]));

    string Due(InvoiceHead invoice)
    {
        var label = invoice.DueDate is null ? "" : Text(texts["invoices.due.short"]) + "&nbsp;";
        var date = Date(invoice.DueDate, invoice.Status == InvoiceStatus.Draft ? texts["invoices.due.draft"] : "—");
        var late = invoice is { Status: InvoiceStatus.Overdue, DueDate: { } due } && due < today
            ? $"""<span class="late">· {Text(texts["invoices.late.days", today.DayNumber - due.DayNumber])}</span>"""
            : "";
        return $"""<span class="only-s">{label}</span>{date}{late}""";
    }

    string Date(DateOnly? date, string missing) =>
        date is { } day ? DateText.Html(day, today) : $"""<span class="t3">{Text(missing)}</span>""";

    static string Cell(string css, string html) => $"""<td role="cell" class="{css}">{html}</td>""";

    static string Text(string? text) => text is null ? "" : HtmlEncoder.Default.Encode(text);
}
