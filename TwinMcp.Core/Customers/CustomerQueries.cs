using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Customers;

/// <summary>Reads of profiles. Another customer's is the same "not found" as a missing one.</summary>
public sealed class CustomerQueries(IDbContextFactory<BillingDbContext> contexts, CacheService cache, AuditReading reading)
{
    const int Most = 20;

    /// <summary>Customers whose name contains the text, in order of name; at most 20. Staff only.</summary>
    public async Task<Result<IReadOnlyList<CustomerChoice>>> SearchAsync(Actor actor, string? text, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadAllCustomers) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var customers = db.Customers.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(text))
        {
            var pattern = LikePattern.Contains(text.Trim());
            customers = customers.Where(c => EF.Functions.ILike(c.Name, pattern, LikePattern.Escape));
        }
        return await customers.OrderBy(c => c.Name).ThenBy(c => c.UserId).Take(Most)
            .Select(c => new CustomerChoice(c.UserId, c.Name, c.Address.City, c.Address.Country, c.BillingEmail)).ToListAsync(ct);
    }

    /// <summary>A page of the profiles whose name contains the text, in order of name. Staff only.</summary>
    public async Task<Result<Page<CustomerView>>> ListAsync(Actor actor, SearchInput input, CancellationToken ct)
    {
        if ((Access.Check(actor, BillingAction.ReadCustomers) ?? Access.Check(actor, BillingAction.ReadAllCustomers)) is { } refused)
            return refused;
        if (input.Validate() is { } invalid)
            return invalid;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var count = await Matching(db, input.Text).CountCappedAsync(ct);
        var page = await Ordered(db, input.Text, fewMatch: input.Text is not null && count <= Paging.FewMatches).ToPageAsync(input.Page, count, ct);
        await reading.RecordListAsync(actor, "customer.listed", input.Text, page.Items.Count, ct);
        return new Page<CustomerView>([.. page.Items.Select(CustomerView.Of)], page.Total, page.TotalIsCapped, page.PageNumber, page.PageSize, null);
    }

    /// <summary>One profile, from the cache for up to 5 minutes; every write of ours makes it read again.</summary>
    public async Task<Result<CustomerView>> FindAsync(Actor actor, CustomerId userId, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadCustomers) is { } refused)
            return refused;
        if (!Access.Allows(actor, BillingAction.ReadAllCustomers) && actor.Customer != userId)
            return BillingError.NotFound("customer");
        var found = await ReadAsync(userId, ct);
        if (found.IsOk)
            await reading.RecordAsync(actor, "customer.read", userId, null, ct);
        return found;
    }

    /// <param name="fewMatch">Find what matches first, then sort it by what no index has: the planner would walk the names in the hope of early matches.</param>
    internal static IQueryable<Customer> Ordered(BillingDbContext db, string? text, bool fewMatch) => fewMatch
        ? Matching(db, text).OrderBy(c => c.Name + "").ThenBy(c => c.UserId)
        : Matching(db, text).OrderBy(c => c.Name).ThenBy(c => c.UserId);

    async Task<Result<CustomerView>> ReadAsync(CustomerId userId, CancellationToken ct)
    {
        // the generation is drawn before the row is read: what a writer changes meanwhile is cached where nobody looks
        var generation = await cache.GenerationAsync(CacheKeys.CustomerGeneration(userId));
        var key = generation is { } known ? CacheKeys.Customer(userId, known) : null;
        if (key is not null && await cache.GetAsync<CustomerView>(key) is { } cached)
            return cached;
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.UserId == userId, ct) is not { } customer)
            return BillingError.NotFound("customer");
        var view = CustomerView.Of(customer);
        if (key is not null)
            await cache.SetAsync(key, view, CacheLifetimes.Users);
        return view;
    }

    static IQueryable<Customer> Matching(BillingDbContext db, string? text)
    {
        if (text is null)
            return db.Customers.AsNoTracking();
        var pattern = Paging.Pattern(text);
        return db.Customers.AsNoTracking().Where(c => EF.Functions.ILike(c.Name, pattern, LikePattern.Escape));
    }
}
