using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Email;
using TwinMcp.Core.Outbox;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.Email;

/// <summary>Several nodes on one outbox, some of which die.</summary>
public sealed class OutboxLeaseTests : IAsyncLifetime
{
    static readonly TimeSpan Lease = MailDispatcher.Lease;

    readonly SmtpSink sink = new();
    TestDatabase? database;
    MailRoom? room;

    MailRoom Room => room!;

    public async Task InitializeAsync()
    {
        database = await BillingDatabase.CloneAsync();
        room = new MailRoom(database.ConnectionString, sink);
    }

    public async Task DisposeAsync()
    {
        await Room.DisposeAsync();
        await database!.DisposeAsync();
        await sink.DisposeAsync();
    }

    [Fact]
    public async Task Dispatch_ThreeNodesAtOnce_SendEachMailOnce()
    {
        const int mails = 60;
        for (var i = 0; i < mails; i++)
            await Room.InvoiceToAsync($"customer{i}@example.fr");
        var nodes = Enumerable.Range(0, 3).Select(_ => Room.Dispatcher(("SMTP_SENDERS", "8"))).ToList();

        var handled = await Task.WhenAll(nodes.Select(n => n.DispatchAsync(CancellationToken.None)));

        Assert.Equal(mails, handled.Sum());
        Assert.Equal(mails, sink.Mails.Count);
        Assert.Equal(mails, sink.Mails.Select(m => m.MessageId).Distinct().Count());
        Assert.Equal(mails, await database!.ScalarAsync<long>("SELECT count(*) FROM outbox WHERE state = 'DELIVERED' AND attempts = 1"));
        Assert.Equal(mails, await database.ScalarAsync<long>("SELECT count(*) FROM audit_log WHERE action = 'mail.delivered'"));
    }

    [Fact]
    public async Task Take_RowOfALiveSender_IsNotGivenOutTwice()
    {
        await Room.InvoiceToAsync("a@example.fr");
        var outbox = Room.Node().GetRequiredService<OutboxService>();

        var taken = await outbox.TakeAsync(Lease, CancellationToken.None);

        Assert.NotNull(taken);
        Assert.Null(await outbox.TakeAsync(Lease, CancellationToken.None));
        Room.Clock.Advance(Lease - TimeSpan.FromSeconds(1));
        Assert.Null(await outbox.TakeAsync(Lease, CancellationToken.None));
    }

    [Fact]
    public async Task Take_SenderDiedBeforeSending_ComesDueAgain()
    {
        var row = await Room.InvoiceToAsync("a@example.fr");
        Assert.NotNull(await Room.Node().GetRequiredService<OutboxService>().TakeAsync(Lease, CancellationToken.None));
        var other = Room.Dispatcher();
        Assert.Equal(0, await other.DispatchAsync(CancellationToken.None));
        Room.Clock.Advance(Lease);

        Assert.Equal(1, await other.DispatchAsync(CancellationToken.None));

        Assert.Single(sink.Mails);
        var stored = await Room.ReadAsync(row);
        Assert.Equal((OutboxState.Delivered, 2), (stored.State, stored.Attempts));
    }

    [Fact]
    public async Task Settle_LeaseLost_IsRefusedAndChangesNothing()
    {
        var row = await Room.InvoiceToAsync("a@example.fr");
        var frozen = Room.Node().GetRequiredService<OutboxService>();
        var stale = await frozen.TakeAsync(Lease, CancellationToken.None);
        Room.Clock.Advance(Lease);
        await Room.Dispatcher().DispatchAsync(CancellationToken.None);

        var refused = await frozen.SettleAsync(stale!, new OutboxResult(OutboxState.Failed, "too late"), CancellationToken.None);

        Assert.Equal(BillingError.Stale, refused.Error);
        Assert.Equal(OutboxState.Delivered, (await Room.ReadAsync(row)).State);
        Assert.Single(await Room.AuditAsync(row));
    }

    [Fact]
    public async Task Settle_AnotherHoldsTheLease_IsRefused()
    {
        await Room.InvoiceToAsync("a@example.fr");
        var outbox = Room.Node().GetRequiredService<OutboxService>();
        var stale = await outbox.TakeAsync(Lease, CancellationToken.None);
        Room.Clock.Advance(Lease);
        var holder = await outbox.TakeAsync(Lease, CancellationToken.None);

        var refused = await outbox.SettleAsync(stale!, new OutboxResult(OutboxState.Delivered, "too late"), CancellationToken.None);

        Assert.Equal(BillingError.Stale, refused.Error);
        Assert.True((await outbox.SettleAsync(holder!, new OutboxResult(OutboxState.Delivered, "in time"), CancellationToken.None)).IsOk);
    }

    [Fact]
    public async Task Dispatch_MailThatKillsItsSender_EndsAfterEightAttempts()
    {
        var row = await Room.InvoiceToAsync("a@example.fr");
        var node = Room.Node();
        for (var i = 0; i < 8; i++)
        {
            Assert.NotNull(await node.GetRequiredService<OutboxService>().TakeAsync(Lease, CancellationToken.None));
            Room.Clock.Advance(Lease);
        }

        await node.GetRequiredService<MailDispatcher>().DispatchAsync(CancellationToken.None);

        Assert.Empty(sink.Mails);
        var stored = await Room.ReadAsync(row);
        Assert.Equal((OutboxState.Failed, "The last sender ended without an answer."), (stored.State, stored.LastAnswer));
    }

    [Fact]
    public async Task Settle_ServersAnswer_IsKeptOnOneLineAndFits()
    {
        var row = await Room.InvoiceToAsync("a@example.fr");
        var outbox = Room.Node().GetRequiredService<OutboxService>();
        var taken = await outbox.TakeAsync(Lease, CancellationToken.None);

        await outbox.SettleAsync(taken!, new OutboxResult(OutboxState.Failed, "550 \u001b[31mno\r\nfor claire@brunel.example" + new string('x', 600)), CancellationToken.None);

        var stored = await Room.ReadAsync(row);
        Assert.StartsWith("550  [31mno  for claire@brunel.examplexxx", stored.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(500, stored.LastAnswer!.Length);
        Assert.DoesNotContain("claire@", Assert.Single(await Room.AuditAsync(row)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispatch_Stopped_BeginsNothingNew()
    {
        var row = await Room.InvoiceToAsync("a@example.fr");
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        Assert.Equal(0, await Room.Dispatcher().DispatchAsync(stop.Token));

        Assert.Equal(0, (await Room.ReadAsync(row)).Attempts);
    }
}
