using TwinMcp.Core.Common;

namespace TwinMcp.Core.Invoicing;

/// <summary>Texts of invoice lines, in the customer's language (InvoiceTexts.resx, .fr.resx).</summary>
sealed class InvoiceTexts
{
    public static readonly TextResource Texts = new(typeof(InvoiceTexts));
}
