using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace TwinMcp.Tests.Architecture;

/// <summary>Who must not know that there is a database.</summary>
static class PurityRules
{
    static readonly string[] Database = ["Microsoft.EntityFrameworkCore", "Npgsql"];

    /// <summary>Entities, value types, calculators, rules, and all of Common and Documents never see EF or Npgsql.</summary>
    public static IEnumerable<string> PureTypesThatSeeTheDatabase(IEnumerable<TypeUse> uses, string root, IReadOnlySet<TypeName> entitiesAndValues) =>
        from use in uses
        where entitiesAndValues.Contains(use.From) || IsPureByName(use.From, root)
        where IsDatabase(use.To)
        select $"{use}: pure code sees the database";

    /// <summary>Components and endpoints call services and queries, never the DbContext.</summary>
    public static IEnumerable<string> DoorsThatSeeTheDatabase(IEnumerable<TypeUse> uses, string webRoot) =>
        from use in uses
        where use.From.IsIn(webRoot + ".Components") || use.From.IsIn(webRoot + ".Api")
        where IsDatabase(use.To) || use.To.Name == "BillingDbContext"
        select $"{use}: components and endpoints go through services and queries";

    /// <summary>What a mapping or a DbSet names, and every struct.</summary>
    public static IReadOnlySet<TypeName> EntitiesAndValues(IEnumerable<Type> types)
    {
        var all = types.ToList();
        var mapped = all.SelectMany(t => t.GetInterfaces()).Where(i => IsGeneric(i, typeof(IEntityTypeConfiguration<>)));
        var sets = all.Where(t => t.IsAssignableTo(typeof(DbContext))).SelectMany(t => t.GetProperties()).Select(p => p.PropertyType).Where(p => IsGeneric(p, typeof(DbSet<>)));
        var values = all.Where(t => t is { IsValueType: true, IsEnum: false, IsNested: false } && !t.Name.Contains('<', StringComparison.Ordinal));
        return mapped.Concat(sets).Select(t => t.GetGenericArguments()[0]).Concat(values).Select(NameOf).ToHashSet();
    }

    static bool IsPureByName(TypeName type, string root)
    {
        var name = type.Name.Split('`')[0];
        return type.IsIn(root) && (name.EndsWith("Calculator", StringComparison.Ordinal) || name.EndsWith("Rules", StringComparison.Ordinal)
            || type.IsIn(root + ".Common") || type.IsIn(root + ".Documents"));
    }

    static bool IsDatabase(TypeName type) => Database.Any(type.IsIn);

    static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    static TypeName NameOf(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return new TypeName(type.Namespace ?? "", type.Name);
    }
}
