using TwinMcp.Core.Common;
using Xunit;

namespace TwinMcp.Tests.Unit.Common;

public sealed class KeyScopesTests
{
    public static TheoryData<Role> Roles => new(Enum.GetValues<Role>());

    [Theory]
    [MemberData(nameof(Roles))]
    public void Allows_WithScopes_IsNeverMoreThanTheRole(Role role)
    {
        var whole = new Actor(role, Guid.NewGuid(), "key");
        foreach (var scope in KeyScopes.All)
        {
            var narrowed = Allowed(whole with { Scopes = [scope] });
            Assert.Subset(Allowed(whole), narrowed);
            Assert.Equal(KeyScopes.Fits(scope, role), narrowed.Any(a => a != BillingAction.ReadAllCustomers));
            Assert.Empty(narrowed.Intersect(KeyScopes.Never));
        }
        Assert.Subset(Allowed(whole), Allowed(whole with { Scopes = [.. KeyScopes.All] }));
        Assert.DoesNotContain(Allowed(whole with { Scopes = ["never:heard"] }), a => a != BillingAction.ReadAllCustomers);
    }

    [Fact]
    public void Allow_EveryAction_IsInAScopeOrForbiddenByName()
    {
        var given = Enum.GetValues<Role>().SelectMany(r => Allowed(new Actor(r, Guid.NewGuid(), "key") { Scopes = [.. KeyScopes.All] }));
        Assert.Equal(Enum.GetValues<BillingAction>().Order(), given.Union(KeyScopes.Never).Order());
    }

    [Fact]
    public void Check_WhatTheScopesLack_IsForbiddenInOtherWordsThanWhatTheRoleLacks()
    {
        var reader = new Actor(Role.Admin, Guid.NewGuid(), "key") { Scopes = ["invoices:read"] };
        Assert.Null(Access.Check(reader, BillingAction.ReadInvoices));
        Assert.Equal("A key of these scopes may not do this: send an invoice.", Access.Check(reader, BillingAction.SendInvoice)?.Message);
        Assert.Equal("An admin may not do this: write usage.", Access.Check(reader, BillingAction.WriteUsage)?.Message);
    }

    static HashSet<BillingAction> Allowed(Actor actor) => [.. Enum.GetValues<BillingAction>().Where(a => Access.Allows(actor, a))];
}
