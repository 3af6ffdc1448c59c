using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents.Layout;

/// <summary>How to pay, in a box that stays whole.</summary>
internal sealed class InvoicePayment
{
    const double PadX = 14;
    const double PadY = 9;
    const double GapAfter = 12;
    const string Separator = "   ·   ";

    readonly InvoiceSheet sheet;
    readonly PdfTextStack stack;

    public InvoicePayment(InvoiceSheet sheet)
    {
        this.sheet = sheet;
        stack = new PdfTextStack(sheet.Flow.Width - 2 * PadX)
            .Add(Title(), new PdfTextStyle(PdfFace.SemiBold, 8.8, InvoiceTheme.Ink), maxLines: 2);
        if (IsPayable)
            stack.Gap(1.5).Add(Account(), InvoiceTheme.Body, maxLines: 4);
    }

    public double Height => BoxHeight + GapAfter;

    double BoxHeight => stack.Height + 2 * PadY;

    bool IsPayable => sheet.Document.Kind == DocumentKind.Invoice && sheet.Document.Totals.Due > 0;

    public void Draw()
    {
        var flow = sheet.Flow;
        flow.Ensure(BoxHeight);
        using (sheet.Canvas.Artifact())
        {
            sheet.Canvas.Fill(new PdfBox(flow.Left, flow.Y, flow.Width, BoxHeight), sheet.Theme.Panel, 4);
            sheet.Canvas.Fill(new PdfBox(flow.Left, flow.Y, 3, BoxHeight), sheet.Theme.Primary, 1.5);
        }
        stack.Draw(sheet.Canvas, flow.Left + PadX, flow.Y + PadY);
        flow.Y += Height;
    }

    string Title()
    {
        if (sheet.Document.Kind == DocumentKind.CreditNote)
            return sheet.Texts[DocumentText.CreditNoteSettled];
        if (!IsPayable)
            return sheet.Texts[DocumentText.NothingToPay];
        return sheet.Document.DueDate is { } due
            ? sheet.Texts.Format(DocumentText.PayBefore, sheet.Texts.Date(due))
            : sheet.Texts[DocumentText.PayByTransfer];
    }

    string Account()
    {
        var seller = sheet.Document.Seller;
        var parts = new List<string>();
        if (!string.IsNullOrWhiteSpace(seller.Iban))
            parts.Add(sheet.Texts.Format(DocumentText.Iban, IbanFormat.InGroups(seller.Iban, '\u00A0')));
        if (!string.IsNullOrWhiteSpace(seller.Bic))
            parts.Add(sheet.Texts.Format(DocumentText.Bic, seller.Bic));
        if (sheet.Document.Number is { } number)
            parts.Add(sheet.Texts.Format(DocumentText.PaymentReference, number));
        return string.Join(Separator, parts);
    }
}
