using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>What a document in UBL 2.1 says of itself. It cannot be French and Peppol at once: these four differ.</summary>
/// <param name="Customization">BT-24.</param>
/// <param name="Process">BT-23.</param>
/// <param name="Notes">BG-1, each as it is written.</param>
/// <param name="Refusal">Null: the profile can say it.</param>
public sealed record UblProfile(
    string Customization,
    Func<ElectronicInvoice, string> Process,
    Func<ElectronicInvoice, IEnumerable<string>> Notes,
    Func<ElectronicInvoice, BillingError?> Refusal)
{
    const string European = "urn:cen.eu:en16931:2017";

    /// <summary>UNTDID 4451: general information.</summary>
    const string General = "AAI";

    /// <summary>XP Z12-012. What it asks for was checked before the invoice was issued.</summary>
    public static UblProfile French { get; } = new(European, i => i.Process, FrenchNotes, _ => null);

    /// <summary>Peppol BIS Billing 3.0. It is asked for after the invoice was issued: what is missing then is refused by name.</summary>
    public static UblProfile Peppol { get; } = new(
        $"{European}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
        _ => "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
        OneNote,
        invoice => IncompleteInvoice.Of(PeppolRules.Check(invoice)));

    /// <summary>UBL has no element for a note's subject (BT-21): it stands before the text, between number signs.</summary>
    static IEnumerable<string> FrenchNotes(ElectronicInvoice invoice) =>
        invoice.Notes.Select(n => n.Subject is { } subject ? Marked(subject, n.Text) : Unmarked(n.Text));

    /// <summary>R002: all that a person reads in one. How a French platform treats the document is not for a person.</summary>
    static IEnumerable<string> OneNote(ElectronicInvoice invoice)
    {
        var texts = invoice.Notes.Where(n => n.Subject != ElectronicNote.Treatment).Select(n => n.Text).ToList();
        return texts.Count == 0 ? [] : [Unmarked(string.Join('\n', texts))];
    }

    /// <summary>Somebody's own number signs would be read as a subject (BR-CL-08).</summary>
    static string Unmarked(string text) => text.Contains('#', StringComparison.Ordinal) ? Marked(General, text) : text;

    static string Marked(string subject, string text) => $"#{subject}#{text}";
}
