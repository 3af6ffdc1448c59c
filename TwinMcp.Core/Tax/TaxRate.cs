namespace TwinMcp.Core.Tax;

public enum TaxRateKind
{
    Standard,

    /// <summary>France's 10 %.</summary>
    Intermediate,

    Reduced,
    SuperReduced,

    /// <summary>Directive 2006/112/EC art. 118.</summary>
    Parking,
}

/// <summary>A VAT rate from a day on, until the next row of the same territory and kind. Rows are never rewritten.</summary>
public sealed class TaxRate
{
    /// <summary>A state (FR, GR, XI for goods) or a region with rates of its own (RE, PT-20): <see cref="TaxPlace.Code"/>.</summary>
    public required string Country { get; init; }

    public required TaxRateKind Kind { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>In percent.</summary>
    public required decimal Rate { get; init; }
}

/// <summary>The dated rates, looked up by tax point. Built once for many decisions.</summary>
public sealed class TaxRateTable
{
    readonly Dictionary<(string Country, TaxRateKind Kind), TaxRate[]> rows;

    public TaxRateTable(IEnumerable<TaxRate> rates) =>
        rows = rates.GroupBy(r => (r.Country, r.Kind)).ToDictionary(g => g.Key, g => g.OrderByDescending(r => r.ValidFrom).ToArray());

    /// <summary>The row in force on that day; null when none was.</summary>
    public TaxRate? Find(string country, TaxRateKind kind, DateOnly on) =>
        rows.TryGetValue((country, kind), out var dated) ? Array.Find(dated, r => r.ValidFrom <= on) : null;
}
