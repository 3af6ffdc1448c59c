namespace TwinMcp.Web.Commands.Demo;

/// <summary>The demo's past is played with it; it only stands where it is put.</summary>
internal sealed class DemoClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now.ToUniversalTime();

    public override DateTimeOffset GetUtcNow() => Now;
}
