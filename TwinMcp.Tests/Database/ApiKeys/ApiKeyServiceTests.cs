using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.ApiKeys;
using TwinMcp.Tests.Database.Usage;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.ApiKeys;

public sealed class ApiKeyServiceTests : IAsyncLifetime
{
    static readonly Actor Admin = new(Role.Admin, Guid.NewGuid(), "Ada");
    static readonly CreateApiKey Meter = new() { Name = "Meter", Role = Role.Ingestion };

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

    [Fact]
    public async Task Create_ForACustomer_GivesAKeyThatIsThatCustomer()
    {
        var customer = await room.CustomerAsync();
        var service = Service();
        var created = (await service.CreateAsync(Admin, new CreateApiKey { Name = " CI ", Role = Role.Customer, UserId = customer }, CancellationToken.None)).Value;

        Assert.Matches("^tm_live_[0-9A-Za-z]{8}\\.[0-9A-Za-z]{32}$", created.Key);
        Assert.Equal(new ApiKeyIdentity(created.Id, "CI", Role.Customer, customer, new ApiKeyLimits(60, 10_000)), await service.AuthenticateAsync(created.Key, CancellationToken.None));
    }

    [Fact]
    public async Task Create_Key_StoresOnlyTheHashOfItsSecret()
    {
        var created = (await Service().CreateAsync(Admin, Meter, CancellationToken.None)).Value;
        var secret = created.Key.Split('.')[1];

        Assert.Equal(SHA256.HashData(Encoding.ASCII.GetBytes(secret)), await database.ScalarAsync<byte[]>("SELECT secret_hash FROM api_keys"));
        Assert.Equal(0L, await database.ScalarAsync<long>($"SELECT (SELECT count(*) FROM api_keys k WHERE k::text LIKE '%{secret}%') + (SELECT count(*) FROM audit_log a WHERE a::text LIKE '%{secret}%')"));
        Assert.Equal("api_key.created ADMIN", await database.ScalarAsync<string>($"SELECT action || ' ' || actor_role FROM audit_log WHERE entity_id = '{created.Id}'"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("tm_live_AAAAAAAA")]
    [InlineData("tm_live_AAAAAAAA.")]
    [InlineData("tm_live_AAAAAAAA.short")]
    [InlineData("tm_live_AAAAAAAA.0123456789abcdefghijklmnopqrstuv.x")]
    [InlineData("tm_live_AAAAAAAA.0123456789abcdefghijklmnopqrstu'")]
    [InlineData("tm_live_AAAAAAAA.0123456789abcdefghijklmnopqrstué")]
    [InlineData("tm_live_AAAAAAAA.0123456789abcdefghijklmnopqrstuv")]
    [InlineData("a_prefix_longer_than_20.0123456789abcdefghijklmnopqrstuv")]
    public async Task Authenticate_MalformedOrUnknown_IsNobody(string? key) => Assert.Null(await Service().AuthenticateAsync(key, CancellationToken.None));

    [Fact]
    public async Task Authenticate_WrongSecretOfAKnownPrefix_IsNobody()
    {
        var service = Service();
        var (first, second) = ((await service.CreateAsync(Admin, Meter, CancellationToken.None)).Value, (await service.CreateAsync(Admin, Meter, CancellationToken.None)).Value);

        Assert.Null(await service.AuthenticateAsync(first.Prefix + "." + second.Key.Split('.')[1], CancellationToken.None));
        Assert.NotNull(await service.AuthenticateAsync(first.Key, CancellationToken.None));
    }

    [Fact]
    public async Task Authenticate_Expired_IsNobodyAtOnce()
    {
        var service = Service();
        var created = (await service.CreateAsync(Admin, Meter with { ExpiresAt = room.Clock.GetUtcNow().AddSeconds(2) }, CancellationToken.None)).Value;
        Assert.NotNull(await service.AuthenticateAsync(created.Key, CancellationToken.None));

        room.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await service.AuthenticateAsync(created.Key, CancellationToken.None));
    }

    [Fact]
    public async Task Revoke_OnOneNode_HoldsThereAtOnceAndEverywhereWithin5Seconds()
    {
        var (here, there) = (Service(), Service());
        var created = (await here.CreateAsync(Admin, Meter, CancellationToken.None)).Value;
        Assert.NotNull(await here.AuthenticateAsync(created.Key, CancellationToken.None));
        Assert.NotNull(await there.AuthenticateAsync(created.Key, CancellationToken.None));

        Assert.True((await here.RevokeAsync(Admin, created.Id, CancellationToken.None)).IsOk);

        Assert.Null(await here.AuthenticateAsync(created.Key, CancellationToken.None));
        // the wall clock set back must not make the old answer live longer
        room.Clock.JumpTo(UsageRoom.Now.AddHours(-1));
        room.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await there.AuthenticateAsync(created.Key, CancellationToken.None));
    }

    [Fact]
    public async Task Revoke_Twice_IsHarmlessAndOnRecordOnce()
    {
        var service = Service();
        var created = (await service.CreateAsync(Admin, Meter, CancellationToken.None)).Value;

        Assert.True((await service.RevokeAsync(Admin, created.Id, CancellationToken.None)).IsOk);
        Assert.True((await service.RevokeAsync(Admin, created.Id, CancellationToken.None)).IsOk);
        Assert.Equal(ErrorKind.NotFound, (await service.RevokeAsync(Admin, Guid.NewGuid(), CancellationToken.None)).Error?.Kind);
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(*) FROM audit_log WHERE action = 'api_key.revoked'"));
    }

