using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Credits;

/// <summary>Gives credits, and ends those whose time is over.</summary>
public sealed class CreditService(Writing writing, LocalDates dates)
{
    const int Batch = 200;

    public async Task<Result<Guid>> GrantAsync(Actor actor, GrantCredit input, RequestKey? key, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.GrantCredit) is { } refused)
            return refused;
        if (input.Validate(dates.Now) is { } invalid)
            return invalid;
        return await writing.InTransactionAsync<Guid>(async db =>
        {
            var done = await IdempotencyStore.FindAsync(db, actor, key, ct);
            if (done.Error is { } mismatch)
                return mismatch;
            if (done.Value is { } before)
                return before.ResultId;
            var userId = input.UserId!.Value;
            if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.UserId == userId, ct) is not { } customer)
                return BillingError.Invalid("userId", "No such customer.");
            var currency = input.Currency is { } code ? Currency.Of(code) : customer.Currency;
            if (!currency.Fits(input.Amount!.Value))
                return BillingError.Invalid("amount", $"{currency} has {currency.Exponent} decimals.");
            var credit = CreditStore.Grant(db, new Credit
            {
                UserId = userId,
                Id = Guid.CreateVersion7(dates.Now),
                Type = input.Type!.Value,
                Currency = currency,
                Amount = input.Amount.Value,
                Remaining = input.Amount.Value,
                Reason = input.Reason!.Trim(),
                ExpiresAt = input.ExpiresAt?.ToUniversalTime(),
                CreatedAt = dates.Now,
            });
            db.Audit.Add(AuditEntry.Of(actor, "credit.granted", dates.Now, new AuditSubject(userId, credit.Id), new { credit.Amount, Currency = currency.Code, credit.Type }));
            IdempotencyStore.Add(db, actor, key, (userId, credit.Id, 201), dates.Now);
            return credit.Id;
        }, ct);
    }

    /// <summary>Takes what is left of credits whose time is over, a bounded batch. Returns how many.</summary>
    public async Task<int> ExpireAsync(Actor actor, CancellationToken ct)
    {
        var now = dates.Now;
        var ended = await writing.InTransactionAsync<int>(async db =>
        {
            var over = await db.Credits
                .FromSql($"SELECT * FROM credits WHERE remaining > 0 AND expires_at IS NOT NULL AND expires_at <= {now} ORDER BY expires_at LIMIT {Batch} FOR NO KEY UPDATE SKIP LOCKED")
                .AsNoTracking().ToListAsync(ct);
            foreach (var ofOne in over.GroupBy(c => c.UserId))
                await CreditStore.ChangeAsync(db, ofOne.Key, [.. ofOne.Select(c => new CreditShare(c.Id, c.Remaining))], new CreditMove(CreditEntryKind.Expire, now), ct);
            foreach (var credit in over)
                db.Audit.Add(AuditEntry.Of(actor, "credit.expired", now, new AuditSubject(credit.UserId, credit.Id), new { Amount = credit.Remaining, Currency = credit.Currency.Code }));
            return over.Count;
        }, ct);
        return ended.IsOk ? ended.Value : 0;
    }
}
