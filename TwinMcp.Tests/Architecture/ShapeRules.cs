using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace TwinMcp.Tests.Architecture;

/// <summary>Rules over compiled types: how much a class asks for, and what it is called (house.md 5).</summary>
static class ShapeRules
{
    const int MaxDependencies = 6;
    const int MaxParameters = 5;

    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly string[] BannedWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Dto", "V2"];

    /// <summary>Constructors and, for components, injected properties. Records are data, not services.</summary>
    public static IEnumerable<string> TooManyDependencies(Type type)
    {
        if (!IsOurs(type) || IsRecord(type))
            return [];
        var injected = type.GetProperties(Declared).Count(p => p.IsDefined(typeof(InjectAttribute)));
        var most = type.GetConstructors(Declared).Select(c => c.GetParameters().Length).DefaultIfEmpty(0).Max() + injected;
        return most > MaxDependencies ? [$"{type}: {most} dependencies, at most {MaxDependencies}"] : [];
    }

    public static IEnumerable<string> TooManyParameters(Type type) =>
        from method in IsOurs(type) ? type.GetMethods(Declared) : []
        where IsWritten(method) && method.GetParameters().Length > MaxParameters
        select $"{type}.{method.Name}: {method.GetParameters().Length} parameters, at most {MaxParameters}";

    /// <summary>For names of types and files, by their PascalCase words. "Base" only as last word: BaseQuantity is EN 16931's.</summary>
    public static IEnumerable<string> BannedName(string name)
    {
        var words = Words(name.Split('`', '.')[0]).ToList();
        var bad = words.Where(w => BannedWords.Contains(w)).Concat(words is [_, .., "Base"] ? ["Base"] : []);
        return bad.Select(w => $"{name}: '{w}' says nothing");
    }

    public static IEnumerable<string> BannedNames(Type type) =>
        IsOurs(type) ? BannedName(type.Name).Concat(type.GetMethods(Declared).Where(IsWritten).SelectMany(m => Words(m.Name).Intersect(BannedWords).Select(w => $"{type}.{m.Name}: '{w}' says nothing"))) : [];

    static IEnumerable<string> Words(string name)
    {
        var start = 0;
        for (var at = 1; at <= name.Length; at++)
        {
            if (at < name.Length && !(char.IsUpper(name[at]) && !char.IsUpper(name[at - 1])))
                continue;
            yield return name[start..at];
            start = at;
        }
    }

    /// <summary>A migration's and the compiler's types are not.</summary>
    static bool IsOurs(Type type) =>
        !type.Name.Contains('<', StringComparison.Ordinal) && !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.IsAssignableTo(typeof(Delegate))
        && type.Namespace is { } ns && ns.StartsWith("TwinMcp.", StringComparison.Ordinal) && !ns.EndsWith(".Migrations", StringComparison.Ordinal)
        && (type.DeclaringType is not { } outer || IsOurs(outer));

    static bool IsRecord(Type type) => type.GetMethod("<Clone>$", Declared) is not null || (type.IsValueType && type.GetMethod("PrintMembers", Declared) is not null);

    /// <summary>By us, and free in its signature: not an override of a framework's method. A log message's parameters are its columns.</summary>
    static bool IsWritten(MethodInfo method) =>
        !method.Name.Contains('<', StringComparison.Ordinal) && !method.IsSpecialName && !method.IsDefined(typeof(CompilerGeneratedAttribute))
        && !method.IsDefined(typeof(LoggerMessageAttribute))
        && method.GetBaseDefinition().DeclaringType == method.DeclaringType
        && !(method.IsPrivate && method.Name.Contains('.', StringComparison.Ordinal));
}
