using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>The one refusal of an invoice that breaks rules: every field with its rule.</summary>
static class IncompleteInvoice
{
    /// <summary>409; null when nothing is wrong.</summary>
    public static BillingError? Of(IReadOnlyCollection<RuleFinding> findings)
    {
        if (findings.Count == 0)
            return null;
        var errors = new FieldErrors();
        foreach (var finding in findings)
            errors.Add(finding.Field, finding.Message);
        return errors.ToError() with { Kind = ErrorKind.Conflict, Code = "incomplete_invoice" };
    }
}
