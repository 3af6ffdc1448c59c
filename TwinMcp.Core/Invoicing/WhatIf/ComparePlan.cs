using System.Globalization;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Invoicing.WhatIf;

/// <summary>Asks what customers would pay under another version: the body of <c>POST …/what-if</c>.</summary>
public sealed record ComparePlan
{
    /// <summary>The month whose invoices are compared, yyyy-MM; last month when not given.</summary>
    public string? Period { get; init; }

    /// <summary>Code of the plan whose customers are asked for; the version's own when not given.</summary>
    public string? Plan { get; init; }

    public int? Page { get; init; }
    public int? PageSize { get; init; }

    internal PageInput Wanted => new(Page ?? 1, PageSize ?? WhatIfTally.UsualSize);

    /// <summary>First day of the month.</summary>
    internal Result<DateOnly> Parse(DateOnly today)
    {
        var errors = new FieldErrors();
        Wanted.Check(errors);
        var thisMonth = new DateOnly(today.Year, today.Month, 1);
        var month = thisMonth.AddMonths(-1);
        if (Period is not null)
        {
            var isMonth = DateOnly.TryParseExact(Period, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out month);
            errors.Require(isMonth && month.Year >= 2000, "period", "A month as yyyy-MM.");
            errors.Require(!isMonth || month <= thisMonth, "period", "Not in the future.");
        }
        return errors.Any ? errors.ToError() : month;
    }
}
