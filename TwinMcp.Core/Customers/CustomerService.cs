using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Customers;

/// <summary>Makes, changes and removes profiles. The audit log says which fields changed, never from what to what.</summary>
public sealed class CustomerService(Writing writing, CacheService cache, LocalDates dates)
{
    public async Task<Result<CustomerId>> CreateAsync(Actor actor, EditCustomer input, RequestKey? key, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeCustomers) is { } refused)
            return refused;
        var profile = CustomerRules.Normal(input);
        if (CustomerRules.Check(profile) is { } invalid)
            return invalid;
        return await writing.InTransactionAsync<CustomerId>(async db =>
        {
            var done = await IdempotencyStore.FindAsync(db, actor, key, ct);
            if (done.Error is { } mismatch)
                return mismatch;
            if (done.Value is { } before)
                return before.UserId;
            var customer = CustomerRules.New(profile, new CustomerId(Guid.CreateVersion7(dates.Now)), dates.Now);
            db.Customers.Add(customer);
            db.Audit.Add(AuditEntry.Of(actor, "customer.created", dates.Now, Subject(customer.UserId), new { Fields = profile.Given }));
            IdempotencyStore.Add(db, actor, key, (customer.UserId, customer.UserId.Value, 201), dates.Now);
            return customer.UserId;
        }, ct);
    }

    /// <summary>Changes what is given; a customer only his own contact data. <paramref name="version"/> is the one the caller has seen.</summary>
    public async Task<Result<CustomerId>> UpdateAsync(Actor actor, CustomerId userId, uint version, EditCustomer input, CancellationToken ct)
    {
        if (Refusal(actor, userId, input) is { } refused)
            return refused;
        if (input.Given.Count == 0)
            return BillingError.Invalid("body", "Nothing to change.");
        try
        {
            return await writing.InTransactionAsync<CustomerId>(async db =>
                await ChangeAsync(db, actor, (userId, version), input, ct) is { } error ? error : userId, ct);
        }
        finally
        {
            // whatever came of it: a commit whose answer was lost has happened, and who was stale reads afresh
            await cache.RaiseGenerationAsync(CacheKeys.CustomerGeneration(userId));
        }
    }

    /// <summary>Removes a profile that nothing hangs on. Nothing is ever deleted with it.</summary>
    public async Task<Result<CustomerId>> DeleteAsync(Actor actor, CustomerId userId, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeCustomers) is { } refused)
            return refused;
        try
        {
            return await writing.InTransactionAsync<CustomerId>(async db =>
            {
                // FOR UPDATE: whoever adds something to this customer waits, and then finds him gone
                await db.Database.ExecuteSqlAsync($"SELECT 1 FROM user_profiles WHERE user_id = {userId.Value} FOR UPDATE", ct);
                if (await db.Customers.SingleOrDefaultAsync(c => c.UserId == userId, ct) is not { } customer)
                    return BillingError.NotFound("customer");
                var records = await db.Database.SqlQuery<string>($"SELECT customer_records({userId.Value}) AS \"Value\"").ToListAsync(ct);
                if (records.Count > 0)
                    return BillingError.Conflict("has_records", $"The customer has records in {string.Join(", ", records)}: an account with a history is kept.");
                db.Customers.Remove(customer);
                db.Audit.Add(AuditEntry.Of(actor, "customer.deleted", dates.Now, Subject(userId)));
                return userId;
            }, ct);
        }
        finally
        {
            await cache.RaiseGenerationAsync(CacheKeys.CustomerGeneration(userId));
        }
    }

    async Task<BillingError?> ChangeAsync(BillingDbContext db, Actor actor, (CustomerId UserId, uint Version) seen, EditCustomer input, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM user_profiles WHERE user_id = {seen.UserId.Value} FOR NO KEY UPDATE", ct);
        if (await db.Customers.SingleOrDefaultAsync(c => c.UserId == seen.UserId, ct) is not { } customer)
            return BillingError.NotFound("customer");
        if (customer.Version != seen.Version)
            return BillingError.Stale;
        var before = CustomerRules.Normal(EditCustomer.Of(customer));
        var profile = CustomerRules.Normal(input.Over(before));
        if (CustomerRules.Check(profile, input.Given) is { } invalid)
            return invalid;
        var changed = profile.Differences(before);
        if (changed.Count == 0)
            return null;
        if (changed.Contains("currency") && await HasMoneyAsync(db, seen.UserId, ct))
            return BillingError.Conflict("currency_fixed", $"The account is billed in {customer.Currency}: with invoices, payments or credits its currency stays.");
        CustomerRules.Apply(profile, customer);
        db.Audit.Add(AuditEntry.Of(actor, "customer.changed", dates.Now, Subject(seen.UserId), new { Fields = changed }));
        return null;
    }

    static BillingError? Refusal(Actor actor, CustomerId userId, EditCustomer input)
    {
        if (Access.Allows(actor, BillingAction.ChangeCustomers))
            return null;
        if (Access.Check(actor, BillingAction.ChangeOwnContact) is { } refused)
            return refused;
        if (actor.Customer != userId)
            return BillingError.NotFound("customer");
        var others = input.Given.Except(CustomerRules.OwnContact).ToList();
        return others.Count == 0 ? null : BillingError.Forbidden($"A customer changes {string.Join(", ", CustomerRules.OwnContact)} himself; we change: {string.Join(", ", others)}.");
    }

    /// <summary>By table name: invoices, payments and credits stand layers above. A cancelled draft binds nobody.</summary>
    static Task<bool> HasMoneyAsync(BillingDbContext db, CustomerId userId, CancellationToken ct) => db.Database.SqlQuery<bool>($"""
        SELECT EXISTS (SELECT FROM invoices WHERE user_id = {userId.Value} AND (number IS NOT NULL OR status <> 'CANCELLED'))
          OR EXISTS (SELECT FROM payments WHERE user_id = {userId.Value})
          OR EXISTS (SELECT FROM credits WHERE user_id = {userId.Value}) AS "Value"
        """).SingleAsync(ct);

    static AuditSubject Subject(CustomerId userId) => new(userId, userId.Value);
}
