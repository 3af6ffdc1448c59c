namespace TwinMcp.Tests.Architecture.Samples.Nowhere;

/// <summary>Wrong on purpose: its folder stands in no layer.</summary>
static class SampleStray
{
    public static string Text => "stray";
}
