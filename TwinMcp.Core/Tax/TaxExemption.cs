namespace TwinMcp.Core.Tax;

/// <summary>Why there is no VAT: the code of the list (BT-121, CEF VATEX) and the key of the legend.</summary>
public sealed record TaxExemption(string? Code, string Reason)
{
    public const string FranchiseCode = "VATEX-FR-FRANCHISE";

    public static readonly TaxExemption ReverseCharge = new("VATEX-EU-AE", "AE");
    public static readonly TaxExemption IntraCommunity = new("VATEX-EU-IC", "K");
    public static readonly TaxExemption Export = new("VATEX-EU-G", "G");
    public static readonly TaxExemption ExportConsumer = new("VATEX-EU-G", "G.CONSUMER");
    public static readonly TaxExemption ExportGoods = new("VATEX-EU-G", "G.GOODS");
    public static readonly TaxExemption OutOfScope = new("VATEX-EU-O", "O");
    public static readonly TaxExemption Franchise = new(FranchiseCode, "FRANCHISE");

    /// <summary>The list has no code for art. 294 CGI: the words alone (BR-E-10 asks for one of the two).</summary>
    public static readonly TaxExemption WithoutVat = new(null, "CGI294");

    static readonly TaxExemption Other = new(null, "E");

    /// <summary>What a category says by itself: for lines whose category was given. Null when it bears VAT, or a rate of zero.</summary>
    public static TaxExemption? Of(VatCategory category) => category switch
    {
        VatCategory.AE => ReverseCharge,
        VatCategory.K => IntraCommunity,
        VatCategory.G => Export,
        VatCategory.O => OutOfScope,
        VatCategory.E => Other,
        VatCategory.S or VatCategory.Z => null,
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, null),
    };
}
