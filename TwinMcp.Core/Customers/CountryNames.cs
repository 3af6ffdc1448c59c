using System.Globalization;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Customers;

/// <summary>A country's name in the reader's language (CountryNames.resx, .fr.resx); the code itself for one we have no name for.</summary>
public sealed class CountryNames
{
    static readonly TextResource Names = new(typeof(CountryNames));

    CountryNames()
    {
    }

    /// <param name="country">ISO 3166-1 alpha-2.</param>
    public static string Of(string country, CultureInfo culture) => Names.Find(country, culture) ?? country;
}
