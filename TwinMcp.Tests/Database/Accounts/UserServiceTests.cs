using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Tests.Database.Usage;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.Accounts;

/// <summary>Admins among themselves, each with a database of their own.</summary>
public sealed class UserServiceTests : IAsyncLifetime
{
    TestDatabase database = null!;
    UsageRoom room = null!;

    public async Task InitializeAsync()
    {
        database = await BillingDatabase.CloneAsync();
        room = new UsageRoom(database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await room.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData("demote")]
    [InlineData("deactivate")]
    [InlineData("delete")]
    public async Task Remove_TwoAdminsEachOtherAtOnce_LeavesOne(string how)
    {
        for (var round = 0; round < 5; round++)
        {
            var (here, there) = (Service(), Service());
            var (ada, bob) = (await AdminAsync(here), await AdminAsync(here));
            var errors = await Task.WhenAll(RemoveAsync(here, how, ada, bob), RemoveAsync(there, how, bob, ada));

            Assert.Equal(["last_admin", null], errors.Select(e => e?.Code).OrderBy(c => c is null));
            Assert.Equal(1L, await ActiveAdminsAsync());
            await database.ExecuteAsync("DELETE FROM users");
        }
    }

    [Theory]
    [InlineData("demote", "own_account")]
    [InlineData("deactivate", "own_account")]
    [InlineData("delete", "own_account")]
    public async Task Remove_Oneself_IsRefused(string how, string code)
    {
        var service = Service();
        var (ada, _) = (await AdminAsync(service), await AdminAsync(service));
        Assert.Equal(code, (await RemoveAsync(service, how, ada, ada))?.Code);
        Assert.True((await service.UpdateAsync(ada, ada.Id!.Value, new EditUser { DisplayName = "Countess", Password = "another-long-password" }, CancellationToken.None)).IsOk);
    }

    [Fact]
    public async Task Remove_TheLastAdminByAKey_IsRefusedAndADeactivatedOneDoesNotCount()
    {
        var (service, key) = (Service(), new Actor(Role.Admin, Guid.NewGuid(), "key"));
        var (ada, bob) = (await AdminAsync(service), await AdminAsync(service));
        Assert.Null(await RemoveAsync(service, "deactivate", key, bob));
        foreach (var how in (string[])["demote", "deactivate", "delete"])
            Assert.Equal("last_admin", (await RemoveAsync(service, how, key, ada))?.Code);
        Assert.Null(await RemoveAsync(service, "delete", key, bob));
    }

    [Fact]
    public async Task Create_TheSameAddressTwiceAtOnce_IsOneUser()
    {
        var (here, there) = (Service(), Service());
        var input = new EditUser { Email = "ada@twinmcp.example", DisplayName = "Ada", Role = Role.Staff };
        var made = await Task.WhenAll(here.CreateAsync(Actor.System("test"), input, CancellationToken.None), there.CreateAsync(Actor.System("test"), input, CancellationToken.None));
        Assert.Equal(["email_taken", null], made.Select(m => m.Error?.Code).OrderBy(c => c is null));
    }

    [Theory]
    [InlineData(Role.Customer)]
    [InlineData(Role.Staff)]
    [InlineData(Role.Ingestion)]
    public async Task Change_ByARoleThatMayNot_IsForbidden(Role role)
    {
        var (service, actor) = (Service(), new Actor(role, Guid.NewGuid(), "somebody", role == Role.Customer ? CustomerId.New() : null));
        var ada = await AdminAsync(service);
        foreach (var how in (string[])["demote", "deactivate", "delete"])
            Assert.Equal(ErrorKind.Forbidden, (await RemoveAsync(service, how, actor, ada))?.Kind);
        Assert.Equal(ErrorKind.Forbidden, (await service.CreateAsync(actor, new EditUser(), CancellationToken.None)).Error?.Kind);
    }

    UserService Service() => room.Node().GetRequiredService<UserService>();

    static async Task<Actor> AdminAsync(UserService service)
    {
        var email = $"{Guid.NewGuid():N}@twinmcp.example";
        var made = await service.CreateAsync(Actor.System("test"), new EditUser { Email = email, DisplayName = "Ada", Role = Role.Admin, Password = "tulipe-canard-bleu-42" }, CancellationToken.None);
        return new Actor(Role.Admin, made.Value.Id, "Ada");
    }

    static async Task<BillingError?> RemoveAsync(UserService service, string how, Actor by, Actor whom) => how switch
    {
        "demote" => (await service.UpdateAsync(by, whom.Id!.Value, new EditUser { Role = Role.Staff }, CancellationToken.None)).Error,
        "deactivate" => (await service.UpdateAsync(by, whom.Id!.Value, new EditUser { Active = false }, CancellationToken.None)).Error,
        _ => (await service.DeleteAsync(by, whom.Id!.Value, CancellationToken.None)).Error,
    };

    Task<long> ActiveAdminsAsync() => database.ScalarAsync<long>("SELECT count(*) FROM users WHERE role = 'ADMIN' AND deactivated_at IS NULL");
}
