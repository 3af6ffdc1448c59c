using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace TwinMcp.Core.Data;

/// <summary>Logs statements that took longer than 500 ms and statements that failed: the text, never the parameters.</summary>
sealed partial class SlowQueryLog(ILogger<SlowQueryLog> logger) : DbCommandInterceptor
{
    static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(500);

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Note(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Note(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Failed(eventData.Exception.GetType().Name, command.CommandText);
        return Task.CompletedTask;
    }

    void Note(DbCommand command, CommandExecutedEventData data)
    {
        if (data.Duration >= Threshold)
            Slow((long)data.Duration.TotalMilliseconds, command.CommandText);
    }

    [LoggerMessage(1, LogLevel.Warning, "Slow query, {ElapsedMs} ms: {Sql}")]
    partial void Slow(long elapsedMs, string sql);

    [LoggerMessage(2, LogLevel.Warning, "Query failed with {Error}: {Sql}")]
    partial void Failed(string error, string sql);
}
