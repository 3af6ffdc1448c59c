using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.EInvoicing;

namespace TwinMcp.Core.Invoicing;

/// <summary>Before a draft is issued: each thing that is missing or wrong blocks it, and is named. The rules are the e-invoice's (<see cref="ElectronicInvoiceValidator"/>).</summary>
static class InvoiceCompleteness
{
    public static BillingError? Check(Invoice invoice, Party seller, Party buyer)
    {
        var findings = ElectronicInvoiceValidator.Validate(ElectronicInvoiceBuilder.Build(invoice, seller, buyer));
        if (findings.Count == 0)
            return null;
        var errors = new FieldErrors();
        foreach (var finding in findings)
            errors.Add(finding.Field, finding.Message);
        return errors.ToError() with { Kind = ErrorKind.Conflict, Code = "incomplete_invoice" };
    }
}
