using System.Globalization;
using Npgsql;

namespace TwinMcp.Tests.Support;

/// <summary>One migrated database a run, copied for each test class: a copy takes a tenth of a second, migrating takes seconds.</summary>
/// <param name="name">Lower case letters; unique in the run.</param>
/// <param name="migrate">Brings the empty database behind the connection string up to date; runs once, as the application's role.</param>
public sealed class DatabaseTemplate(string name, Func<string, Task> migrate)
{
    readonly Lazy<Task<string>> database = new(() => CreateAsync($"template_{name}", migrate));
    int copies;

    /// <summary>A fresh database of its own for the caller.</summary>
    public async Task<TestDatabase> CloneAsync()
    {
        var template = await database.Value;
        var server = await PostgresServer.SharedAsync();
        var copy = string.Create(CultureInfo.InvariantCulture, $"{name}_{Interlocked.Increment(ref copies)}");
        await server.ExecuteAsync($"CREATE DATABASE {copy} TEMPLATE {template} OWNER {PostgresServer.AppRole}");
        return new TestDatabase(server, copy);
    }

    static async Task<string> CreateAsync(string template, Func<string, Task> migrate)
    {
        var server = await PostgresServer.SharedAsync();
        await server.ExecuteAsync($"CREATE DATABASE {template} OWNER {PostgresServer.AppRole}");
        await server.ExecuteAsync("CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\"; CREATE EXTENSION IF NOT EXISTS pg_trgm", template);
        // a template must have no sessions: no pool may keep one
        await migrate(new NpgsqlConnectionStringBuilder(server.ConnectionString(template)) { Pooling = false }.ConnectionString);
        return template;
    }
}

/// <summary>A migrated, empty database, dropped at the end.</summary>
public sealed class TestDatabase(PostgresServer server, string name) : IAsyncDisposable
{
    public string Name { get; } = name;

    public PostgresServer Server { get; } = server;

    /// <summary>As the application connects.</summary>
    public string ConnectionString { get; } = server.ConnectionString(name);

    public string AdminConnectionString { get; } = server.AdminConnectionString(name);

    /// <summary>The same through another port, a <see cref="TcpProxy"/>'s.</summary>
    public string ConnectionStringThrough(int port) => new NpgsqlConnectionStringBuilder(ConnectionString) { Port = port }.ConnectionString;

    /// <summary>The first column of the first row.</summary>
    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public Task ExecuteAsync(string sql) => Server.ExecuteAsync(sql, Name);

    public async ValueTask DisposeAsync()
    {
        await using (var pooled = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(pooled);
        await Server.ExecuteAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
    }
}
