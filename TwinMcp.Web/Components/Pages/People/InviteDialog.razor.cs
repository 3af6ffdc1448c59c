using System.Globalization;
using Microsoft.AspNetCore.Components;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components.Pages.People;

/// <summary>A new person: by mail and role, he sets his own password.</summary>
public sealed partial class InviteDialog
{
    Modal modal = default!;
    string email = "";
    string name = "";
    Role role = Role.Staff;
    CustomerChoice? customer;
    string? refusal;
    bool isBusy;

    [Parameter]
    public EventCallback OnDone { get; set; }

    public void Open()
    {
        (email, name, role, customer, refusal, isBusy) = ("", "", Role.Staff, null, null, false);
        modal.Open();
    }

    async Task InviteAsync()
    {
        if (isBusy)
            return;
        isBusy = true;
        var actor = await Actors.GetAsync();
        // whoever is made here gets a password that nobody knows: the link is the only way in
        var made = await Users.CreateAsync(actor, new EditUser { Email = email, DisplayName = name, Role = role, CustomerId = role == Role.Customer ? customer?.UserId : null }, CancellationToken.None);
        var invited = made.IsOk ? await Accounts.InviteAsync(actor, made.Value.Id, CultureInfo.CurrentUICulture, CancellationToken.None) : made.Map(m => m.Id);
        isBusy = false;
        if (invited.Error is { } error)
        {
            refusal = ErrorText.For(L, error);
            return;
        }
        await modal.CloseAsync();
        Messages.Done(L["people.invite.done", email]);
        await OnDone.InvokeAsync();
    }
}
