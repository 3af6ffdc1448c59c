using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Tests.Support;
using TwinMcp.Web.Components.Pages.Account;
using Xunit;
using static TwinMcp.Tests.Support.AccountCalls;

namespace TwinMcp.Tests.Api.Accounts;

public sealed class UserApiTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string Password = "tulipe-canard-bleu-42";

    ProductHost Host => product.Host;

    [Fact]
    public async Task Create_WithAPassword_NeverShowsIt()
    {
        var email = NewEmail();
        var created = (await Host.Admin.PostAsync(Users, new { email, displayName = "Ada", role = "STAFF", password = Password })).Expect(201);
        Assert.Null(created["initialPassword"]);
        var id = created.Json.GetProperty("user").GetProperty("id").GetString()!;
        var read = (await Host.Admin.GetAsync($"{Users}/{id}")).Expect(200);
        Assert.Equal((email, "Ada", "STAFF", null, "True"), (read["email"], read["displayName"], read["role"], read["customerId"], read["active"]));
        foreach (var answer in (string[])[created.Text, read.Text])
        {
            Assert.DoesNotContain(Password, answer, StringComparison.Ordinal);
            Assert.DoesNotContain("hash", answer, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("stamp", answer, StringComparison.OrdinalIgnoreCase);
        }
        Assert.True(await SignsInAsync(email, Password));
        Assert.Equal(0L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM audit_log a WHERE entity_id = '{id}' AND (a::text LIKE '%{Password}%' OR a::text LIKE '%{email}%')"));
    }

    [Fact]
    public async Task Create_WithoutAPassword_ShowsTheMadeOneOnce()
    {
        var email = NewEmail();
        var created = (await Host.Admin.PostAsync(Users, new { email, displayName = "Ada", role = "ADMIN" })).Expect(201);
        Assert.True(await SignsInAsync(email, created["initialPassword"]!));
        (await Host.Admin.PostAsync(Users, new { email = email.ToUpperInvariant(), displayName = "Ada", role = "ADMIN" })).ExpectProblem(409, "email_taken");
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { """{ "email": "nobody" }""", "email" },
        { """{ "email": "a@b.example\r\nBcc: c@d.example" }""", "email" },
        { """{ "displayName": "" }""", "displayName" },
        { """{ "displayName": "a\nb" }""", "displayName" },
        { """{ "role": "INGESTION" }""", "role" },
        { """{ "role": "SYSTEM" }""", "role" },
        { """{ "role": "GOD" }""", "role" },
        { """{ "role": "CUSTOMER" }""", "customerId" },
        { """{ "customerId": "0196d0c4-0000-7000-8000-000000000000" }""", "customerId" },
        { """{ "role": "CUSTOMER", "customerId": "0196d0c4-0000-7000-8000-000000000000" }""", "customerId" },
        { """{ "password": "short" }""", "password" },
        { """{ "passwordHash": "x" }""", "passwordHash" },
        { "{}", "body" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Change_WrongInput_NamesTheField(string body, string field)
    {
        var id = await UserAsync(Role.Staff);
        (await PatchAsync(id, body)).ExpectProblem(400, field: field);
    }

    [Fact]
    public async Task Create_Nothing_NamesAllThatIsMissing() =>
        Assert.Equal(["displayName", "email", "role"], (await Host.Admin.PostAsync(Users, "{}")).ExpectProblem(400).Fields.Order());

    public static TheoryData<string> Ending => ["""{ "role": "ADMIN" }""", """{ "active": false }""", $$"""{ "password": "{{Password}}-new" }"""];

    [Theory]
    [MemberData(nameof(Ending))]
    public async Task Change_OfRoleActivityOrPassword_EndsTheSessions(string body)
    {
        var id = await UserAsync(Role.Staff);
        var session = await SessionAsync(id);
        Assert.True(await IsValidAsync(session));
        (await PatchAsync(id, """{ "displayName": "Grace" }""")).Expect(200);
        Assert.True(await IsValidAsync(session));

        (await PatchAsync(id, body)).Expect(200);
        Assert.False(await IsValidAsync(session));
    }

    [Fact]
    public async Task Deactivated_CannotSignInUntilActiveAgain()
    {
        var email = NewEmail();
        var id = await UserAsync(Role.Staff, email);
        (await PatchAsync(id, """{ "active": false }""")).Expect(200);
        Assert.False(await SignsInAsync(email, Password));
        (await PatchAsync(id, """{ "active": true }""")).Expect(200);
        Assert.True(await SignsInAsync(email, Password));
    }

    [Fact]
    public async Task Delete_IsADeactivationWhenTheAuditLogNamesTheUser()
    {
        var (silent, named) = (await UserAsync(Role.Staff), await UserAsync(Role.Staff));
        await Host.Database.ExecuteAsync($"INSERT INTO audit_log (at, action, actor_role, actor_id, actor_name) VALUES (now(), 'test', 'STAFF', '{named}', 'Ada')");

        (await Host.Admin.CallAsync("DELETE", $"{Users}/{silent}")).Expect(204);
        (await Host.Admin.GetAsync($"{Users}/{silent}")).ExpectProblem(404);
        Assert.Equal("False", (await Host.Admin.CallAsync("DELETE", $"{Users}/{named}")).Expect(200)["active"]);
        (await Host.Admin.CallAsync("DELETE", $"{Users}/{silent}")).ExpectProblem(404);
    }

    [Fact]
    public async Task List_FindsByNameAndAddress()
    {
        var mark = Guid.NewGuid().ToString("N")[..10];
        await UserAsync(Role.Staff, $"b-{mark}@twinmcp.example");
        await UserAsync(Role.Admin, $"a-{mark}@twinmcp.example");
        var found = (await Host.Admin.GetAsync($"{Users}?q={mark}")).Expect(200);
        Assert.Equal([$"a-{mark}@twinmcp.example", $"b-{mark}@twinmcp.example"], found.Items.Select(u => u.GetProperty("email").GetString()));
        Assert.NotEmpty((await Host.Admin.GetAsync($"{Users}?q=ada")).Expect(200).Items);
        (await Host.Admin.GetAsync($"{Users}?role=ADMIN")).ExpectProblem(400, field: "role");
    }

    static string NewEmail() => $"{Guid.NewGuid():N}@twinmcp.example";

    async Task<Guid> UserAsync(Role role, string? email = null) =>
        (await Host.Admin.PostAsync(Users, new { email = email ?? NewEmail(), displayName = "Ada", role = role.ToString().ToUpperInvariant(), password = Password })).Expect(201)
            .Json.GetProperty("user").GetProperty("id").GetGuid();

    Task<ApiAnswer> PatchAsync(Guid id, string body) => Host.Admin.PatchAsync($"{Users}/{id}", body, null);

    async Task<bool> SignsInAsync(string email, string password)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        return (await scope.ServiceProvider.GetRequiredService<ISignIn>().SignInAsync(email, password, false, CancellationToken.None)).Next == SignInNext.Done;
    }

    async Task<ClaimsPrincipal> SessionAsync(Guid id)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByIdAsync(id.ToString());
        return await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<AppUser>>().CreateAsync(user!);
    }

    /// <summary>What the cookie's validator and every open circuit ask each 5 seconds.</summary>
    async Task<bool> IsValidAsync(ClaimsPrincipal session)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignInManager<AppUser>>().ValidateSecurityStampAsync(session) is not null;
    }
}
