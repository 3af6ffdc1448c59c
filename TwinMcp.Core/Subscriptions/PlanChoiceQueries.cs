using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Pricing;

namespace TwinMcp.Core.Subscriptions;

/// <summary>Which version of a plan a subscription can begin on.</summary>
static class PlanChoiceQueries
{
    /// <summary>The newest published version in the currency that is effective on the day.</summary>
    public static async Task<Result<PlanVersion>> NewestAsync(BillingDbContext db, string plan, Currency currency, DateOnly day, CancellationToken ct)
    {
        var version = await db.PlanVersions.AsNoTracking().Include(v => v.Plan)
            .Where(v => v.Plan!.Code == plan && v.Currency == currency && !v.IsDraft && v.EffectiveFrom <= day)
            .OrderByDescending(v => v.EffectiveFrom).ThenByDescending(v => v.Number).FirstOrDefaultAsync(ct);
        if (version is not null)
            return version;
        return BillingError.Invalid("plan", await db.Plans.AnyAsync(p => p.Code == plan, ct)
            ? $"No version in {currency} is on sale on {day:yyyy-MM-dd}."
            : "No such plan.");
    }

    public static Task<PlanVersion> OfAsync(BillingDbContext db, Guid versionId, CancellationToken ct) =>
        db.PlanVersions.AsNoTracking().Include(v => v.Plan).SingleAsync(v => v.Id == versionId, ct);
}
