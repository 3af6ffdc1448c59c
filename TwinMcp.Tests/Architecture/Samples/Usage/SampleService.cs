namespace TwinMcp.Tests.Architecture.Samples.Usage;

/// <summary>Wrong on purpose: a service may use Data, but reaches a higher layer's entity through it, without naming it.</summary>
static class SampleService
{
    public static int Count() => Data.SampleSets.Invoices.Count;
}
