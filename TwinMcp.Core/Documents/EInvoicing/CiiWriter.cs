namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>Factur-X, profile EN 16931: UN/CEFACT Cross Industry Invoice, UTF-8 without BOM. The same invoice gives the same bytes.</summary>
public static class CiiWriter
{
    public static byte[] Write(ElectronicInvoice invoice) => throw new InvalidOperationException("The contract only: the next commit writes it.");
}
