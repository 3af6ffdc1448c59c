using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Credits;

/// <summary>Changes of credits inside the caller's transaction. What is left and the entry that says why change in one statement, which refuses an overdraft.</summary>
static class CreditStore
{
    /// <summary>Nobody holds more credits at once; what is beyond is used the next time.</summary>
    const int Most = 500;

    /// <summary>A new credit with its first entry; the caller saves.</summary>
    public static Credit Grant(BillingDbContext db, Credit credit)
    {
        db.Credits.Add(credit);
        db.CreditEntries.Add(new CreditEntry { UserId = credit.UserId, CreditId = credit.Id, Kind = CreditEntryKind.Grant, Amount = credit.Amount, At = credit.CreatedAt });
        return credit;
    }

    /// <summary>Covers up to the amount of an invoice with what the customer holds. Returns how much.</summary>
    public static async Task<decimal> UseAsync(BillingDbContext db, (CustomerId UserId, InvoiceId Id) invoice, Money amount, DateTimeOffset now, CancellationToken ct)
    {
        if (amount.Amount <= 0)
            return 0;
        var (userId, currency) = (invoice.UserId.Value, amount.Currency.Code);
        // locked in the order of use, by everybody
        var held = await db.Credits.FromSql($"""
            SELECT * FROM credits WHERE user_id = {userId} AND currency = {currency} AND remaining > 0 AND (expires_at IS NULL OR expires_at > {now})
            ORDER BY expires_at NULLS LAST, created_at, id LIMIT {Most} FOR NO KEY UPDATE
            """).AsNoTracking().ToListAsync(ct);
        var shares = CreditCalculator.Use(held, amount.Amount, now);
        await ChangeAsync(db, invoice.UserId, shares, new CreditMove(CreditEntryKind.Use, now) { InvoiceId = invoice.Id }, ct);
        return shares.Sum(s => s.Amount);
    }

    /// <summary>Moves each credit by its share, up or down by the kind.</summary>
    /// <exception cref="InvalidOperationException">A credit has less than its share: the caller did not lock it, a bug. Nothing of this transaction stays.</exception>
    public static async Task ChangeAsync(BillingDbContext db, CustomerId userId, IReadOnlyCollection<CreditShare> shares, CreditMove move, CancellationToken ct)
    {
        if (shares.Count == 0)
            return;
        var sign = move.Kind is CreditEntryKind.Grant or CreditEntryKind.Restore ? 1m : -1m;
        Guid[] ids = [.. shares.Select(s => s.CreditId)];
        decimal[] amounts = [.. shares.Select(s => s.Amount * sign)];
        var (user, kind, invoiceId, paymentId, at) = (userId.Value, UpperSnakeCase.Instance.TranslateMemberName(move.Kind.ToString()), move.InvoiceId?.Value, move.PaymentId, move.At);
        var changed = await db.Database.ExecuteSqlAsync($"""
            WITH moved AS (
              UPDATE credits c SET remaining = c.remaining + m.amount
              FROM unnest({ids}, {amounts}) AS m(id, amount)
              WHERE c.user_id = {user} AND c.id = m.id AND c.remaining + m.amount BETWEEN 0 AND c.amount
              RETURNING c.id, m.amount)
            INSERT INTO credit_entries (user_id, credit_id, kind, amount, invoice_id, payment_id, at)
            SELECT {user}, id, {kind}::credit_entry_kind, amount, {invoiceId}, {paymentId}, {at} FROM moved
            """, ct);
        if (changed != shares.Count)
            throw new InvalidOperationException($"{shares.Count - changed} of {shares.Count} credits of {userId} have less left than was to be taken.");
    }

    /// <summary>Gives back to the credits what an invoice used of them, the last use first. Returns how much.</summary>
    public static async Task<decimal> RestoreAsync(BillingDbContext db, (CustomerId UserId, InvoiceId Id) invoice, decimal amount, DateTimeOffset now, CancellationToken ct)
    {
        var entries = await db.CreditEntries.AsNoTracking()
            .Where(e => e.UserId == invoice.UserId && e.InvoiceId == invoice.Id).OrderBy(e => e.Id).ToListAsync(ct);
        var uses = entries.GroupBy(e => e.CreditId).Select(g => new CreditShare(g.Key, -g.Sum(e => e.Amount)));
        var shares = CreditCalculator.Restore(uses, amount);
        await ChangeAsync(db, invoice.UserId, shares, new CreditMove(CreditEntryKind.Restore, now) { InvoiceId = invoice.Id }, ct);
        return shares.Sum(s => s.Amount);
    }
}

/// <summary>Why credits change.</summary>
sealed record CreditMove(CreditEntryKind Kind, DateTimeOffset At)
{
    public InvoiceId? InvoiceId { get; init; }
    public Guid? PaymentId { get; init; }
}
