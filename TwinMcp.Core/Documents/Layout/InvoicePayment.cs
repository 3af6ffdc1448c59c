using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents.Layout;

/// <summary>How to pay, in a box that stays whole; with a code for banking apps when it is a transfer in euro.</summary>
internal sealed class InvoicePayment
{
    const double PadX = 14;
    const double PadY = 9;
    const double GapAfter = 12;
    const double CodeSide = 62; // 22 mm with its quiet zone: a module of the usual version is 0.4 mm
    const int QuietZone = 4; // modules, ISO/IEC 18004
    const string Separator = "   ·   ";

    readonly InvoiceSheet sheet;
    readonly EpcQrCode? code;
    readonly PdfTextStack stack;

    public InvoicePayment(InvoiceSheet sheet)
    {
        this.sheet = sheet;
        code = IsPayable ? EpcQrCode.For(Transfer()) : null;
        stack = new PdfTextStack(sheet.Flow.Width - 2 * PadX - (code is null ? 0 : CodeSide))
            .Add(Title(), new PdfTextStyle(PdfFace.SemiBold, 8.8, sheet.Theme.Ink), maxLines: 2);
        if (IsPayable)
            stack.Gap(1.5).Add(Account(), sheet.Theme.Body, maxLines: 4).Add(Reference(), sheet.Theme.Body, maxLines: 2);
        if (code is not null)
            stack.Gap(3).Add(sheet.Texts[DocumentText.ScanToPay], sheet.Theme.Small, maxLines: 2);
    }

    public double Height => BoxHeight + GapAfter;

    double BoxHeight => Math.Max(stack.Height + 2 * PadY, code is null ? 0 : CodeSide + PadY);

    bool IsPayable => sheet.Document is { Kind: DocumentKind.Invoice, Totals.Due: > 0, Mark: not (DocumentMark.Paid or DocumentMark.Cancelled) };

    public void Draw()
    {
        var flow = sheet.Flow;
        flow.Ensure(BoxHeight);
        sheet.Ground(new PdfBox(flow.Left, flow.Y, flow.Width, BoxHeight), sheet.Theme.Panel, 4);
        if (!sheet.Theme.IsRuled)
            using (sheet.Canvas.Artifact())
                sheet.Canvas.Fill(new PdfBox(flow.Left, flow.Y, 3, BoxHeight), sheet.Theme.Primary, 1.5);
        stack.Draw(sheet.Canvas, flow.Left + PadX, flow.Y + (BoxHeight - stack.Height) / 2);
        if (code is not null)
            DrawCode(code, new PdfBox(flow.Right - PadY / 2 - CodeSide, flow.Y + (BoxHeight - CodeSide) / 2, CodeSide, CodeSide));
        flow.Y += Height;
    }

    void DrawCode(EpcQrCode drawn, PdfBox box)
    {
        using (sheet.Canvas.Artifact())
            sheet.Canvas.Fill(box, Rgb.White, 3);
        var amount = sheet.Texts.Amount(sheet.Document.Totals.Due, sheet.Document.Currency);
        using (sheet.Canvas.Tag(PdfTag.Figure, sheet.Texts.Format(DocumentText.QrCodeOf, amount)))
            sheet.Canvas.Fill(Modules(drawn, box), Rgb.Hex(0));
    }

    /// <summary>A rectangle for each run of dark modules in a row.</summary>
    static IEnumerable<PdfBox> Modules(EpcQrCode code, PdfBox box)
    {
        var side = box.Width / (code.Size + 2 * QuietZone);
        for (var row = 0; row < code.Size; row++)
            for (var column = 0; column < code.Size; column++)
            {
                var first = column;
                while (column < code.Size && code[row, column])
                    column++;
                if (column > first)
                    yield return new PdfBox(box.X + (first + QuietZone) * side, box.Y + (row + QuietZone) * side, (column - first) * side, side);
            }
    }

    EpcTransfer Transfer()
    {
        var (seller, due) = (sheet.Document.Seller, new Money(sheet.Document.Totals.Due, sheet.Document.Currency));
        return new EpcTransfer(seller.LegalName, seller.Iban, seller.Bic, due, sheet.Document.Number);
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
        return string.Join(Separator, parts);
    }

    string? Reference() => sheet.Document.Number is { } number ? sheet.Texts.Format(DocumentText.PaymentReference, number) : null;
}
