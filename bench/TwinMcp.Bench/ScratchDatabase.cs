using Microsoft.EntityFrameworkCore;
using Npgsql;
using TwinMcp.Core.Data;

namespace TwinMcp.Bench;

/// <summary>A migrated database beside the product's, dropped at the end.</summary>
sealed class ScratchDatabase : IAsyncDisposable
{
    readonly string admin;
    readonly string name;

    ScratchDatabase(string admin, string server, string name)
    {
        (this.admin, this.name) = (admin, name);
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    public string ConnectionString { get; }

    /// <param name="server">As the application connects. Whoever creates databases is in ConnectionStrings__PostgresAdmin, when the application's role may not.</param>
    public static async Task<ScratchDatabase> CreateAsync(string server, string bench)
    {
        var admin = Environment.GetEnvironmentVariable("ConnectionStrings__PostgresAdmin") ?? server;
        var owner = new NpgsqlConnectionStringBuilder(server).Username;
        var scratch = new ScratchDatabase(new NpgsqlConnectionStringBuilder(admin) { Pooling = false }.ConnectionString, server, $"bench_{bench}_{Environment.ProcessId}");
        await AsAdminAsync(admin, $"CREATE DATABASE \"{scratch.name}\" OWNER \"{owner}\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'");
        try
        {
            await AsAdminAsync(new NpgsqlConnectionStringBuilder(admin) { Database = scratch.name }.ConnectionString,
                "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\"; CREATE EXTENSION IF NOT EXISTS pg_trgm");
            await using var db = new BillingDbContext(DataSetup.Options(scratch.ConnectionString));
            await db.Database.MigrateAsync();
            return scratch;
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await AsAdminAsync(admin, $"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
    }

    static async Task AsAdminAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
