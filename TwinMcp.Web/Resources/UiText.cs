namespace TwinMcp.Web.Resources;

/// <summary>Names the resource files UiText.resx (English, neutral) and UiText.fr.resx.</summary>
public sealed class UiText;
