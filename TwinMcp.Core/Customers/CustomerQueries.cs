using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Customers;

/// <summary>A customer to pick from.</summary>
public sealed record CustomerChoice(CustomerId UserId, string Name, string City, string Country, string BillingEmail);

public sealed class CustomerQueries(IDbContextFactory<BillingDbContext> contexts)
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
            customers = customers.Where(c => EF.Functions.ILike(c.Name, pattern));
        }
        return await customers.OrderBy(c => c.Name).ThenBy(c => c.UserId).Take(Most)
            .Select(c => new CustomerChoice(c.UserId, c.Name, c.Address.City, c.Address.Country, c.BillingEmail)).ToListAsync(ct);
    }
}
