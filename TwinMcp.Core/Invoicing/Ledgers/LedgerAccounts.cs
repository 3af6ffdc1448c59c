using Microsoft.Extensions.Configuration;

namespace TwinMcp.Core.Invoicing.Ledgers;

/// <summary>Numbers of the seller's chart of accounts (PCG), from <c>ACCOUNT_*</c>.</summary>
public sealed record LedgerAccounts
{
    /// <summary>Customers, with an auxiliary account each.</summary>
    public string Customers { get; init; } = "411000";

    public string Sales { get; init; } = "706000";

    /// <summary>VAT collected; the rate stands in the label.</summary>
    public string Vat { get; init; } = "445710";

    public string Bank { get; init; } = "512000";

    /// <summary>Credits that customers hold.</summary>
    public string Credits { get; init; } = "419800";

    /// <summary>What was given to customers without an invoice of theirs: promotions, compensations.</summary>
    public string Granted { get; init; } = "709600";

    /// <summary>Down payments that an invoice already counts as paid (BT-113).</summary>
    public string Advances { get; init; } = "419100";

    /// <summary>Rounding of the amount due (BT-114).</summary>
    public string Rounding { get; init; } = "658000";

    /// <exception cref="InvalidOperationException">A setting is wrong: the product does not start.</exception>
    public static LedgerAccounts From(IConfiguration configuration)
    {
        var standard = new LedgerAccounts();
        return new LedgerAccounts
        {
            Customers = Read(configuration, "ACCOUNT_CUSTOMERS", standard.Customers),
            Sales = Read(configuration, "ACCOUNT_SALES", standard.Sales),
            Vat = Read(configuration, "ACCOUNT_VAT", standard.Vat),
            Bank = Read(configuration, "ACCOUNT_BANK", standard.Bank),
            Credits = Read(configuration, "ACCOUNT_CREDITS", standard.Credits),
            Granted = Read(configuration, "ACCOUNT_GRANTED", standard.Granted),
            Advances = Read(configuration, "ACCOUNT_ADVANCES", standard.Advances),
            Rounding = Read(configuration, "ACCOUNT_ROUNDING", standard.Rounding),
        };
    }

    static string Read(IConfiguration configuration, string name, string standard)
    {
        var number = configuration[name] is { Length: > 0 } set ? set : standard;
        // A47 A-1: the first three characters are digits of the chart of accounts
        return number.Length is >= 3 and <= 20 && number[..3].All(char.IsAsciiDigit) && number.All(char.IsAsciiLetterOrDigit)
            ? number
            : throw new InvalidOperationException($"{name} is 3 to 20 letters and digits and begins with three digits.");
    }
}
