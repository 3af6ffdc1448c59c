namespace TwinMcp.Core.Tax;

/// <summary>VAT category codes of EN 16931 (UNCL 5305); the same letters on the wire.</summary>
public enum VatCategory
{
    /// <summary>Standard or reduced rate.</summary>
    S,

    /// <summary>Zero rated.</summary>
    Z,

    /// <summary>Exempt.</summary>
    E,

    /// <summary>Reverse charge.</summary>
    AE,

    /// <summary>Intra-Community supply.</summary>
    K,

    /// <summary>Export outside the EU.</summary>
    G,

    /// <summary>Out of scope of VAT.</summary>
    O,
}

/// <summary>What VAT a line bears. The rate is in percent (20 for 20 %).</summary>
public readonly record struct VatTreatment(VatCategory Category, decimal Rate);
