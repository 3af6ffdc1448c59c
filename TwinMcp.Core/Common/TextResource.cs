using System.Globalization;
using System.Resources;

namespace TwinMcp.Core.Common;

/// <summary>Texts from a .resx beside <paramref name="anchor"/> (same name), in a language that is given, never the thread's.</summary>
public sealed class TextResource(Type anchor)
{
    readonly ResourceManager resources = new(anchor);

    /// <exception cref="MissingManifestResourceException">The key is not there: a bug, held by a test.</exception>
    public string Get(string key, CultureInfo culture) =>
        resources.GetString(key, culture) ?? throw new MissingManifestResourceException($"{anchor.Name}: no text '{key}'.");

    /// <summary>Null when there is no such text: for keys that are made from data, like a country's code.</summary>
    public string? Find(string key, CultureInfo culture) => resources.GetString(key, culture);

    /// <summary>The text with its places filled in, numbers and dates already text.</summary>
    public string Format(string key, CultureInfo culture, params ReadOnlySpan<object?> values) => string.Format(culture, Get(key, culture), values);
}
