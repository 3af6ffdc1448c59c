using TwinMcp.Core.Documents.EInvoicing;

namespace TwinMcp.Core.Invoicing;

/// <summary>From an issued invoice to its meaning in EN 16931: only words, codes and places, no arithmetic. Pure.</summary>
static class ElectronicInvoiceBuilder
{
    /// <param name="invoice">With its number and dates, lines, adjustments and VAT groups.</param>
    public static ElectronicInvoice Build(Invoice invoice, Party seller, Party buyer) => throw new InvalidOperationException("The contract only: the next commit builds it.");
}
