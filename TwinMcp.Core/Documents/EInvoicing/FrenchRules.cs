using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>BR-FR of XP Z12-012, and what a French seller's invoice shows (CGI ann. II art. 242 nonies A, C. com. L441-9, R123-238).</summary>
static class FrenchRules
{
    const string Domestic = "B2B";
    const string Consumer = "B2C";
    const int LongestNumber = 35;
    const int RateDecimals = 2;

    public static void Check(RuleFindings findings, ElectronicInvoice invoice)
    {
        CheckNumbers(findings, invoice);
        CheckNotes(findings, invoice);
        CheckSeller(findings, invoice.Seller);
        CheckBuyer(findings, invoice);
        CheckPaid(findings, invoice);
        findings.Require(!(invoice.DueDate < invoice.IssueDate), "BR-FR-CO-07", "dueDate", "It is due before it is issued.");
        findings.Require(invoice.Currency == Currency.Eur || invoice.AccountingTax?.Currency == Currency.Eur, "BR-FR-CO-12", "taxEur", "VAT in euro is missing: add the day's exchange rate in the tax settings.");
    }

    static void CheckNumbers(RuleFindings findings, ElectronicInvoice invoice)
    {
        if (!string.IsNullOrWhiteSpace(invoice.Number))
        {
            findings.Require(invoice.Number.Length <= LongestNumber, "BR-FR-01", "number", "At most 35 characters.");
            findings.Require(invoice.Number.All(IsNumberPart), "BR-FR-02", "number", "Only letters, digits and + - _ /.");
        }
        findings.Require(invoice.IssueDate.Year is >= 2000 and <= 2099, "BR-FR-03", "issueDate", "From 2000 to 2099.");
        var preceding = invoice.Preceding.Count(p => p.IssueDate is not null);
        findings.Require(invoice.Type != ElectronicInvoiceType.CreditNote || preceding > 0, "BR-FR-CO-05", "preceding", "A credit note names the invoice that it is about, with its date.");
        findings.Require(invoice.Type != ElectronicInvoiceType.Corrected || preceding == 1, "BR-FR-CO-04", "preceding", "A corrected invoice names exactly one invoice, with its date.");
    }

    static void CheckNotes(RuleFindings findings, ElectronicInvoice invoice)
    {
        foreach (var subject in invoice.Notes.Where(n => n.Subject is not null).GroupBy(n => n.Subject!))
        {
            if (subject.Count() > 1)
                findings.Add("BR-FR-06", "notes", $"A note of subject {subject.Key} stands once.");
            if (!CodeLists.IsNoteSubject(subject.Key))
                findings.Add("BR-CL-08", "notes", $"No subject of notes that we write: {subject.Key}.");
        }
        var treatment = TextOf(invoice, ElectronicNote.Treatment);
        findings.Require(treatment is null || CodeLists.IsTreatment(treatment), "BR-FR-20", "notes", "BAR is B2B, B2BINT, B2C, OUTOFSCOPE or ARCHIVEONLY.");
        if (treatment != Consumer)
            foreach (var subject in (ReadOnlySpan<string>)["PMT", "PMD", "AAB"])
                if (TextOf(invoice, subject) is null)
                    findings.Add("BR-FR-05", "notes", $"Between professionals the note {subject} (indemnity, penalties, early payment) is written.");
        findings.Need(TextOf(invoice, "REG"), "TWIN-02", "seller.legalForm", "Missing: set COMPANY_LEGAL_FORM.");
        findings.Need(TextOf(invoice, "ABL"), "TWIN-03", "seller.rcs", "Missing: set COMPANY_RCS.");
    }

    static void CheckSeller(RuleFindings findings, ElectronicParty seller)
    {
        findings.Require(IsSiren(seller.LegalId), "BR-FR-10", "seller.siren", "Missing: set COMPANY_SIREN, 9 digits.");
        findings.Require(IsSiretOf(seller), "BR-FR-09", "seller.siret", "A SIRET has 14 digits and begins with the SIREN: set COMPANY_SIRET.");
        if (seller.LegalId is { } id)
            CheckDirectory(findings, seller.ElectronicAddress, id.Value, ("BR-FR-13", "seller.electronicAddress", "set COMPANY_ELECTRONIC_ADDRESS"));
    }

    static void CheckBuyer(RuleFindings findings, ElectronicInvoice invoice)
    {
        var buyer = invoice.Buyer;
        findings.Require(IsSiretOf(buyer), "BR-FR-09", "buyer.siret", "A SIRET has 14 digits and begins with the SIREN: correct it on the customer.");
        if (TextOf(invoice, ElectronicNote.Treatment) != Domestic)
            return;
        findings.Require(IsSiren(buyer.LegalId), "BR-FR-11", "buyer.siren", "A French company's SIREN is missing: fill it in on the customer.");
        if (buyer.LegalId is { } id)
        {
            CheckDirectory(findings, buyer.ElectronicAddress, id.Value, ("BR-FR-12", "buyer.electronicAddress", "fill it in on the customer"));
            findings.Require(buyer.ElectronicAddress is null or { Scheme: Identifier.FrenchDirectory }, "BR-FR-21", "buyer.electronicAddress", "A French company is reached through the directory: 0225 and its SIREN.");
        }
        for (var i = 0; i < invoice.Vat.Count; i++)
            if (invoice.Vat[i].Rate is { } rate && decimal.Round(rate, RateDecimals, MidpointRounding.ToZero) != rate)
                findings.Add("BR-FR-DEC-04", $"vat[{i}].rate", "A rate has at most 2 decimals.");
    }

    /// <param name="where">The rule, the field, and where it is filled in.</param>
    static void CheckDirectory(RuleFindings findings, Identifier? address, string siren, (string Rule, string Field, string Words) where)
    {
        if (address is null)
            findings.Add(where.Rule, where.Field, $"The electronic address is missing: {where.Words}.");
        else if (address.Scheme == Identifier.FrenchDirectory && !address.Value.All(IsNumberPart))
            findings.Add("BR-FR-23", where.Field, $"Only letters, digits and + - _ /: {where.Words}.");
        else if (address.Scheme == Identifier.FrenchDirectory && !address.Value.StartsWith(siren, StringComparison.Ordinal))
            findings.Add("BR-FR-21", where.Field, $"An address of the French directory begins with the SIREN: {where.Words}.");
    }

    static void CheckPaid(RuleFindings findings, ElectronicInvoice invoice)
    {
        findings.Require(invoice.Process is "S1" or "S2", "BR-FR-08", "process", "S1 services, or S2 services paid already.");
        if (invoice.Process == "S2")
            findings.Require(invoice.Totals.Prepaid == invoice.Totals.Gross && invoice.Totals.Due == 0 && invoice.DueDate is not null, "BR-FR-CO-09", "process", "Paid already: all of the total is, nothing is due, and the due date is given.");
    }

    static string? TextOf(ElectronicInvoice invoice, string subject) => invoice.Notes.FirstOrDefault(n => n.Subject == subject)?.Text;

    static bool IsSiren(Identifier? id) => id is { Scheme: Identifier.Siren, Value.Length: 9 } && id.Value.All(char.IsAsciiDigit);

    static bool IsSiretOf(ElectronicParty party) => party.Siret is not { } siret
        || (siret.Length == 14 && siret.All(char.IsAsciiDigit) && party.LegalId is { } siren && siret.StartsWith(siren.Value, StringComparison.Ordinal));

    static bool IsNumberPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '_' or '/';
}
