namespace TwinMcp.Tests.Support;

/// <summary>How a <see cref="ProductHost"/> is to run; what is not said is a database and a Redis of its own.</summary>
public sealed record ProductOptions
{
    /// <summary>A Monday, 10:00 in Paris.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Mail dispatcher and overdue job. They wait by the test's clock: advance it.</summary>
    public bool WithJobs { get; init; }

    /// <summary>As in production: admins and staff need a second factor. Off, so that a story signs in with a password.</summary>
    public bool RequireSecondFactor { get; init; }

    /// <summary>Migrated; stays the caller's, who disposes it.</summary>
    public TestDatabase? Database { get; init; }

    /// <summary>Another way to the same database: through a <see cref="TcpProxy"/>.</summary>
    public string? PostgresConnectionString { get; init; }

    public string? RedisConnectionString { get; init; }

    /// <summary>Further settings by their environment names.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
