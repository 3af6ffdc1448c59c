using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Data;

sealed class CustomerIdConverter() : ValueConverter<CustomerId, Guid>(id => id.Value, value => new CustomerId(value));

sealed class InvoiceIdConverter() : ValueConverter<InvoiceId, Guid>(id => id.Value, value => new InvoiceId(value));

sealed class CurrencyConverter() : ValueConverter<Currency, string>(c => c.Code, code => Currency.Of(code));

/// <summary>What PostgreSQL calls an enum's values. For COPY: the driver would encode each one anew.</summary>
public static class EnumLabels
{
    public static string Of<T>(T value) where T : struct, Enum => Known<T>.Labels[value];

    static class Known<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Labels = Enum.GetValues<T>().ToDictionary(v => v, v => UpperSnakeCase.Instance.TranslateMemberName(v.ToString()));
    }
}

/// <summary>Enum labels in PostgreSQL as on the wire: <c>UsageThreshold</c> is USAGE_THRESHOLD.</summary>
public sealed class UpperSnakeCase : INpgsqlNameTranslator
{
    public static readonly UpperSnakeCase Instance = new();

    public string TranslateTypeName(string clrName) => SnakeCase.Of(clrName);

    public string TranslateMemberName(string clrName) => SnakeCase.Of(clrName).ToUpperInvariant();
}

/// <summary>Period types are lower case on the wire, and so in PostgreSQL.</summary>
sealed class LowerSnakeCase : INpgsqlNameTranslator
{
    public static readonly LowerSnakeCase Instance = new();

    public string TranslateTypeName(string clrName) => SnakeCase.Of(clrName);

    public string TranslateMemberName(string clrName) => SnakeCase.Of(clrName);
}

/// <summary>PascalCase names become snake_case in the database, in one place.</summary>
public static partial class SnakeCase
{
    public static string Of(string name) => Boundary().Replace(name, "$1_$2").ToLowerInvariant();

    internal static void Apply(ModelBuilder builder)
    {
        // what is inside a JSON column has no columns
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => !e.IsMappedToJson()))
        {
            foreach (var property in entity.GetProperties())
            {
                var isRowVersion = property.IsConcurrencyToken && property.ClrType == typeof(uint);
                if (!isRowVersion && property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null)
                    property.SetColumnName(Of(property.Name));
            }
            foreach (var key in entity.GetKeys())
                key.SetName($"pk_{entity.GetTableName()}");
            // a second one to the same table has a name of its own
            foreach (var key in entity.GetForeignKeys().Where(k => k.FindAnnotation(RelationalAnnotationNames.Name) is null))
                key.SetConstraintName($"fk_{entity.GetTableName()}_{key.PrincipalEntityType.GetTableName()}");
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName(Of(index.GetDatabaseName() ?? "").Replace("__", "_", StringComparison.Ordinal));
        }
    }

    [GeneratedRegex("([a-z0-9])([A-Z])")]
    private static partial Regex Boundary();
}
