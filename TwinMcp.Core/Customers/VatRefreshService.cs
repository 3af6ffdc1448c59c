using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Tax;
using TwinMcp.Core.Tax.VatNumbers;

namespace TwinMcp.Core.Customers;

/// <summary>
/// Asks VIES again about customers' numbers before its last answer is too old to bill on: with fail-closed a forgotten one would be
/// charged VAT. Nothing is stored of a member state that does not answer; it is asked again in a later round.
/// </summary>
public sealed class VatRefreshService(IDbContextFactory<BillingDbContext> contexts, VatCheckService checks, LocalDates dates)
{
    /// <summary>A quarter of an answer's life is left for a member state that is silent for days.</summary>
    const int ShareOfAge = 4;

    /// <summary>In a round: VIES refuses who asks too much at once.</summary>
    const int Block = 20;

    static readonly Actor Refresher = Actor.System("vat-refresh");

    CustomerId last;

    /// <summary>Asks about the next numbers that are due. Returns how many of them were answered; 0 also when these were the last.</summary>
    public async Task<int> RefreshAsync(CancellationToken ct)
    {
        var due = await DueAsync(ct);
        var isMore = due.Count == Block;
        last = isMore ? new CustomerId(due[^1].UserId) : default;
        var answered = 0;
        foreach (var number in due.Select(d => d.Number).Distinct().Where(n => VatNumber.Check(n).Valid))
            answered += (await checks.CheckAsync(Refresher, number, ct)).IsOk ? 1 : 0;
        return isMore ? answered : 0;
    }

    async Task<List<DueNumber>> DueAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var settings = await db.TaxSettings.AsNoTracking().SingleAsync(ct);
        if (!settings.ViesEnabled || settings.Regime != TaxRegime.Standard)
            return [];
        var oldest = dates.Today.AddDays(-(settings.CheckMaxAgeDays - (settings.CheckMaxAgeDays / ShareOfAge)));
        var own = settings.SellerCountry + "%";
        return await db.Database.SqlQuery<DueNumber>($"""
            SELECT user_id AS "UserId", vat_id AS "Number" FROM user_profiles p
            WHERE user_id > {last.Value} AND vat_id IS NOT NULL AND vat_id NOT LIKE {own} AND vat_id NOT LIKE 'GB%'
              AND NOT EXISTS (SELECT 1 FROM vat_checks v WHERE v.number = p.vat_id AND v.source = 'VIES' AND v.requested_on > {oldest})
            ORDER BY user_id LIMIT {Block}
            """).ToListAsync(ct);
    }

    sealed record DueNumber(Guid UserId, string Number);
}
