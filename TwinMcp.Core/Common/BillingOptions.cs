using Microsoft.Extensions.Configuration;

namespace TwinMcp.Core.Common;

/// <summary>The billing settings, from the flat environment names (<c>INVOICE_TAX_RATE</c>) that operators know.</summary>
public sealed record BillingOptions
{
    /// <summary>In percent: 20 for <c>INVOICE_TAX_RATE=0.2</c>.</summary>
    public decimal TaxRatePercent { get; init; } = 20m;

    /// <summary>Days from issue to due date; at most 60 by law (C. com. L441-10).</summary>
    public int DueDays { get; init; } = 30;

    public Currency Currency { get; init; } = Currency.Eur;

    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>"FA" gives FA-2026-000001.</summary>
    public string NumberPrefix { get; init; } = "FA";

    /// <summary>Credit notes have a series of their own: AV-2026-000001.</summary>
    public string CreditNotePrefix { get; init; } = "AV";

    /// <exception cref="InvalidOperationException">A setting is wrong: the product does not start.</exception>
    public static BillingOptions From(IConfiguration configuration)
    {
        var defaults = new BillingOptions();
        var options = defaults with
        {
            TaxRatePercent = configuration.GetValue<decimal?>("INVOICE_TAX_RATE") * 100m ?? defaults.TaxRatePercent,
            DueDays = configuration.GetValue<int?>("INVOICE_DUE_DAYS") ?? defaults.DueDays,
            Currency = configuration["INVOICE_CURRENCY"] is { } code ? Currency.Of(code) : defaults.Currency,
            TimeZone = configuration["SELLER_TIME_ZONE"] is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : defaults.TimeZone,
            NumberPrefix = configuration["INVOICE_NUMBER_PREFIX"] ?? defaults.NumberPrefix,
            CreditNotePrefix = configuration["INVOICE_CREDIT_NOTE_PREFIX"] ?? defaults.CreditNotePrefix,
        };
        Require(options.TaxRatePercent is >= 0 and <= 100, "INVOICE_TAX_RATE is a fraction from 0 to 1, like 0.2.");
        Require(options.DueDays is >= 0 and <= 60, "INVOICE_DUE_DAYS is from 0 to 60 days (C. com. L441-10).");
        Require(options.NumberPrefix is { Length: > 0 and <= 10 } prefix && prefix.All(char.IsAsciiLetterOrDigit), "INVOICE_NUMBER_PREFIX is 1 to 10 letters or digits.");
        Require(options.CreditNotePrefix is { Length: > 0 and <= 10 } creditNotes && creditNotes.All(char.IsAsciiLetterOrDigit) && creditNotes != options.NumberPrefix, "INVOICE_CREDIT_NOTE_PREFIX is 1 to 10 letters or digits, and not the invoices'.");
        return options;
    }

    static void Require(bool ok, string message)
    {
        if (!ok)
            throw new InvalidOperationException(message);
    }
}
