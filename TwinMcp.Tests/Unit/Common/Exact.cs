using System.Globalization;
using TwinMcp.Core.Common;

namespace TwinMcp.Tests.Unit.Common;

/// <summary>Attributes cannot hold decimals: they are written as text.</summary>
static class Exact
{
    public static decimal Decimal(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    public static DateOnly Date(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The currency's smallest amount.</summary>
    public static decimal Unit(Currency currency) => new(1, 0, 0, false, (byte)currency.Exponent);
}
