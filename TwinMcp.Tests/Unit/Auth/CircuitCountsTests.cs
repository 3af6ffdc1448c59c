using TwinMcp.Web.Auth;
using Xunit;

namespace TwinMcp.Tests.Unit.Auth;

public sealed class CircuitCountsTests
{
    [Fact]
    public void TryOpen_OverOnesOwnCap_IsRefusedUntilOneCloses()
    {
        var counts = new CircuitCounts(perUser: 2, total: 10);
        Assert.Equal([true, true, false, true], new[] { "a", "a", "a", "b" }.Select(counts.TryOpen));
        counts.Close("a");
        Assert.Equal([true, false], new[] { "a", "a" }.Select(counts.TryOpen));
    }

    [Fact]
    public void TryOpen_OverTheNodesCap_IsRefusedForEverybody()
    {
        var counts = new CircuitCounts(perUser: 2, total: 3);
        Assert.Equal([true, true, true, false, false], new[] { "a", "a", "b", "b", "c" }.Select(counts.TryOpen));
        counts.Close("b");
        Assert.True(counts.TryOpen("c"));
    }
}
