using TwinMcp.Tests.Architecture.Samples.Invoicing;

namespace TwinMcp.Tests.Architecture.Samples.Data;

/// <summary>Right: Data knows the entities. Wrong are those who use it without a name that allows it.</summary>
static class SampleSets
{
    public static List<SampleInvoice> Invoices { get; } = [];
}
