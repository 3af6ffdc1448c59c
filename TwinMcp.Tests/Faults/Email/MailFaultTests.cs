using TwinMcp.Core.Email;
using TwinMcp.Core.Outbox;
using TwinMcp.Tests.Database.Email;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Faults.Email;

/// <summary>The database is lost between the mail server's 250 and our writing it down.</summary>
public sealed class MailFaultTests : IAsyncLifetime
{
    readonly SmtpSink sink = new();
    TestDatabase? database;
    MailRoom? room;
    TcpProxy? wire;

    MailRoom Room => room!;

    TcpProxy Wire => wire!;

    public async Task InitializeAsync()
    {
        database = await BillingDatabase.CloneAsync();
        room = new MailRoom(database.ConnectionString, sink);
        wire = new TcpProxy(database.Server.Port);
    }

    public async Task DisposeAsync()
    {
        await Room.DisposeAsync();
        await Wire.DisposeAsync();
        await database!.DisposeAsync();
        await sink.DisposeAsync();
    }

    [Fact]
    public async Task Dispatch_CutBeforeTheResultIsCommitted_RepeatsWithTheSameMessageId()
    {
        var row = await Room.InvoiceToAsync("a@example.fr");
        var dispatcher = Dispatcher();
        Wire.SwallowReplyTo("mail.delivered");

        await Assert.ThrowsAnyAsync<Exception>(() => dispatcher.DispatchAsync(CancellationToken.None));

        Assert.Equal((1, OutboxState.Waiting), (sink.Mails.Count, (await Room.ReadAsync(row)).State));
        Assert.Equal(0, await dispatcher.DispatchAsync(CancellationToken.None));
        Room.Clock.Advance(MailDispatcher.Lease);
        Assert.Equal(1, await dispatcher.DispatchAsync(CancellationToken.None));
        Assert.Equal([$"<{row.MessageId}>", $"<{row.MessageId}>"], sink.Mails.Select(m => m.MessageId));
        Assert.Equal(OutboxState.Delivered, (await Room.ReadAsync(row)).State);
        Assert.Single(await Room.AuditAsync(row));
    }

    [Fact]
    public async Task Dispatch_ReplyToTheCommitLost_IsNotSentAgain()
    {
        var row = await Room.InvoiceToAsync("a@example.fr");
        var dispatcher = Dispatcher();
        Wire.SwallowReplyTo("COMMIT\0"); // the whole word: BEGIN says READ COMMITTED

        await Assert.ThrowsAnyAsync<Exception>(() => dispatcher.DispatchAsync(CancellationToken.None));
        Room.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, await dispatcher.DispatchAsync(CancellationToken.None));
        Assert.Single(sink.Mails);
        Assert.Equal(OutboxState.Delivered, (await Room.ReadAsync(row)).State);
        Assert.Single(await Room.AuditAsync(row));
    }

    [Fact]
    public async Task Dispatch_DatabaseOutOfReach_ThrowsAndGoesOnWhenItIsBack()
    {
        var row = await Room.InvoiceToAsync("a@example.fr");
        var dispatcher = Dispatcher();
        await Wire.RefuseAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => dispatcher.DispatchAsync(CancellationToken.None));
        Wire.Accept();

        Assert.Equal(1, await dispatcher.DispatchAsync(CancellationToken.None));

        Assert.Single(sink.Mails);
        Assert.Equal((OutboxState.Delivered, 1), ((await Room.ReadAsync(row)).State, (await Room.ReadAsync(row)).Attempts));
    }

    MailDispatcher Dispatcher() => Room.Dispatcher(("ConnectionStrings:Postgres", database!.ConnectionStringThrough(Wire.Port)), ("SMTP_SENDERS", "1"));
}
