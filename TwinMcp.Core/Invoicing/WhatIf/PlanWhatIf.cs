using TwinMcp.Core.Common;
using TwinMcp.Core.Pricing;

namespace TwinMcp.Core.Invoicing.WhatIf;

/// <summary>A customer's bill of the month as it is and as it would be, without VAT.</summary>
public sealed record CustomerWhatIf(CustomerId UserId, string Name, decimal Now, decimal Then)
{
    public decimal Difference => Then - Now;
}

/// <summary>All customers together, without those that are parked.</summary>
/// <param name="Winners">Would pay less.</param>
/// <param name="Losers">Would pay more.</param>
/// <param name="Parked">Have no bill to compare, under one or the other: a run would park them.</param>
public sealed record WhatIfSums(int Customers, decimal Now, decimal Then, int Winners, int Losers, int Parked);

/// <param name="Month">First day.</param>
/// <param name="Customers">Those whose bill changes most first.</param>
public sealed record PlanWhatIf(PlanVersion Version, string PlanCode, DateOnly Month, WhatIfSums Sums, Page<CustomerWhatIf> Customers);
