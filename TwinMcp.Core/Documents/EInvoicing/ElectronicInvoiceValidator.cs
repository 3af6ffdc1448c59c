namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>
/// The one place of the rules that an invoice obeys before it is issued: EN 16931 (BR-*), France (BR-FR-*, CGI ann. II art. 242 nonies A),
/// and our own where no standard has one (TWIN-*). Sums are computed again exactly: the official schematrons let cents pass. Pure.
/// </summary>
public static class ElectronicInvoiceValidator
{
    /// <summary>Everything that is wrong; empty when nothing is.</summary>
    public static IReadOnlyList<RuleFinding> Validate(ElectronicInvoice invoice)
    {
        var findings = new RuleFindings();
        CheckEuropean(findings, invoice);
        FrenchRules.Check(findings, invoice);
        return findings.All;
    }

    /// <summary>What every syntax and country asks for.</summary>
    internal static void CheckEuropean(RuleFindings findings, ElectronicInvoice invoice)
    {
        DocumentRules.Check(findings, invoice);
        PartyRules.Check(findings, invoice);
        LineRules.Check(findings, invoice);
        TotalRules.Check(findings, invoice);
        VatRules.Check(findings, invoice);
    }
}
