using Npgsql;

namespace TwinMcp.Core.Data;

/// <summary>Tells "PostgreSQL cannot be reached right now" from a bug.</summary>
public static class DatabaseOutage
{
    public static bool Is(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.IsTransient,
        NpgsqlException => true,
        _ => exception.InnerException is { } inner && Is(inner),
    };
}
