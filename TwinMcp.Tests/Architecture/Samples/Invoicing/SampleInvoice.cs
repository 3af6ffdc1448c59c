namespace TwinMcp.Tests.Architecture.Samples.Invoicing;

sealed class SampleInvoice
{
    public int Lines { get; } = Data.SampleSets.Invoices.Count;
}
