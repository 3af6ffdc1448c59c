using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using TwinMcp.Core.Common;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Invoicing;
using TwinMcp.Web.Components.Pages.Invoices;
using TwinMcp.Web.Components.Shared;
using TwinMcp.Web.Hosted;

namespace TwinMcp.Web.Components.Pages.Hosted;

/// <summary>One invoice for whoever has its link: plain HTML, no circuit. A link that opens nothing gives the same page, whatever the reason.</summary>
public sealed partial class HostedInvoicePage
{
    static readonly (string Code, string Name)[] Languages = [("fr", "Français"), ("en", "English")];

    InvoiceDetail? invoice;
    EpcQrCode? code;
    string path = "";

    /// <summary>Stands in the route only: the secret itself has left the path (<see cref="HiddenTokens"/>).</summary>
    [Parameter]
    public string Token { get; set; } = "";

    [CascadingParameter]
    HttpContext Http { get; set; } = default!;

    [Inject]
    InvoiceQueries Queries { get; set; } = default!;

    InvoiceHead Head => invoice!.Head;

    string Seller => invoice!.Seller.Brand ?? invoice.Seller.Name;

    string Name => $"{L[Head.IsCreditNote() ? "sheet.creditnote" : "sheet.title"]} {Head.Number}";

    bool IsOpen => !Head.IsCreditNote() && Head.Open() > 0;

    string State => Head switch
    {
        { Status: InvoiceStatus.Cancelled } => L["hosted.cancelled"],
        { Kind: InvoiceKind.CreditNote } => L["hosted.creditnote"],
        { Status: InvoiceStatus.Paid } when invoice!.PaidDate is { } on => L["hosted.paid", Day(on)],
        { Status: InvoiceStatus.Overdue, DueDate: { } due } => L["hosted.overdue", Day(due)],
        { DueDate: { } due } => L["hosted.by", Day(due)],
        _ => "",
    };

    protected override async Task OnInitializedAsync()
    {
        if (Http.Features.Get<HostedVisit>() is { } visit)
        {
            var found = await Queries.FindAsync(visit.Link.Reader, visit.Link.InvoiceId, Http.RequestAborted);
            (invoice, path) = (found.IsOk ? found.Value : null, HiddenTokens.Prefix + visit.Token);
        }
        if (invoice is null)
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (IsOpen)
            code = EpcQrCode.For(new EpcTransfer(invoice.Seller.Name, invoice.Seller.Iban, invoice.Seller.Bic, new Money(Head.Open(), Head.Currency), Head.Number));
    }

    static string Day(DateOnly day) => DateFormat.Sentence(day, CultureInfo.CurrentCulture);
}

/// <summary>A code's dark modules as one path, a rectangle for each run of a row.</summary>
static class QrPath
{
    public static string Of(EpcQrCode code)
    {
        var path = new StringBuilder();
        for (var row = 0; row < code.Size; row++)
        {
            for (var column = 0; column < code.Size; column++)
            {
                var start = column;
                while (column < code.Size && code[row, column])
                    column++;
                if (column > start)
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {row}h{column - start}v1h-{column - start}z");
            }
        }
        return path.ToString();
    }
}
