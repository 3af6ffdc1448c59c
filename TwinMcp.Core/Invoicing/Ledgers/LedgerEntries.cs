using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Invoicing.Ledgers;

/// <summary>One side of an accounting entry. Amounts in euro; one of debit and credit is zero.</summary>
/// <param name="Number">Of the entry: from 1 without gaps, in the order of the days.</param>
public sealed record LedgerLine(int Number, string Journal, DateOnly Day, string Account, string AccountName)
{
    /// <summary>The customer, on the customers' account; null elsewhere.</summary>
    public (CustomerId Id, string Name)? Customer { get; init; }

    public required string Piece { get; init; }
    public required DateOnly PieceDay { get; init; }
    public required string Label { get; init; }
    public required decimal Debit { get; init; }
    public required decimal Credit { get; init; }

    /// <summary>In its own currency, a debit positive; null for euro.</summary>
    public Money? Foreign { get; init; }
}

/// <summary>The entries of a range of days, read from what is stored as they are written out: memory does not grow with them.</summary>
public sealed class LedgerEntries(NpgsqlDataSource dataSource, LedgerAccounts accounts, BillingOptions options)
{
    const int LongestRange = 366;

    static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Null when the range can be exported, else why not.</summary>
    public async Task<BillingError?> CheckAsync(Actor actor, DateOnly from, DateOnly to, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ExportAccounting) is { } refused)
            return refused;
        if (to < from || to.DayNumber - from.DayNumber >= LongestRange)
            return BillingError.Invalid("to", $"From the first day to {LongestRange} days on.");
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var command = Command(LedgerSql.WithoutRate, connection, from, to);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? BillingError.Conflict("exchange_rate_missing", $"{reader.GetString(0)} of {reader.GetFieldValue<DateOnly>(2):yyyy-MM-dd} is in {reader.GetString(1)} and has no rate to euro: PUT /api/tax/exchange-rates first.")
            : null;
    }

    /// <summary>In the order of the days; call <see cref="CheckAsync"/> first.</summary>
    public async IAsyncEnumerable<LedgerLine> ReadAsync(DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var command = Command(LedgerSql.Entries, connection, from, to);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, ct);
        var (number, last) = (0, "");
        while (await reader.ReadAsync(ct))
        {
            var entry = reader.GetString(1) + reader.GetString(2);
            if (entry != last)
                (number, last) = (number + 1, entry);
            yield return Line(reader, number);
        }
    }

    LedgerLine Line(NpgsqlDataReader reader, int number)
    {
        var (journal, kind, account) = (reader.GetString(1), reader.GetString(3), reader.GetString(9));
        var (piece, name) = (reader.GetString(4), reader.GetString(7));
        var (amount, euro) = (reader.GetDecimal(11), reader.GetDecimal(12));
        var currency = Currency.Of(reader.GetString(8).Trim());
        var (code, title) = Account(account, reader.IsDBNull(10) ? null : reader.GetDecimal(10));
        return new LedgerLine(number, journal, reader.GetFieldValue<DateOnly>(0), code, title)
        {
            Customer = account == "customers" ? (new CustomerId(reader.GetGuid(6)), name) : null,
            Piece = piece,
            PieceDay = reader.GetFieldValue<DateOnly>(5),
            Label = $"{Event(journal, kind)} {piece} {name}",
            Debit = euro > 0 ? euro : 0,
            Credit = euro < 0 ? -euro : 0,
            Foreign = currency == Currency.Eur ? null : new Money(currency.Round(amount), currency),
        };
    }

    (string Code, string Name) Account(string account, decimal? rate) => account switch
    {
        "customers" => (accounts.Customers, "Clients"),
        "sales" => (accounts.Sales, "Prestations de services"),
        "vat" => (accounts.Vat, $"TVA collectée {(rate ?? 0).ToString("0.##", French)} %"),
        "bank" => (accounts.Bank, "Banque"),
        "credits" => (accounts.Credits, "Clients, avoirs à valoir"),
        "granted" => (accounts.Granted, "Avantages accordés aux clients"),
        "advances" => (accounts.Advances, "Acomptes reçus"),
        "rounding" => (accounts.Rounding, "Arrondis"),
        _ => throw new ArgumentOutOfRangeException(nameof(account), account, null),
    };

    static string Event(string journal, string kind) => (journal, kind) switch
    {
        ("VE", _) => "Facture",
        ("AV", _) => "Avoir",
        (_, "PAYMENT") => "Règlement",
        (_, "PAYBACK" or "REFUND") => "Remboursement",
        (_, "GRANT") => "Crédit accordé",
        (_, "USE") => "Crédit utilisé",
        (_, "RESTORE") => "Crédit rendu",
        (_, "EXPIRE") => "Crédit expiré",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    NpgsqlCommand Command(string sql, NpgsqlConnection connection, DateOnly from, DateOnly to) => new(sql, connection)
    {
        Parameters = { new() { Value = from }, new() { Value = to }, new() { Value = options.TimeZone.Id } },
    };
}
