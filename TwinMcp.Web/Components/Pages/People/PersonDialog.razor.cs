using System.Globalization;
using Microsoft.AspNetCore.Components;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components.Pages.People;

/// <summary>One person: name, role, a new invitation, no second factor any more, deactivated.</summary>
public sealed partial class PersonDialog
{
    Modal modal = default!;
    UserView? person;
    string name = "";
    Role role;
    CustomerChoice? customer;
    string? refusal;
    bool isSelf;

    [Parameter]
    public EventCallback OnDone { get; set; }

    public async Task Open(UserView chosen)
    {
        (person, name, role, customer, refusal) = (chosen, chosen.DisplayName, chosen.Role, null, null);
        isSelf = (await Actors.GetAsync()).Id == chosen.Id;
        modal.Open();
    }

    Task SaveAsync()
    {
        var input = new EditUser { DisplayName = name, Role = role == person!.Role ? null : role, CustomerId = role == Role.Customer ? customer?.UserId : null };
        return DoAsync("people.done.saved", async actor => await Users.UpdateAsync(actor, person.Id, input, CancellationToken.None));
    }

    Task ToggleAsync() => DoAsync(person!.Active ? "people.done.off" : "people.done.on", async actor => await Users.UpdateAsync(actor, person.Id, new EditUser { Active = !person.Active }, CancellationToken.None));

    Task InviteAsync() => DoAsync("people.done.invited", async actor => await Accounts.InviteAsync(actor, person!.Id, CultureInfo.CurrentUICulture, CancellationToken.None));

    Task ResetAsync() => DoAsync("people.done.reset", async actor => await Factors.ResetAsync(actor, person!.Id, CancellationToken.None));

    async Task DoAsync(string done, Func<Actor, Task<Result<Guid>>> work)
    {
        var result = await work(await Actors.GetAsync());
        if (result.Error is { } error)
        {
            refusal = ErrorText.For(L, error);
            return;
        }
        await modal.CloseAsync();
        Messages.Done(L[done, person!.DisplayName]);
        await OnDone.InvokeAsync();
    }
}
