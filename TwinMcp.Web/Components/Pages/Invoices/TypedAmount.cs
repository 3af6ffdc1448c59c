using System.Globalization;
using TwinMcp.Core.Common;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>An amount as people type it into a field: 1643,50 or 1 643.50.</summary>
internal static class TypedAmount
{
    /// <summary>Null when it is not one: nothing is guessed of "1,643.50".</summary>
    public static decimal? Parse(string text)
    {
        var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    /// <summary>What stands in the field at first: without groups, with the reader's decimal separator.</summary>
    public static string Text(decimal amount, Currency currency) =>
        MoneyFormat.Wire(new Money(amount, currency)).Replace(".", MoneyFormat.For(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName).NumberFormat.NumberDecimalSeparator, StringComparison.Ordinal);
}
