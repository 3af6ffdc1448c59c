using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Tax;

/// <summary>Changes to how sales are taxed. Issued invoices keep what they were issued with.</summary>
public sealed class TaxService(Writing writing, LocalDates dates)
{
    public Task<Result<bool>> ChangeSettingsAsync(Actor actor, ChangeTaxSettings input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeTaxSettings) is { } refused)
            return Refuse<bool>(refused);
        if (input.Validate().Error is { } invalid)
            return Refuse<bool>(invalid);
        return writing.InTransactionAsync<bool>(async db =>
        {
            var settings = await db.TaxSettings.SingleAsync(ct);
            if (settings.Version != input.Version)
                return BillingError.Stale;
            (settings.Regime, settings.SellerCountry, settings.Supply) = (input.Regime!.Value, input.SellerCountry!, input.Supply!.Value);
            (settings.OssFrom, settings.ViesEnabled, settings.FailClosed, settings.CheckMaxAgeDays) = (input.OssFrom, input.ViesEnabled, input.FailClosed, input.CheckMaxAgeDays!.Value);
            var data = new { Regime = settings.Regime.ToString(), settings.SellerCountry, Supply = settings.Supply.ToString(), settings.OssFrom, settings.ViesEnabled, settings.FailClosed, settings.CheckMaxAgeDays };
            Audit(db, actor, "tax.settings_changed", data);
            return true;
        }, ct);
    }

    /// <summary>A new row after the last of its territory and kind: what was in force on a past tax point never changes.</summary>
    public Task<Result<TaxRate>> AddRateAsync(Actor actor, AddTaxRate input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeTaxSettings) is { } refused)
            return Refuse<TaxRate>(refused);
        if (input.Validate().Error is { } invalid)
            return Refuse<TaxRate>(invalid);
        return writing.InTransactionAsync<TaxRate>(async db =>
        {
            var rate = new TaxRate { Country = input.Country!, Kind = input.Kind!.Value, ValidFrom = input.ValidFrom!.Value, Rate = input.Rate!.Value };
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('tax_rates'))", ct);
            var last = await db.TaxRates.Where(r => r.Country == rate.Country && r.Kind == rate.Kind).MaxAsync(r => (DateOnly?)r.ValidFrom, ct);
            if (rate.ValidFrom <= last)
                return BillingError.Conflict("rate_not_last", $"{rate.Country} has a rate of this kind from {last:yyyy-MM-dd}: a new one begins after it.");
            db.TaxRates.Add(rate);
            Audit(db, actor, "tax.rate_added", new { rate.Country, Kind = rate.Kind.ToString(), rate.ValidFrom, rate.Rate });
            return rate;
        }, ct);
    }

    /// <summary>Sets or corrects rates; an issued invoice has its own copy.</summary>
    public Task<Result<IReadOnlyList<ExchangeRate>>> SetExchangeRatesAsync(Actor actor, SetExchangeRates input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeTaxSettings) is { } refused)
            return Refuse<IReadOnlyList<ExchangeRate>>(refused);
        if (input.Validate(dates.Today).Error is { } invalid)
            return Refuse<IReadOnlyList<ExchangeRate>>(invalid);
        return writing.InTransactionAsync<IReadOnlyList<ExchangeRate>>(async db =>
        {
            var rates = input.Rates!.Select(r => new ExchangeRate { Currency = Currency.Of(r.Currency!), On = r.On!.Value, RateToEur = r.RateToEur!.Value })
                .OrderBy(r => r.On).ThenBy(r => r.Currency.Code, StringComparer.Ordinal).ToList();
            foreach (var rate in rates)
                await db.Database.ExecuteSqlAsync($"INSERT INTO exchange_rates (currency, \"on\", rate_to_eur) VALUES ({rate.Currency.Code}, {rate.On}, {rate.RateToEur}) ON CONFLICT (currency, \"on\") DO UPDATE SET rate_to_eur = excluded.rate_to_eur", ct);
            Audit(db, actor, "tax.exchange_rates_set", new { Rates = rates.Select(r => new { Currency = r.Currency.Code, r.On, r.RateToEur }) });
            return rates;
        }, ct);
    }

    void Audit(BillingDbContext db, Actor actor, string action, object data) =>
        db.Audit.Add(AuditEntry.Of(actor, action, dates.Now, new AuditSubject(null, null), data));

    static Task<Result<T>> Refuse<T>(BillingError error) => Task.FromResult<Result<T>>(error);
}
