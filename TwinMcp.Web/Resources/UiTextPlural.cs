using System.Globalization;
using Microsoft.Extensions.Localization;
using TwinMcp.Core.Common;

namespace TwinMcp.Web.Resources;

internal static class UiTextPlural
{
    /// <summary>
    /// "318 invoices": reads <c>key.one</c> or <c>key.many</c> with the count as {0}. None is singular in French, plural in English.
    /// </summary>
    public static string Count(this IStringLocalizer<UiText> texts, string key, int count)
    {
        var culture = CultureInfo.CurrentUICulture;
        var isOne = count == 1 || (count == 0 && culture.TwoLetterISOLanguageName == "fr");
        return texts[key + (isOne ? ".one" : ".many"), MoneyFormat.Quantity(count, culture)];
    }
}
