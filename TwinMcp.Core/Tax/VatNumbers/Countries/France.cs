using static TwinMcp.Core.Tax.VatNumbers.CheckDigits;

namespace TwinMcp.Core.Tax.VatNumbers.Countries;

static class France
{
    /// <summary>The characters of the newer keys: no I, no O.</summary>
    const string Characters = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    public static bool HasKey(string number)
    {
        var (key, siren) = (number[..2], number[2..]);
        return CompanyNumber.IsSirenOrMonegasque(siren) && (NumberText.IsDigits(key) ? Number(key) == KeyOf(siren) : IsNewKey(key, siren));
    }

    static long KeyOf(string siren) => (12 + 3 * (Number(siren) % 97)) % 97;

    /// <summary>Two characters with a letter make a number s; (SIREN + 1 + s / 11) mod 11 = s mod 11.</summary>
    static bool IsNewKey(string key, string siren)
    {
        var (first, second) = (Characters.IndexOf(key[0], StringComparison.Ordinal), Characters.IndexOf(key[1], StringComparison.Ordinal));
        var sum = char.IsAsciiDigit(key[0]) ? first * 24 + second - 10 : first * 34 + second - 100;
        return (Number(siren) + 1 + sum / 11) % 11 == sum % 11;
    }
}
