using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.EInvoicing;

namespace TwinMcp.Core.Invoicing;

/// <summary>Before a draft is issued: each thing that is missing or wrong blocks it, and is named. The rules are the e-invoice's (<see cref="ElectronicInvoiceValidator"/>).</summary>
static class InvoiceCompleteness
{
    /// <summary>VAT in euro: the rate is asked for where the tax is confirmed, and who has set up no taxes issues without (<see cref="InvoiceTaxing"/>).</summary>
    const string AskedForElsewhere = "BR-FR-CO-12";

    public static BillingError? Check(Invoice invoice, Party seller, Party buyer)
    {
        var findings = ElectronicInvoiceValidator.Validate(ElectronicInvoiceBuilder.Build(invoice, seller, buyer));
        return findings.All(f => f.Rule == AskedForElsewhere) ? null : IncompleteInvoice.Of(findings);
    }
}