    [Fact]
    public async Task Authenticate_Often_NotesItsUseOnceAMinuteAndWithoutWaiting()
    {
        var service = Service();
        var created = (await service.CreateAsync(Admin, Meter, CancellationToken.None)).Value;
        await using (var blocker = await room.OpenAsync())
        {
            await using var transaction = await blocker.BeginTransactionAsync();
            await using var hold = new Npgsql.NpgsqlCommand("SELECT * FROM api_keys FOR UPDATE", blocker);
            await hold.ExecuteNonQueryAsync();
            for (var i = 0; i < 100; i++)
                Assert.NotNull(await service.AuthenticateAsync(created.Key, CancellationToken.None));
            Assert.Null(await LastUsedAsync());
        }
        await Eventually.HoldsAsync(async () => await LastUsedAsync() == UsageRoom.Now.UtcDateTime, "its use is noted");

        room.Clock.Advance(TimeSpan.FromSeconds(50));
        await service.AuthenticateAsync(created.Key, CancellationToken.None);
        room.Clock.Advance(TimeSpan.FromSeconds(20));
        await service.AuthenticateAsync(created.Key, CancellationToken.None);

        await Eventually.HoldsAsync(async () => await LastUsedAsync() == UsageRoom.Now.UtcDateTime.AddSeconds(70), "its next use is noted");
    }

    [Fact]
    public async Task CreateAndRevoke_ByACustomerWithoutAnAccount_ReachNoKey()
    {
        var actor = new Actor(Role.Customer, Guid.NewGuid(), "somebody");
        var created = (await Service().CreateAsync(Admin, Meter, CancellationToken.None)).Value;

        Assert.Equal(ErrorKind.Forbidden, (await Service().CreateAsync(actor, Meter with { Role = Role.Admin }, CancellationToken.None)).Error?.Kind);
        Assert.Equal(ErrorKind.NotFound, (await Service().RevokeAsync(actor, created.Id, CancellationToken.None)).Error?.Kind);
        Assert.NotNull(await Service().AuthenticateAsync(created.Key, CancellationToken.None));
    }

    [Theory]
    [InlineData(Role.Staff)]
    [InlineData(Role.Ingestion)]
    public async Task CreateAndRevoke_ByARoleThatMayNot_AreForbidden(Role role)
    {
        var actor = new Actor(role, Guid.NewGuid(), "somebody");
        var created = (await Service().CreateAsync(Admin, Meter, CancellationToken.None)).Value;

        Assert.Equal(ErrorKind.Forbidden, (await Service().CreateAsync(actor, Meter with { Role = Role.Admin }, CancellationToken.None)).Error?.Kind);
        Assert.Equal(ErrorKind.Forbidden, (await Service().RevokeAsync(actor, created.Id, CancellationToken.None)).Error?.Kind);
        Assert.NotNull(await Service().AuthenticateAsync(created.Key, CancellationToken.None));
    }

    public static TheoryData<CreateApiKey, string> Wrong => new()
    {
        { Meter with { Name = " " }, "name" },
        { Meter with { Name = new string('n', 101) }, "name" },
        { Meter with { Name = "a\r\nb" }, "name" },
        { Meter with { Role = Role.System }, "role" },
        { Meter with { Role = (Role)99 }, "role" },
        { Meter with { Role = Role.Customer }, "userId" },
        { Meter with { UserId = CustomerId.New() }, "userId" },
        { Meter with { RequestsPerMinute = 0 }, "requestsPerMinute" },
        { Meter with { RequestsPerDay = -1 }, "requestsPerDay" },
        { Meter with { ExpiresAt = UsageRoom.Now }, "expiresAt" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Create_WrongInput_NamesTheField(CreateApiKey input, string field) =>
        Assert.Equal([field], (await Service().CreateAsync(Admin, input, CancellationToken.None)).Error?.Fields?.Keys);

    [Fact]
    public async Task Create_ForACustomerThatIsNotThere_IsNotFound() =>
        Assert.Equal(ErrorKind.NotFound, (await Service().CreateAsync(Admin, new CreateApiKey { Name = "k", Role = Role.Customer, UserId = CustomerId.New() }, CancellationToken.None)).Error?.Kind);

    [Fact]
    public async Task Import_FixedKey_CanBeRepeatedButNotReplaced()
    {
        const string key = "tm_demo_ingest.0123456789abcdefghijklmnopqrstuv";
        var (service, system) = (Service(), Actor.System("seed"));
        var first = (await service.ImportAsync(system, Meter, key, CancellationToken.None)).Value;
        var again = (await service.ImportAsync(system, Meter, key, CancellationToken.None)).Value;

        Assert.Equal(first, again);
        Assert.Equal(key, first.Key);
        Assert.Equal(first.Id, (await service.AuthenticateAsync(key, CancellationToken.None))?.KeyId);
        Assert.Equal("prefix_taken", (await service.ImportAsync(system, Meter, key + "X", CancellationToken.None)).Error?.Code);
        Assert.Equal(ErrorKind.Validation, (await service.ImportAsync(system, Meter, "short.key", CancellationToken.None)).Error?.Kind);
        Assert.Equal(ErrorKind.Forbidden, (await service.ImportAsync(Admin, Meter, key, CancellationToken.None)).Error?.Kind);
    }

    ApiKeyService Service() => room.Node().GetRequiredService<ApiKeyService>();

    Task<DateTime?> LastUsedAsync() => database.ScalarAsync<DateTime?>("SELECT last_used_at FROM api_keys");
}
