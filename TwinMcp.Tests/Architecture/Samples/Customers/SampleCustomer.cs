using TwinMcp.Tests.Architecture.Samples.Pricing;

namespace TwinMcp.Tests.Architecture.Samples.Customers;

/// <summary>Wrong on purpose: closes a circle with Pricing.</summary>
static class SampleCustomer
{
    public static string Price => SampleCalculator.Name();
}
