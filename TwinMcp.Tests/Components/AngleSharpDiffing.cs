using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace TwinMcp.Tests.Components;

/// <summary>bUnit compares markup with AngleSharp.Diffing, which the partial feed has without its graph: the file lies beside us (docs/adr/0002-package-feed.md).</summary>
static class AngleSharpDiffing
{
#pragma warning disable CA2255 // a test assembly is an application
    [ModuleInitializer]
    internal static void Find() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name == "AngleSharp.Diffing" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "shim", "AngleSharp.Diffing.dll")) : null;
#pragma warning restore CA2255
}
