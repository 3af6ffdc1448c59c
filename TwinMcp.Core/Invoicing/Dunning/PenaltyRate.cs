namespace TwinMcp.Core.Invoicing.Dunning;

/// <summary>
/// The rate of late penalties of a half-year (C. com. L441-10, II): that of 1 January holds until June, that of 1 July until December.
/// The last row holds until there is another.
/// </summary>
public sealed class PenaltyRate
{
    /// <summary>1 January or 1 July.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Of the European Central Bank's main refinancing operations on that day, in percent.</summary>
    public required decimal Refinancing { get; init; }

    /// <summary>The legal interest rate between professionals of that half-year, in percent.</summary>
    public required decimal Legal { get; init; }

    /// <summary>A year, computed by the database: refinancing + 10 points, never under three times the legal rate.</summary>
    public decimal Percent { get; init; }
}
