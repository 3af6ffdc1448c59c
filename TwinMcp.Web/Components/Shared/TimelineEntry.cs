namespace TwinMcp.Web.Components.Shared;

/// <param name="Who">A person's or a job's name; null when only the moment is known.</param>
public sealed record TimelineEntry(string Icon, string Text, string? Who, DateTimeOffset At, string? Detail = null);
