using System.Globalization;
using System.Text;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Payments.Bank;

/// <summary>An invoice that a transfer may pay.</summary>
public sealed record OpenInvoice(InvoiceId Id, string Number, string CustomerName, Money Due)
{
    /// <summary>Issued and not yet paid or cancelled.</summary>
    public required bool IsOpen { get; init; }
}

public enum MatchReason
{
    /// <summary>The payer wrote the number.</summary>
    NumberInRemittance,

    /// <summary>The structured reference is the number (also as ISO 11649, "RF…").</summary>
    CreditorReference,

    /// <summary>Exactly what is due, from somebody of that name.</summary>
    AmountAndName,
}

/// <param name="Score">0 to 100. An exact reference is 85 and more, anything else less.</param>
public sealed record MatchSuggestion(OpenInvoice Invoice, int Score, MatchReason Reason);

/// <summary>Which open invoices a transfer seems to pay, best first. It only suggests: a person decides.</summary>
public static class BankMatching
{
    public const int Most = 5;

    const int NumberLength = 6;
    const int MaxNumberLength = 9;

    /// <summary>Half of the words in common.</summary>
    const decimal LeastSimilarity = 0.5m;

    static readonly HashSet<string> LegalForms = new(StringComparer.Ordinal)
    {
        "SA", "SAS", "SASU", "SARL", "EURL", "SCI", "SNC", "SE", "AG", "GMBH", "UG", "KG", "OHG", "LTD", "LIMITED", "PLC", "INC", "LLC", "CORP", "BV", "NV", "SPA", "SRL", "SL", "AB", "AS", "OY", "THE", "ET", "AND", "DE", "DU", "LA", "LE", "LES", "M", "MME", "MR", "MRS",
    };

    /// <summary>By the number in the text, by the structured reference, then by amount and name.</summary>
    public static IReadOnlyList<MatchSuggestion> Suggest(BankTransaction transfer, IEnumerable<OpenInvoice> invoices)
    {
        // apart: the end of one and the beginning of the other make no number
        string[] texts = [Plain(transfer.Remittance), Plain(transfer.EndToEndId)];
        var reference = ReferenceOf(transfer.CreditorReference);
        return
        [
            .. invoices.Where(i => i.IsOpen && i.Due.Amount > 0 && i.Due.Currency == transfer.Currency).DistinctBy(i => i.Id)
                .Select(i => Judge(transfer, i, texts, reference)).OfType<MatchSuggestion>()
                .OrderByDescending(s => s.Score).ThenBy(s => s.Invoice.Number, StringComparer.Ordinal).Take(Most),
        ];
    }

    /// <summary>The invoice numbers that the texts may mean, written as ours are: "FA-2026-000001".</summary>
    /// <param name="series">The prefixes and years that exist.</param>
    public static IReadOnlySet<string> Numbers(BankTransaction transfer, IEnumerable<(string Prefix, int Year)> series)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        string[] texts = [Plain(transfer.Remittance), Plain(transfer.EndToEndId), ReferenceOf(transfer.CreditorReference)];
        foreach (var (prefix, year) in series)
        {
            var start = Plain(prefix) + year.ToString("0000", CultureInfo.InvariantCulture);
            foreach (var text in texts)
                for (var at = text.IndexOf(start, StringComparison.Ordinal); at >= 0; at = text.IndexOf(start, at + 1, StringComparison.Ordinal))
                    foreach (var n in Counts(text[(at + start.Length)..]))
                        found.Add($"{prefix}-{year:0000}-{n}");
        }
        return found;
    }

    /// <summary>Words in common, of all words there are; 0 to 1. Accents, case and legal forms do not count.</summary>
    public static decimal Similarity(string? one, string? other)
    {
        var (left, right) = (Words(one), Words(other));
        return left.Count == 0 || right.Count == 0 ? 0m : 2m * left.Intersect(right).Count() / (left.Count + right.Count);
    }

    static MatchSuggestion? Judge(BankTransaction transfer, OpenInvoice invoice, string[] texts, string reference)
    {
        var number = Plain(invoice.Number);
        var isExact = transfer.Amount == invoice.Due.Amount;
        if (number.Length > 0 && texts.Any(t => t.Contains(number, StringComparison.Ordinal)))
            return new MatchSuggestion(invoice, isExact ? 100 : 90, MatchReason.NumberInRemittance);
        if (number.Length > 0 && reference == number)
            return new MatchSuggestion(invoice, isExact ? 95 : 85, MatchReason.CreditorReference);
        var similarity = isExact ? Similarity(transfer.DebtorName, invoice.CustomerName) : 0m;
        return similarity >= LeastSimilarity ? new MatchSuggestion(invoice, (int)(40m + 40m * similarity), MatchReason.AmountAndName) : null;
    }

    /// <summary>"000001…" is 000001; seven digits and more are a number of their own only when it does not begin with 0.</summary>
    static IEnumerable<string> Counts(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Take(MaxNumberLength).Count();
        if (digits >= NumberLength)
            yield return text[..NumberLength];
        for (var length = NumberLength + 1; length <= digits && text[0] != '0'; length++)
            yield return text[..length];
    }

    /// <summary>ISO 11649: "RF", two check digits over the rest (MOD 97-10), and the reference itself. Wrong check digits: it is not one.</summary>
    static string ReferenceOf(string? creditorReference)
    {
        var plain = Plain(creditorReference);
        if (plain.Length <= 4 || !plain.StartsWith("RF", StringComparison.Ordinal) || !char.IsAsciiDigit(plain[2]) || !char.IsAsciiDigit(plain[3]))
            return plain;
        var remainder = 0;
        foreach (var c in plain[4..] + plain[..4])
            remainder = char.IsAsciiDigit(c) ? (remainder * 10 + (c - '0')) % 97 : (remainder * 100 + (c - 'A' + 10)) % 97;
        return remainder == 1 ? plain[4..] : plain;
    }

    static HashSet<string> Words(string? name)
    {
        var spaced = string.Concat(Folded(name).Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : ' '));
        var words = spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        // a name of nothing else is compared by what it has
        return words.IsSubsetOf(LegalForms) ? words : words.Except(LegalForms).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Letters and digits only, upper case.</summary>
    static string Plain(string? text) => string.Concat(Folded(text).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    /// <summary>Without accents, as banks write.</summary>
    static string Folded(string? text) =>
        text is null ? "" : string.Concat(text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));
}
