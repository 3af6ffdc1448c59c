using Microsoft.EntityFrameworkCore;

namespace TwinMcp.Tests.Architecture.Samples.Common;

/// <summary>Wrong on purpose: something in Common that sees EF, hidden in a lambda's local variable.</summary>
static class SampleAmount
{
    public static Func<int> Count { get; } = () =>
    {
        var contexts = new List<DbContext>();
        return contexts.Count;
    };
}
