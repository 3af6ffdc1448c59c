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
            Assert.DoesNotContain(BillingAction.ManageUsers, narrowed);
            Assert.DoesNotContain(BillingAction.ChangeApiKeys, narrowed);
            Assert.DoesNotContain(BillingAction.ChangeOwnApiKeys, narrowed);
        }
        Assert.Subset(Allowed(whole), Allowed(whole with { Scopes = [.. KeyScopes.All] }));
        Assert.DoesNotContain(Allowed(whole with { Scopes = ["never:heard"] }), a => a != BillingAction.ReadAllCustomers);
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
