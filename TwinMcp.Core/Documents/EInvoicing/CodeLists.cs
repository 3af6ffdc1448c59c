using System.Collections.Frozen;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>The code lists of EN 16931, as far as we write them.</summary>
public static class CodeLists
{
    /// <summary>CEF EAS: schemes of electronic addresses.</summary>
    static readonly FrozenSet<string> AddressSchemes = Set("""
        0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 0177 0183 0184 0188 0190 0191 0192 0193 0194
        0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209 0210 0211 0212 0213 0215 0216 0217 0218 0221 0225 0230 0235 0240 9910
        9913 9914 9915 9918 9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 9938 9939 9940 9941
        9942 9943 9944 9945 9946 9947 9948 9949 9950 9951 9952 9953 9957 9959 AN AQ AS AU EM
        """);

    /// <summary>CEF VATEX: those that our tax rules give.</summary>
    static readonly FrozenSet<string> ExemptionCodes = Set("VATEX-EU-AE VATEX-EU-IC VATEX-EU-G VATEX-EU-O VATEX-FR-FRANCHISE");

    /// <summary>UNTDID 4451: those that France asks for.</summary>
    static readonly FrozenSet<string> NoteSubjects = Set("AAB PMD PMT REG ABL BAR");

    /// <summary>BR-FR-20.</summary>
    static readonly FrozenSet<string> Treatments = Set("B2B B2BINT B2C OUTOFSCOPE ARCHIVEONLY");

    public static bool IsAddressScheme(string scheme) => AddressSchemes.Contains(scheme);

    /// <summary>Peppol has those of four digits, not mail and the networks of automobile makers (PEPPOL-EN16931-CL008).</summary>
    public static bool IsPeppolScheme(string scheme) => IsAddressScheme(scheme) && char.IsAsciiDigit(scheme[0]);

    public static bool IsExemption(string code) => ExemptionCodes.Contains(code);

    public static bool IsNoteSubject(string subject) => NoteSubjects.Contains(subject);

    public static bool IsTreatment(string treatment) => Treatments.Contains(treatment);

    public static bool IsPaymentMeans(int code) => code is 30 or 58;

    /// <summary>By its form; which countries there are is asked when an address is typed.</summary>
    public static bool IsCountry(string? country) => country is { Length: 2 } && country.All(char.IsAsciiLetterUpper);

    static FrozenSet<string> Set(string codes) => codes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
