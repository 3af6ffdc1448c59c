using Npgsql;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;
using TwinMcp.Tests.Support;

namespace TwinMcp.Tests.Database.Audit;

/// <summary>A database with a sealer and a verifier, as a node has them, and the superuser who tampers.</summary>
sealed class AuditRoom : IAsyncDisposable
{
    readonly TestDatabase database;

    AuditRoom(TestDatabase database)
    {
        this.database = database;
        Source = DataSetup.BuildDataSource(database.ConnectionString);
        (Sealer, Verifier) = (new AuditSealService(Source), new AuditVerifier(Source));
    }

    public NpgsqlDataSource Source { get; }
    public AuditSealService Sealer { get; }
    public AuditVerifier Verifier { get; }
    public TestDatabase Database => database;

    public static async Task<AuditRoom> OpenAsync() => new(await BillingDatabase.CloneAsync());

    /// <summary>Rows 1 to 3 by a person in seal 1, rows 4 to 6 by a job in seal 2.</summary>
    public static async Task<AuditRoom> WithTwoSealsAsync()
    {
        var room = await OpenAsync();
        await room.WriteAsync(3, "STAFF");
        await room.SealAllAsync();
        await room.WriteAsync(3, "SYSTEM");
        await room.SealAllAsync();
        return room;
    }

    public async Task WriteAsync(int rows, string role, string age = "0 days")
    {
        await using var command = Source.CreateCommand(Insert(rows, role, age));
        await command.ExecuteNonQueryAsync();
    }

    public static string Insert(int rows, string role, string age = "0 days") => $$"""
        INSERT INTO audit_log (at, action, actor_role, actor_id, actor_name, ip_address, user_agent, request_id, entity_id, data)
        SELECT now() - interval '{{age}}', 'test.' || n, '{{role}}', gen_random_uuid(), 'Ada Lovelace', {{(role == "SYSTEM" ? "NULL, NULL" : "'192.0.2.7', 'Mozilla/5.0'")}}, 'r' || n, gen_random_uuid(), '{"n": 1.50, "é": null}'
        FROM generate_series(1, {{rows}}) n
        """;

    public async Task<int> SealAllAsync()
    {
        var sum = 0;
        for (var did = 0; (did = await Sealer.SealAsync(CancellationToken.None)) > 0;)
            sum += did;
        return sum;
    }

    public async Task<IReadOnlyList<string>> BreaksAsync(params AuditHead[] exported) => (await Verifier.VerifyAsync(exported, CancellationToken.None)).Breaks;

    public async Task<AuditHead> HeadAsync() => await Verifier.HeadAsync(CancellationToken.None) ?? throw new InvalidOperationException("Nothing is sealed.");

    /// <summary>As a superuser who switches triggers off.</summary>
    public Task TamperAsync(string sql) => database.ExecuteAsync($"SET session_replication_role = replica; {sql}; RESET session_replication_role");

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await database.DisposeAsync();
    }
}
