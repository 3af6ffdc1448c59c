using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Data;

namespace TwinMcp.Tests.Architecture.Samples.Components;

/// <summary>Wrong on purpose: a component that opens a DbContext, in an async method's state machine.</summary>
static class SamplePage
{
    public static async Task<int> CountAsync(IServiceProvider services)
    {
        var factory = (IDbContextFactory<BillingDbContext>)services.GetService(typeof(IDbContextFactory<BillingDbContext>))!;
        await using var db = await factory.CreateDbContextAsync();
        return db.ChangeTracker.Entries().Count();
    }
}
