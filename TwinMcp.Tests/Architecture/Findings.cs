using Xunit;

namespace TwinMcp.Tests.Architecture;

/// <summary>How a rule's findings are asserted: all of them are shown, one a line.</summary>
static class Findings
{
    public static void AssertNone(IEnumerable<string> findings)
    {
        var all = findings.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{all.Count} findings:\n{string.Join('\n', all)}");
    }
}
