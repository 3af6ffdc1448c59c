using System.Globalization;
using System.Xml.Linq;
using TwinMcp.Core.Common;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Documents.Import;

/// <summary>An element of a document and its values. What may stand once and stands twice is refused: which of the two is meant nobody knows.</summary>
/// <param name="namespaces">Those of the syntax; what a stranger adds from another is not seen.</param>
sealed class ImportNode(XElement element, IReadOnlyCollection<XNamespace> namespaces)
{
    public IEnumerable<ImportNode> Many(string name) =>
        element.Elements().Where(e => e.Name.LocalName == name && namespaces.Contains(e.Name.Namespace)).Select(e => new ImportNode(e, namespaces));

    /// <summary>Null when it, or what it should stand in, is not there.</summary>
    public ImportNode? One(params ReadOnlySpan<string> path)
    {
        var at = this;
        foreach (var name in path)
        {
            var found = at.Many(name).Take(2).ToList();
            if (found.Count == 0)
                return null;
            if (found.Count == 2)
                throw found[1].Wrong("stands twice");
            at = found[0];
        }
        return at;
    }

    public ImportNode Required(params ReadOnlySpan<string> path) => One(path) ?? throw Wrong($"no {string.Join('/', path!)}");

    /// <summary>Null for nothing.</summary>
    public string? Text(params ReadOnlySpan<string> path) => One(path)?.Own;

    public string RequiredText(params ReadOnlySpan<string> path) => Text(path) ?? throw Wrong($"no {string.Join('/', path!)}");

    public string? Attribute(string name) => element.Attribute(name)?.Value.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>The element's own text, trimmed; null for nothing.</summary>
    public string? Own => element.HasElements ? throw Wrong("holds elements where a text is expected") : element.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>As XML writes decimals: no exponent, no comma, no NaN.</summary>
    public decimal? Number(params ReadOnlySpan<string> path) => One(path)?.OwnNumber(ImportLimits.Amount);

    public decimal RequiredNumber(params ReadOnlySpan<string> path) => Required(path).OwnNumber(ImportLimits.Amount);

    /// <param name="limit">Its absolute value is less.</param>
    public decimal OwnNumber(decimal limit)
    {
        var text = Own ?? throw Wrong("is empty");
        const NumberStyles decimals = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text, decimals, CultureInfo.InvariantCulture, out var number))
            throw Wrong("is not a number");
        if (text.Count(char.IsAsciiDigit) > ImportLimits.Digits)
            throw Wrong($"has more than {ImportLimits.Digits} digits");
        return Math.Abs(number) < limit ? number : throw Wrong("is too large a number");
    }

    public bool OwnBoolean() => Own switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw Wrong("is neither true nor false"),
    };

    /// <param name="format">yyyyMMdd or yyyy-MM-dd; a time zone behind it is left out: it is the seller's own day.</param>
    public DateOnly OwnDate(string format)
    {
        var text = Own ?? "";
        var day = text.Length > format.Length ? text[..format.Length] : text;
        return DateOnly.TryParseExact(day, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : throw Wrong("is not a date");
    }

    public Currency OwnCurrency() => Currency.TryParse(Own, out var currency) ? currency : throw Wrong("is not a currency that we know");

    /// <summary>Category and rate, of a CII tax (CategoryCode, RateApplicablePercent) or a UBL one (ID, Percent).</summary>
    public ImportedTax OwnTax(string categoryName, string rateName)
    {
        var code = RequiredText(categoryName);
        if (!Enum.TryParse<VatCategory>(code, out var category) || !Enum.IsDefined(category) || category.ToString() != code)
            throw Required(categoryName).Wrong("is not a VAT category that we can compute (S, Z, E, AE, K, G, O)");
        var rate = Number(rateName) ?? 0m;
        return rate is >= 0 and <= 100 ? new ImportedTax(category, rate) : throw Required(rateName).Wrong("is not from 0 to 100 percent");
    }

    /// <summary>Where it is and what is wrong: "Invoice/InvoiceLine[2]/Price/PriceAmount is not a number."</summary>
    public ImportException Wrong(string what) =>
        new($"{string.Join('/', element.AncestorsAndSelf().Reverse().Select(Place))} {what}.");

    static string Place(XElement at)
    {
        var before = at.ElementsBeforeSelf(at.Name).Count();
        return before == 0 ? at.Name.LocalName : string.Create(CultureInfo.InvariantCulture, $"{at.Name.LocalName}[{before + 1}]");
    }
}
