namespace TwinMcp.Web.Resources;

/// <summary>Names the resource files of the settings pages, SettingsText.resx (English, neutral) and SettingsText.fr.resx.</summary>
public sealed class SettingsText;
