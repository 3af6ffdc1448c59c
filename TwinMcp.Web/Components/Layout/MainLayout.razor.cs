using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components.Layout;

/// <summary>The frame around every page of a signed-in person.</summary>
public partial class MainLayout
{
    PageErrorBoundary boundary = default!;
    SignedInUser? user;

    [CascadingParameter]
    Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    PageScript Script { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        if (Authentication is not null)
            user = SignedInUser.From((await Authentication).User);
    }

    // another page is another try
    protected override void OnParametersSet() => boundary?.Recover();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await Script.ReadyAsync();
    }
}
