using System.Collections.Frozen;

namespace TwinMcp.Core.Invoicing;

public enum InvoiceStatus
{
    Draft,
    Sent,
    Paid,
    Overdue,
    Cancelled,
}

/// <summary>The one transition table. Services obey it, the UI asks it which buttons to show.</summary>
public static class InvoiceTransitions
{
    static readonly FrozenDictionary<InvoiceStatus, InvoiceStatus[]> Table = new Dictionary<InvoiceStatus, InvoiceStatus[]>
    {
        [InvoiceStatus.Draft] = [InvoiceStatus.Sent, InvoiceStatus.Cancelled],
        [InvoiceStatus.Sent] = [InvoiceStatus.Paid, InvoiceStatus.Overdue],
        [InvoiceStatus.Overdue] = [InvoiceStatus.Paid],
        [InvoiceStatus.Paid] = [],
        [InvoiceStatus.Cancelled] = [],
    }.ToFrozenDictionary();

    /// <summary>What no person asks for: a credit note for all that was left cancels, money that is taken back makes it due again.</summary>
    static readonly FrozenDictionary<InvoiceStatus, InvoiceStatus[]> Consequences = new Dictionary<InvoiceStatus, InvoiceStatus[]>
    {
        [InvoiceStatus.Draft] = [],
        [InvoiceStatus.Sent] = [InvoiceStatus.Cancelled],
        [InvoiceStatus.Overdue] = [InvoiceStatus.Cancelled],
        [InvoiceStatus.Paid] = [InvoiceStatus.Cancelled, InvoiceStatus.Sent, InvoiceStatus.Overdue],
        [InvoiceStatus.Cancelled] = [],
    }.ToFrozenDictionary();

    /// <summary>An issued invoice is not in the table towards CANCELLED: only a credit note cancels it.</summary>
    public static IReadOnlyList<InvoiceStatus> From(InvoiceStatus status) => Table[status];

    public static bool Allows(InvoiceStatus from, InvoiceStatus to) => Table[from].Contains(to);

    /// <summary>Only together with the credit note or the payment that causes it.</summary>
    internal static bool Follows(InvoiceStatus from, InvoiceStatus to) => Consequences[from].Contains(to);
}
