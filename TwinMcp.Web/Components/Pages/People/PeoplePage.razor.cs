using System.Globalization;
using Microsoft.AspNetCore.Components;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Components.Pages.People;

/// <summary>Who can sign in, for admins: invite, change the role, deactivate. Search and page are in the address.</summary>
public sealed partial class PeoplePage : IDisposable
{
    readonly CancellationTokenSource gone = new();
    InviteDialog invite = default!;
    PersonDialog edit = default!;
    Actor? actor;
    Page<UserView>? people;

    [SupplyParameterFromQuery]
    string? Q { get; set; }

    [SupplyParameterFromQuery]
    int? Page { get; set; }

    [Inject]
    UserQueries Queries { get; set; } = default!;

    [Inject]
    CurrentActor Actors { get; set; } = default!;

    [Inject]
    NavigationManager Navigation { get; set; } = default!;

    protected override Task OnParametersSetAsync() => LoadAsync();

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    async Task LoadAsync()
    {
        actor = await Actors.GetAsync();
        var found = await Queries.ListAsync(actor, new SearchInput(Q, new PageInput(Page ?? 1, PageInput.DefaultSize)), gone.Token);
        people = found.IsOk ? found.Value : null;
    }

    void Search(string text) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["q"] = text.Length == 0 ? null : text, ["page"] = null }), replace: true);

    string Href(int page) => Navigation.GetUriWithQueryParameter("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture));
}
