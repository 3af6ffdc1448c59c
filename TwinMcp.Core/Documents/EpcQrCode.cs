using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using QRCoder;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents;

/// <summary>
/// What a banking app reads to fill in a SEPA credit transfer: EPC069-12, version 2 ("BCD", 002, UTF-8, SCT). Only for euro
/// and an IBAN that checks; <see cref="For"/> gives null for anything else, and then there is simply no code.
/// </summary>
public sealed class EpcQrCode
{
    const decimal Least = 0.01m;
    const decimal Most = 999_999_999.99m;
    const int LongestName = 70;
    const int LongestRemittance = 140;
    const int LargestVersion = 13; // EPC069-12, 4: error correction M, at most version 13 (331 bytes)

    readonly List<BitArray> modules;

    EpcQrCode(string payload, List<BitArray> modules)
    {
        Payload = payload;
        this.modules = modules;
    }

    /// <summary>The text that the code holds, lines ended by LF.</summary>
    public string Payload { get; }

    /// <summary>Modules a side, without the quiet zone (which is four modules on each side).</summary>
    public int Size => modules.Count;

    /// <summary>Whether a module is dark; origin top left.</summary>
    public bool this[int row, int column] => modules[row][column];

    /// <param name="transfer">Name, IBAN and remittance are taken as they are written elsewhere: spaces are removed, long texts cut.</param>
    public static EpcQrCode? For(EpcTransfer transfer)
    {
        var amount = transfer.Amount;
        var iban = Compact(transfer.Iban);
        var name = Cut(transfer.Name, LongestName);
        if (amount.Currency != Currency.Eur || amount.Amount < Least || amount.Amount > Most || name.Length == 0 || !IsIban(iban))
            return null;
        var payload = string.Join('\n', (string[])
        [
            "BCD", "002", "1", "SCT", IsBic(Compact(transfer.Bic)) ? Compact(transfer.Bic) : "", name, iban,
            "EUR" + amount.Amount.ToString("0.##", CultureInfo.InvariantCulture), "", "", Cut(transfer.Remittance, LongestRemittance),
        ]);
        using var data = QRCodeGenerator.GenerateQrCode(Encoding.UTF8.GetBytes(payload), QRCodeGenerator.ECCLevel.M);
        return data.Version > LargestVersion ? null : new EpcQrCode(payload, WithoutQuietZone(data.ModuleMatrix));
    }

    /// <summary>ISO 13616: letters of the country, two check digits, at most 34 characters, remainder 1 by 97.</summary>
    public static bool IsIban(string iban)
    {
        if (iban.Length is < 15 or > 34 || !iban.All(char.IsAsciiLetterOrDigit))
            return false;
        if (!char.IsAsciiLetterUpper(iban[0]) || !char.IsAsciiLetterUpper(iban[1]) || !char.IsAsciiDigit(iban[2]) || !char.IsAsciiDigit(iban[3]))
            return false;
        var digits = string.Concat((iban[4..] + iban[..4]).Select(c =>
            char.IsAsciiDigit(c) ? c.ToString() : (char.ToUpperInvariant(c) - 'A' + 10).ToString(CultureInfo.InvariantCulture)));
        return BigInteger.Parse(digits, CultureInfo.InvariantCulture) % 97 == 1;
    }

    static bool IsBic(string bic) => bic.Length is 8 or 11 && bic.All(char.IsAsciiLetterOrDigit);

    static string Compact(string? text) =>
        string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    /// <summary>One line, no control characters, never half of a surrogate pair at the end.</summary>
    static string Cut(string? text, int most)
    {
        var line = new string([.. (text ?? "").Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        if (line.Length <= most)
            return line;
        return line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)].TrimEnd();
    }

    static List<BitArray> WithoutQuietZone(List<BitArray> matrix)
    {
        const int quiet = 4; // QRCoder draws it into the matrix
        var size = matrix.Count - 2 * quiet;
        return [.. Enumerable.Range(quiet, size).Select(row =>
            new BitArray((bool[])[.. Enumerable.Range(quiet, size).Select(column => matrix[row][column])]))];
    }
}

/// <param name="Name">Of the creditor, at most 70 characters.</param>
/// <param name="Remittance">Unstructured text for the creditor, at most 140 characters: the invoice's number.</param>
public sealed record EpcTransfer(string Name, string? Iban, string? Bic, Money Amount, string? Remittance);
