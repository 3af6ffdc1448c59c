namespace TwinMcp.Web.Commands.Demo;

/// <summary>The demo data cannot be made, for a reason that the operator can see to.</summary>
internal sealed class DemoStopped(string reason) : Exception(reason);
