namespace TwinMcp.Core.Tax;

public enum TaxRegime
{
    /// <summary>Nothing set up: one configurable rate (<c>INVOICE_TAX_RATE</c>) for everybody.</summary>
    Simple,

    /// <summary>A seller in an EU state who charges VAT: the full rules.</summary>
    Standard,

    /// <summary>Small business without VAT (CGI art. 293 B): exempt, whoever buys.</summary>
    Franchise,
}

/// <summary>What is sold: the place of supply differs (Directive 2006/112/EC art. 31-36 and 44-59).</summary>
public enum Supply
{
    Services,
    Goods,
}

/// <summary>How the seller is taxed: one row, with defaults that change nothing.</summary>
public sealed class TaxSettings
{
    /// <summary>The only row's key.</summary>
    internal const short OnlyId = 1;

    public short Id { get; init; } = OnlyId;

    public TaxRegime Regime { get; set; }

    /// <summary>Where the seller is established for VAT, one of the 27; ISO 3166-1 alpha-2.</summary>
    public string SellerCountry { get; set; } = "FR";

    /// <summary>Of a line that does not say.</summary>
    public Supply Supply { get; set; }

    /// <summary>From this tax point on consumers in other EU states pay their own country's rate (OSS); null: the switch is off.</summary>
    public DateOnly? OssFrom { get; set; }

    /// <summary>VAT numbers of other EU states are looked up in VIES, not only checked by format and check digit.</summary>
    public bool ViesEnabled { get; set; }

    /// <summary>With VIES on: no fresh evidence, no reverse charge. Else format and check digit will do meanwhile.</summary>
    public bool FailClosed { get; set; }

    /// <summary>How many days before the tax point a "valid" of VIES may be.</summary>
    public int CheckMaxAgeDays { get; set; } = 30;

    /// <summary>The database's row version (xmin).</summary>
    public uint Version { get; private set; }
}
