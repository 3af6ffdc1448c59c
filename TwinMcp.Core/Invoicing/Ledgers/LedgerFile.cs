using System.Globalization;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Invoicing.Ledgers;

/// <summary>The entries as lines of text. Pure.</summary>
public static class LedgerFile
{
    static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>The 18 columns of art. A47 A-1 LPF, in its order.</summary>
    public static string FecHeader { get; } = string.Join('\t', (string[])
    [
        "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib", "PieceRef",
        "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise",
    ]) + "\r\n";

    public static string CsvHeader { get; } =
        CsvText.Line("journal", "entry", "date", "account", "accountName", "customer", "customerName", "piece", "pieceDate", "label", "debit", "credit", "foreignAmount", "currency");

    /// <summary>"123456789FEC20261231.txt": the SIREN and the last day of the year.</summary>
    public static string FecName(string? siren, DateOnly last) => $"{siren}FEC{last:yyyyMMdd}.txt";

    public static string Fec(LedgerLine line) => string.Join('\t', (string[])
    [
        line.Journal, JournalName(line.Journal), line.Number.ToString(CultureInfo.InvariantCulture), Date(line.Day), line.Account, line.AccountName,
        line.Customer?.Id.ToString() ?? "", Plain(line.Customer?.Name), Plain(line.Piece), Date(line.PieceDay), Plain(line.Label),
        Amount(line.Debit), Amount(line.Credit), "", "", Date(line.Day), line.Foreign is { } foreign ? Amount(foreign.Amount) : "", line.Foreign?.Currency.Code ?? "",
    ]) + "\r\n";

    public static string Csv(LedgerLine line) => CsvText.Line(
        line.Journal, line.Number.ToString(CultureInfo.InvariantCulture), CsvText.Cell(line.Day), line.Account, CsvText.Cell(line.AccountName),
        line.Customer?.Id.ToString() ?? "", CsvText.Cell(line.Customer?.Name), CsvText.Cell(line.Piece), CsvText.Cell(line.PieceDay), CsvText.Cell(line.Label),
        CsvText.Cell(line.Debit), CsvText.Cell(line.Credit), line.Foreign is { } foreign ? CsvText.Cell(foreign.Amount) : "", line.Foreign?.Currency.Code ?? "");

    static string JournalName(string journal) => journal switch
    {
        "VE" => "Ventes",
        "AV" => "Avoirs",
        "BQ" => "Banque",
        _ => "Opérations diverses",
    };

    static string Date(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    static string Amount(decimal amount) => amount.ToString("0.00##", French);

    /// <summary>A tab or a line's end would be another column or row.</summary>
    static string Plain(string? text) => string.Concat((text ?? "").Select(c => char.IsControl(c) ? ' ' : c));
}
