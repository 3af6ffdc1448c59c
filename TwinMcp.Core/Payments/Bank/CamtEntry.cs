using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Masking;

namespace TwinMcp.Core.Payments.Bank;

/// <summary>One booking line (Ntry) and the transfers in it (TxDtls).</summary>
/// <param name="account">Of the statement: two accounts of one bank may count their references alike.</param>
/// <param name="position">In the file, from 1, for what a person is told.</param>
sealed class CamtEntry(XElement entry, string account, int position)
{
    /// <summary>What banks write where they have nothing.</summary>
    static readonly string[] NoReference = ["NONREF", "NOTPROVIDED", "NONE", "NOREF"];

    readonly XNamespace ns = entry.Name.Namespace;

    bool IsReversal => Text(entry, "RvslInd") is "true" or "1";

    /// <summary>A code of its own in version 08, the text itself in 02.</summary>
    bool IsBooked => (Text(entry, "Sts", "Cd") ?? Text(entry, "Sts") ?? throw Wrong("no status (Sts)")) == "BOOK";

    bool IsCredit => Text(entry, "CdtDbtInd") switch
    {
        "CRDT" => true,
        "DBIT" => false,
        _ => throw Wrong("CdtDbtInd is CRDT or DBIT"),
    };

    public static string AccountOf(XElement statement)
    {
        var id = statement.Element(statement.Name.Namespace + "Acct")?.Element(statement.Name.Namespace + "Id");
        return id is null ? "" : string.Concat(id.Value.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
    }

    public CamtSkipped Count(CamtSkipped skipped) =>
        IsReversal ? skipped with { Reversals = skipped.Reversals + 1 }
        : !IsCredit ? skipped with { Debits = skipped.Debits + 1 }
        : !IsBooked ? skipped with { Pending = skipped.Pending + 1 }
        : skipped;

    /// <summary>Several when the bank books a batch in one line and says what each was; else the line itself.</summary>
    /// <param name="alike">How often the same was seen in this statement; counted here.</param>
    public IReadOnlyList<CamtCredit> Credits(Dictionary<string, int> alike)
    {
        if (IsReversal || !IsCredit || !IsBooked)
            return [];
        var total = AmountOf(Child(entry, "Amt")) ?? throw Wrong("no amount (Amt)");
        var details = entry.Elements(ns + "NtryDtls").Elements(ns + "TxDtls").ToList();
        var amounts = details.ConvertAll(d => AmountOf(Child(d, "Amt") ?? Child(d, "AmtDtls", "TxAmt", "Amt")));
        var isBatch = details.Count > 1 && amounts.TrueForAll(a => a?.Currency == total.Currency) && amounts.Sum(a => a!.Value.Amount) == total.Amount;
        return isBatch ? [.. details.Select((d, i) => Credit([d], amounts[i]!.Value, true, alike))] : [Credit(details, total, false, alike)];
    }

    CamtCredit Credit(List<XElement> details, Money amount, bool isPart, Dictionary<string, int> alike)
    {
        var parties = details.Select(d => Child(d, "RltdPties")).OfType<XElement>().ToList();
        var name = parties.Select(p => Text(p, "Dbtr", "Nm") ?? Text(p, "Dbtr", "Pty", "Nm")).FirstOrDefault(n => n is not null);
        var iban = parties.Select(p => Text(p, "DbtrAcct", "Id", "IBAN")).FirstOrDefault(i => i is not null);
        var remittance = Joined(details.Elements(ns + "RmtInf").Elements(ns + "Ustrd").Select(u => u.Value));
        var structured = details.Elements(ns + "RmtInf").Elements(ns + "Strd").Select(s => Text(s, "CdtrRefInf", "Ref")).FirstOrDefault(r => r is not null);
        var endToEnd = Given(details.Select(d => Text(d, "Refs", "EndToEndId")).FirstOrDefault(e => e is not null));
        var bookedOn = DateOf(Child(entry, "BookgDt")) ?? throw Wrong("no booking date (BookgDt)");
        var ownReference = details.Count == 1 ? Given(Text(details[0], "Refs", "AcctSvcrRef")) : null;
        var reference = ownReference ?? Given(Text(entry, "AcctSvcrRef"));
        var what = string.Create(CultureInfo.InvariantCulture, $"{account}|{reference}|{bookedOn:yyyy-MM-dd}|{amount}");
        // a reference of its own makes it unique; its batch's, or none, needs what it says as well
        if (reference is null || (ownReference is null && isPart))
            what = string.Join('|', what, endToEnd, remittance, structured, name, iban);
        var place = alike[what] = alike.GetValueOrDefault(what) + 1;
        var identity = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{what}|{place}"))));
        return new CamtCredit(identity, Cut(reference ?? "H-" + identity[..16], CamtLimits.Reference)!, amount, bookedOn)
        {
            EndToEndId = Cut(endToEnd, CamtLimits.Reference),
            Remittance = Cut(remittance, CamtLimits.Remittance),
            CreditorReference = Cut(structured, CamtLimits.Reference),
            DebtorName = Cut(name, CamtLimits.Name),
            DebtorIban = iban is null ? null : Mask.Iban(iban),
        };
    }

    Money? AmountOf(XElement? element)
    {
        if (element is null)
            return null;
        if (!Currency.TryParse(element.Attribute("Ccy")?.Value, out var currency))
            throw Wrong("the currency (Ccy) is not one we know");
        var isNumber = decimal.TryParse(element.Value.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount);
        if (!isNumber || amount is <= 0 or >= 1_000_000_000_000m || !currency.Fits(amount))
            throw Wrong($"the amount (Amt) is not one of {currency}");
        return new Money(currency.Round(amount), currency);
    }

    /// <summary>The bank's own local date; of an instant the day that the bank wrote.</summary>
    DateOnly? DateOf(XElement? element)
    {
        if (element is null)
            return null;
        var text = Text(element, "Dt") ?? Text(element, "DtTm") ?? "";
        return text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 2000 and < 2200
            ? date
            : throw Wrong("the booking date (BookgDt) is not a date");
    }

    XElement? Child(XElement element, params ReadOnlySpan<string> path)
    {
        XElement? at = element;
        foreach (var name in path)
            at = at?.Element(ns + name);
        return at;
    }

    /// <summary>Of an element that holds text only; one line.</summary>
    string? Text(XElement element, params ReadOnlySpan<string> path) =>
        Child(element, path) is { HasElements: false } leaf ? Joined([leaf.Value]) : null;

    static string? Joined(IEnumerable<string> lines)
    {
        var words = lines.SelectMany(l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var line = string.Concat(string.Join(' ', words).Where(c => !char.IsControl(c)));
        return line.Length == 0 ? null : line;
    }

    static string? Given(string? reference) => reference is null || NoReference.Contains(reference, StringComparer.OrdinalIgnoreCase) ? null : reference;

    static string? Cut(string? text, int length)
    {
        if (text is null || text.Length <= length)
            return text;
        return char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }

    CamtException Wrong(string message) => new(position, message + ".");
}
