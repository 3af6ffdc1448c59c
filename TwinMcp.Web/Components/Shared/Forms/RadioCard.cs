using Microsoft.AspNetCore.Components;

namespace TwinMcp.Web.Components.Shared.Forms;

/// <summary>One card: its value, what it is called, what it is for and a drawing of it.</summary>
public sealed record RadioCard<T>(T Value, string Title, string Text, RenderFragment? Picture = null) where T : notnull;
