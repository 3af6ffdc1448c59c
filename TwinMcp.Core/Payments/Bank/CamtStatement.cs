using TwinMcp.Core.Common;

namespace TwinMcp.Core.Payments.Bank;

/// <summary>What a camt.053 file says, reduced to the money that came in.</summary>
/// <param name="Skipped">Entries that are no booked credit.</param>
public sealed record CamtStatement(int Statements, int Entries, IReadOnlyList<CamtCredit> Credits, CamtSkipped Skipped);

/// <param name="Debits">Money that went out.</param>
/// <param name="Pending">Announced, not booked: it comes again when it is.</param>
/// <param name="Reversals">Bookings that undo another one; a person looks at these at the bank.</param>
public readonly record struct CamtSkipped(int Debits, int Pending, int Reversals);

/// <summary>One transfer that came in.</summary>
/// <param name="Identity">See <see cref="BankTransaction.Identity"/>.</param>
public sealed record CamtCredit(string Identity, string Reference, Money Amount, DateOnly BookingDate)
{
    public string? EndToEndId { get; init; }
    public string? Remittance { get; init; }
    public string? CreditorReference { get; init; }
    public string? DebtorName { get; init; }

    /// <summary>Already masked.</summary>
    public string? DebtorIban { get; init; }
}

/// <summary>How much of a statement is taken. Names and texts are cut, as banks do; a file beyond the other bounds is refused.</summary>
public static class CamtLimits
{
    public const int FileBytes = 5 * 1024 * 1024;
    public const int Entries = 10_000;
    public const int Depth = 32;

    /// <summary>Max35Text in the standard, with room for banks that do not mind it.</summary>
    public const int Reference = 140;

    public const int Remittance = 1_000;
    public const int Name = 140;
}
