using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>A syntax and its rules in which an invoice leaves the house as XML.</summary>
/// <param name="Name">As it is asked for: "facturx".</param>
/// <param name="Write">UTF-8 without BOM, deterministic. Refuses (Conflict) what the format cannot say, naming the field.</param>
public sealed record ElectronicFormat(string Name, Func<ElectronicInvoice, Result<byte[]>> Write)
{
    /// <summary>The one whose bytes are stored and travel in the PDF.</summary>
    public const string FacturX = "facturx";

    /// <summary>The one switch: a format is a line here.</summary>
    public static IReadOnlyList<ElectronicFormat> All { get; } =
    [
        new(FacturX, invoice => CiiWriter.Write(invoice)),
        new("ubl-fr", invoice => UblWriter.Write(invoice, UblProfile.French)),
        new("peppol", invoice => UblWriter.Write(invoice, UblProfile.Peppol)),
    ];

    public static ElectronicFormat? Find(string? name) => All.FirstOrDefault(f => f.Name == name);
}
