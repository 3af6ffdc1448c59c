using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Tax.VatNumbers;

namespace TwinMcp.Core.Tax;

/// <summary>The settings, and how near the seller is to having to register for OSS.</summary>
public sealed record TaxSettingsView(TaxSettings Settings, int Year, decimal SalesOfYear, decimal SalesOfYearBefore, bool RegistrationDue);

/// <summary>Which rates to list: of a territory, and only those in force on a day.</summary>
public sealed record TaxRateFilter
{
    public string? Country { get; init; }

    /// <summary>Null: every row, with its history.</summary>
    public DateOnly? On { get; init; }

    public int PageNumber { get; init; } = 1;
    public int PageSize { get; init; } = 100;
}

/// <summary>What decisions need, and what the settings page shows.</summary>
public sealed class TaxQueries(IDbContextFactory<BillingDbContext> contexts, LocalDates dates)
{
    const int MaxPageSize = 200;

    /// <summary>The ECB quotes every working day; a month leaves room for who enters monthly rates, and none for a forgotten one.</summary>
    const int MaxExchangeRateAgeDays = 31;

    /// <summary>Settings, dated rates and sales to EU consumers: loaded once, a whole billing run decides with it in memory.</summary>
    public static async Task<TaxSetup> SetupAsync(BillingDbContext db, BillingOptions options, CancellationToken ct)
    {
        var settings = await db.TaxSettings.AsNoTracking().SingleAsync(ct);
        if (settings.Regime != TaxRegime.Standard)
            return new TaxSetup(settings, new TaxRateTable([]), options.TaxRatePercent);
        var rates = await db.TaxRates.AsNoTracking().ToListAsync(ct);
        return new TaxSetup(settings, new TaxRateTable(rates), options.TaxRatePercent) { CrossBorderSales = await SalesAsync(db, settings.OssFrom, ct) };
    }

    /// <summary>The latest answer of VIES about each number (as it is written on the customer); numbers that were never asked about are missing.</summary>
    public static async Task<IReadOnlyDictionary<string, VatEvidence>> EvidenceAsync(BillingDbContext db, IEnumerable<string> vatIds, CancellationToken ct)
    {
        var written = vatIds.Distinct().ToDictionary(id => id, id => VatNumber.Check(id).Number);
        var numbers = written.Values.Distinct().ToArray();
        if (numbers.Length == 0)
            return new Dictionary<string, VatEvidence>();
        var latest = await db.VatChecks
            .FromSql($"SELECT DISTINCT ON (number) * FROM vat_checks WHERE number = ANY({numbers}) AND source = 'VIES' ORDER BY number, requested_at DESC, id DESC")
            .AsNoTracking().ToDictionaryAsync(c => c.Number, c => new VatEvidence(c.Valid, c.RequestedOn, c.ConsultationNumber), ct);
        return written.Where(w => latest.ContainsKey(w.Value)).ToDictionary(w => w.Key, w => latest[w.Value]);
    }

    /// <summary>The latest rate on or before the day, at most 31 days old; null when there is none.</summary>
    public static Task<ExchangeRate?> ExchangeRateAsync(BillingDbContext db, Currency currency, DateOnly on, CancellationToken ct)
    {
        var oldest = on.AddDays(-MaxExchangeRateAgeDays);
        return db.ExchangeRates.AsNoTracking().Where(r => r.Currency == currency && r.On <= on && r.On >= oldest).OrderByDescending(r => r.On).FirstOrDefaultAsync(ct);
    }

    /// <summary>
    /// Sales that count towards the threshold are issued one after the other from here to the caller's commit, so that two at once do not
    /// both stay under it.
    /// </summary>
    public static async Task<TaxSetup> SetupInTurnAsync(BillingDbContext db, TaxSetup setup, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('cross_border_sales'))", ct);
        return setup with { CrossBorderSales = await SalesAsync(db, setup.Settings.OssFrom, ct) };
    }

    public async Task<Result<TaxSettingsView>> SettingsAsync(Actor actor, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadTaxSettings) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var settings = await db.TaxSettings.AsNoTracking().SingleAsync(ct);
        var today = dates.Today;
        var setup = new TaxSetup(settings, new TaxRateTable([]), 0m) { CrossBorderSales = await SalesAsync(db, null, ct) };
        var isDue = settings.Regime == TaxRegime.Standard && !(settings.OssFrom <= today) && setup.IsThresholdPassed(today);
        return new TaxSettingsView(settings, today.Year, setup.SalesOf(today.Year), setup.SalesOf(today.Year - 1), isDue);
    }

    public async Task<Result<Page<TaxRate>>> RatesAsync(Actor actor, TaxRateFilter filter, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadTaxSettings) is { } refused)
            return refused;
        var errors = new FieldErrors();
        errors.Require(filter.Country is null || TaxRateRules.IsCode(filter.Country), "country", TaxRateRules.CodeWords);
        errors.Require(filter.PageNumber is >= 1 and <= 1_000, "page", "From 1 to 1,000.");
        errors.Require(filter.PageSize is >= 1 and <= MaxPageSize, "pageSize", $"From 1 to {MaxPageSize}.");
        if (errors.Any)
            return errors.ToError();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rates = db.TaxRates.AsNoTracking();
        if (filter.Country is { } country)
            rates = rates.Where(r => r.Country == country);
        if (filter.On is { } on)
            rates = rates.Where(r => r.ValidFrom <= on && !db.TaxRates.Any(n => n.Country == r.Country && n.Kind == r.Kind && n.ValidFrom > r.ValidFrom && n.ValidFrom <= on));
        var total = await rates.CountAsync(ct);
        var items = await rates.OrderBy(r => r.Country).ThenBy(r => r.Kind).ThenBy(r => r.ValidFrom)
            .Skip((filter.PageNumber - 1) * filter.PageSize).Take(filter.PageSize).ToListAsync(ct);
        return new Page<TaxRate>(items, total, false, filter.PageNumber, filter.PageSize, null);
    }

    /// <summary>By the tax point's year, up to where OSS begins; what is cancelled does not count, what is only credited does (the safe side).</summary>
    static async Task<IReadOnlyDictionary<int, decimal>> SalesAsync(BillingDbContext db, DateOnly? until, CancellationToken ct) =>
        await db.Database.SqlQuery<YearSales>($"""
            SELECT extract(year FROM tax_point)::int AS "Year", sum(subtotal * coalesce(exchange_rate, 1)) AS "NetEur"
            FROM invoices
            WHERE tax_rule LIKE 'eu_b2c%' AND number IS NOT NULL AND status <> 'CANCELLED' AND kind IN ('SUBSCRIPTION', 'ONE_OFF') AND tax_point < {until ?? DateOnly.MaxValue}
            GROUP BY 1
            """).ToDictionaryAsync(s => s.Year, s => s.NetEur, ct);

    sealed record YearSales(int Year, decimal NetEur);
}
