using System.Collections.Frozen;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>From the units that are printed to UN/ECE Recommendation 20 codes (BT-130). What the list does not know is C62, "one".</summary>
public static class UnitCodes
{
    public const string One = "C62";

    static readonly FrozenDictionary<string, string> Codes = Build();

    /// <param name="unit">In French or English, one or many: "mois", "months", "requêtes".</param>
    public static string Of(string unit) => Codes.GetValueOrDefault(unit.Trim(), One);

    /// <summary>True for the codes that we write.</summary>
    public static bool Exists(string code) => code == One || Codes.Values.Contains(code);

    static FrozenDictionary<string, string> Build()
    {
        (string Code, string Words)[] units =
        [
            ("MON", "mois month months"),
            ("ANN", "an ans année années year years"),
            ("QAN", "trimestre trimestres quarter quarters"),
            ("WEE", "semaine semaines week weeks"),
            ("DAY", "jour jours day days"),
            ("HUR", "h heure heures hour hours"),
            ("MIN", "minute minutes"),
            ("KGM", "kg kilo kilos"),
            ("KMT", "km"),
            ("MTR", "m mètre mètres metre metres"),
            ("LTR", "l litre litres"),
            ("AD", "octet octets byte bytes"),
        ];
        return units.SelectMany(u => u.Words.Split(' ').Select(w => KeyValuePair.Create(w, u.Code))).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
