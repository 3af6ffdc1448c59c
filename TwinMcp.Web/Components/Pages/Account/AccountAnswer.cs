using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using TwinMcp.Core.Common;
using TwinMcp.Web.Components.Shared;
using TwinMcp.Web.Resources;

namespace TwinMcp.Web.Components.Pages.Account;

/// <summary>After a form of the account page: done is said by the page that is opened anew (a reload does nothing twice), a refusal beside the form.</summary>
internal static class AccountAnswer
{
    public static string? Follow<T>(Result<T> result, NavigationManager navigation, IStringLocalizer<UiText> texts, string done)
    {
        if (result.Error is { } error)
            return ErrorText.For(texts, error);
        navigation.NavigateTo($"/account?done={done}");
        return null;
    }
}
