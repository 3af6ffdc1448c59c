using System.Collections.Frozen;

namespace TwinMcp.Core.Tax;

public enum TaxZone
{
    /// <summary>In the VAT territory of the EU.</summary>
    Eu,

    /// <summary>Guadeloupe, Martinique, Réunion: French VAT at rates of their own (CGI art. 296).</summary>
    FrenchOverseas,

    /// <summary>Guyane, Mayotte: VAT is not applied (CGI art. 294, 1).</summary>
    FrenchWithoutVat,

    Outside,
}

/// <summary>Where a buyer is, as VAT sees it.</summary>
/// <param name="State">Whose VAT it is; the code itself outside the EU.</param>
/// <param name="Code">The territory whose rates apply: FR, RE, PT-20.</param>
public sealed record TaxPlace(string State, string Code, TaxZone Zone);

/// <summary>
/// The one table of places: the 27 states, and what is in them or beside them without being the same for VAT
/// (Directive 2006/112/EC art. 5 to 7; CGI art. 294 and 296; Protocol on Ireland/Northern Ireland art. 8).
/// Corsica has the mainland's rates for services (CGI art. 297 lowers some goods only), and so no row. Nor has Jungholz: its 19 % are for
/// who is established there.
/// </summary>
public static class TaxPlaces
{
    static readonly FrozenSet<string> States =
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Codes that stand for a place of a state; a code that is in no table is outside.</summary>
    static readonly FrozenDictionary<string, TaxPlace> ByCode = new TaxPlace[]
    {
        new("FR", "GP", TaxZone.FrenchOverseas),
        new("FR", "MQ", TaxZone.FrenchOverseas),
        new("FR", "RE", TaxZone.FrenchOverseas),
        new("FR", "GF", TaxZone.FrenchWithoutVat),
        new("FR", "YT", TaxZone.FrenchWithoutVat),
        new("PT", "PT-20", TaxZone.Eu),
        new("PT", "PT-30", TaxZone.Eu),
    }.ToFrozenDictionary(p => p.Code, StringComparer.Ordinal);

    /// <summary>Country, beginning of the postal code (the longest that fits counts) and the code of the place.</summary>
    static readonly (string Country, string Prefix, string Code)[] ByPostalCode =
    [
        ("FR", "97133", "BL"), // Saint-Barthélemy: outside since 2012
        ("FR", "97150", "MF"), // Saint-Martin
        ("FR", "971", "GP"),
        ("FR", "972", "MQ"),
        ("FR", "973", "GF"),
        ("FR", "974", "RE"),
        ("FR", "975", "PM"),
        ("FR", "976", "YT"),
        ("FR", "977", "BL"),
        ("FR", "978", "MF"),
        ("FR", "984", "TF"),
        ("FR", "986", "WF"),
        ("FR", "987", "PF"),
        ("FR", "988", "NC"),
        ("ES", "35", "IC"), // Canary Islands, art. 6 (1) b
        ("ES", "38", "IC"),
        ("ES", "51", "EA"), // Ceuta and Melilla, art. 6 (2)
        ("ES", "52", "EA"),
        ("IT", "23041", "IT-LIVIGNO"), // art. 6 (2) f
        ("IT", "22061", "IT-CAMPIONE"), // art. 6 (1) f
        ("DE", "78266", "DE-BUSINGEN"), // art. 6 (2) b
        ("DE", "27498", "DE-HELGOLAND"), // art. 6 (2) a
        ("GR", "63086", "GR-69"), // Mount Athos, art. 6 (1) a
        ("FI", "22", "AX"), // Åland, art. 6 (1) d
        ("PT", "90", "PT-30"), // Madeira
        ("PT", "91", "PT-30"),
        ("PT", "92", "PT-30"),
        ("PT", "93", "PT-30"),
        ("PT", "94", "PT-30"),
        ("PT", "95", "PT-20"), // Azores
        ("PT", "96", "PT-20"),
        ("PT", "97", "PT-20"),
        ("PT", "98", "PT-20"),
        ("PT", "99", "PT-20"),
        ("GB", "BT", "XI"),
    ];

    public static bool IsState(string country) => States.Contains(country);

    /// <param name="country">ISO 3166-1 alpha-2; EL is Greece, UK Great Britain, MC France (art. 7).</param>
    public static TaxPlace Of(string country, string postalCode, Supply supply)
    {
        var state = country switch { "EL" => "GR", "UK" => "GB", "MC" => "FR", _ => country };
        var postal = Compact(postalCode, keepLetters: state == "GB");
        var code = ByPostalCode.Where(r => r.Country == state && postal.StartsWith(r.Prefix, StringComparison.Ordinal))
            .OrderByDescending(r => r.Prefix.Length).Select(r => r.Code).FirstOrDefault() ?? state;
        // Northern Ireland is in the EU for goods, in Great Britain for services
        if (code == "XI")
            return supply == Supply.Goods ? new TaxPlace("XI", "XI", TaxZone.Eu) : new TaxPlace("GB", "GB", TaxZone.Outside);
        if (ByCode.TryGetValue(code, out var place))
            return place;
        return new TaxPlace(code, code, States.Contains(code) ? TaxZone.Eu : TaxZone.Outside);
    }

    /// <summary>"F-97 400" is 97400.</summary>
    static string Compact(string postalCode, bool keepLetters) =>
        string.Concat(postalCode.Where(c => char.IsAsciiDigit(c) || (keepLetters && char.IsAsciiLetter(c)))).ToUpperInvariant();
}
