using TwinMcp.Tests.Architecture.Samples.Customers;
using TwinMcp.Tests.Architecture.Samples.Invoicing;

namespace TwinMcp.Tests.Architecture.Samples.Pricing;

/// <summary>Wrong on purpose: uses a higher layer (only inside a method body), and a neighbour.</summary>
static class SampleCalculator
{
    public static string Name()
    {
        object sample = new SampleInvoice();
        return sample.ToString() + SampleCustomer.Price;
    }
}
