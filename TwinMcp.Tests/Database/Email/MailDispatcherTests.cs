using TwinMcp.Core.Outbox;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.Email;

/// <summary>The outbox to a real mail server that misbehaves on command.</summary>
public sealed class MailDispatcherTests : IAsyncLifetime
{
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
    public async Task Dispatch_InvoiceDue_IsDeliveredWithItsStoredPdf()
    {
        var row = await Room.InvoiceToAsync("compta@brunel.example");

        Assert.Equal(1, await Room.Dispatcher().DispatchAsync(CancellationToken.None));

        var got = Assert.Single(sink.Mails);
        Assert.Equal(["compta@brunel.example"], got.Recipients);
        Assert.Equal("Facture FA-2026-000001 de TwinMCP\u00A0: 1\u202F643,50\u00A0€", got.Subject);
        Assert.Equal($"<{row.MessageId}>", got.MessageId);
        Assert.Contains("<no-reply@twinmcp.example>", got.From, StringComparison.Ordinal);
        Assert.Contains("TwinMCP", got.From, StringComparison.Ordinal);
        Assert.Contains("<facturation@twinmcp.example>", got.Mime.Header("Reply-To"), StringComparison.Ordinal);
        Assert.Contains("1\u202F643,50\u00A0€", got.Text, StringComparison.Ordinal);
        Assert.Contains("FR76 3000 4000 0312 3456 7890 143", got.Html, StringComparison.Ordinal);
        var pdf = Assert.Single(got.Attachments);
        Assert.Equal(("FA-2026-000001.pdf", "%PDF-1.7 of FA-2026-000001"), (pdf.FileName, System.Text.Encoding.ASCII.GetString(pdf.Content)));
        var stored = await Room.ReadAsync(row);
        Assert.Equal((OutboxState.Delivered, 1, Room.Clock.GetUtcNow(), "accepted by 127.0.0.1"), (stored.State, stored.Attempts, stored.DeliveredAt, stored.LastAnswer));
        Assert.StartsWith("mail.delivered ", Assert.Single(await Room.AuditAsync(row)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispatch_NothingDue_SendsNothing()
    {
        var row = await Room.InvoiceToAsync("a@example.fr");
        var dispatcher = Room.Dispatcher();
        await dispatcher.DispatchAsync(CancellationToken.None);

        Assert.Equal(0, await dispatcher.DispatchAsync(CancellationToken.None));

        Assert.Single(sink.Mails);
        Assert.Equal(1, (await Room.ReadAsync(row)).Attempts);
    }

    [Fact]
    public async Task Dispatch_OneRecipientRefusedForGood_FailsAloneAndIsFlagged()
    {
        var poisoned = await Room.InvoiceToAsync("claire.gone@brunel.example");
        for (var i = 0; i < 12; i++)
            await Room.InvoiceToAsync($"customer{i}@example.fr");
        sink.Behaviour.Refuse("claire.gone@brunel.example", 550);

        Assert.Equal(13, await Room.Dispatcher().DispatchAsync(CancellationToken.None));

        Assert.Equal(12, sink.Mails.Count);
        var stored = await Room.ReadAsync(poisoned);
        Assert.Equal((OutboxState.Failed, 1, "550 as the test asked", (DateTimeOffset?)null), (stored.State, stored.Attempts, stored.LastAnswer, stored.DeliveredAt));
        var audit = Assert.Single(await Room.AuditAsync(poisoned));
        Assert.StartsWith("mail.failed ", audit, StringComparison.Ordinal);
        Assert.Contains("cl***@brunel.example", audit, StringComparison.Ordinal);
        Assert.Contains("cl***@brunel.example failed for good at attempt 1: 550 as the test asked", Room.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain("claire.gone", Room.Log.All, StringComparison.Ordinal);
        Room.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await Room.Dispatcher().DispatchAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(421)]
    [InlineData(451)]
    public async Task Dispatch_RefusedForNow_IsSentLaterWithTheSameMessageId(int code)
    {
        var row = await Room.InvoiceToAsync("busy@example.fr");
        sink.Behaviour.Refuse("busy@example.fr", code, times: 2);
        var dispatcher = Room.Dispatcher();

        await dispatcher.DispatchAsync(CancellationToken.None);
        var first = await Room.ReadAsync(row);
        Room.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, await dispatcher.DispatchAsync(CancellationToken.None));
        Room.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await dispatcher.DispatchAsync(CancellationToken.None));
        Room.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await dispatcher.DispatchAsync(CancellationToken.None));

        Assert.Equal((OutboxState.Waiting, $"{code} as the test asked"), (first.State, first.LastAnswer));
        Assert.Equal($"<{row.MessageId}>", Assert.Single(sink.Mails).MessageId);
        var stored = await Room.ReadAsync(row);
        Assert.Equal((OutboxState.Delivered, 3), (stored.State, stored.Attempts));
        Assert.Single(await Room.AuditAsync(row));
    }

    [Fact]
    public async Task Dispatch_ConnectionDroppedBeforeThe250_RepeatsWithTheSameMessageId()
    {
        var row = await Room.InvoiceToAsync("a@example.fr");
        var dispatcher = Room.Dispatcher();
        sink.Behaviour.DropAfterData = true;
        await dispatcher.DispatchAsync(CancellationToken.None);
        sink.Behaviour.DropAfterData = false;
        Room.Clock.Advance(TimeSpan.FromMinutes(1));

        await dispatcher.DispatchAsync(CancellationToken.None);

        Assert.Equal([(false, $"<{row.MessageId}>"), (true, $"<{row.MessageId}>")], sink.Mails.Select(m => (m.Acknowledged, m.MessageId ?? "")));
        Assert.Equal(OutboxState.Delivered, (await Room.ReadAsync(row)).State);
    }

    [Fact]
    public async Task Dispatch_ServerDownForDays_GivesUpAfterEightAttempts()
    {
        var row = await Room.InvoiceToAsync("a@example.fr");
        await sink.RefuseAsync();
        var dispatcher = Room.Dispatcher();
        var minutes = new List<int>();
        var started = Room.Clock.GetUtcNow();
        while ((await Room.ReadAsync(row)).State == OutboxState.Waiting)
        {
            if (await dispatcher.DispatchAsync(CancellationToken.None) > 0)
                minutes.Add((int)(Room.Clock.GetUtcNow() - started).TotalMinutes);
            Room.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([0, 1, 6, 21, 81, 321, 561, 801], minutes);
        var stored = await Room.ReadAsync(row);
        Assert.Equal((OutboxState.Failed, 8), (stored.State, stored.Attempts));
        Assert.StartsWith("Given up after 8 attempts: ", stored.LastAnswer, StringComparison.Ordinal);
        Assert.StartsWith("mail.failed ", Assert.Single(await Room.AuditAsync(row)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispatch_StartTlsStripped_SendsNothingAndTriesAgain()
    {
        var row = await Room.InvoiceToAsync("a@example.fr");

        await Room.Dispatcher(("SMTP_TLS", "true")).DispatchAsync(CancellationToken.None);

        Assert.Empty(sink.Mails);
        Assert.Equal(OutboxState.Waiting, (await Room.ReadAsync(row)).State);
    }

    [Fact]
    public async Task Dispatch_NoServerSetUp_FilesTheMailAndDoesNotCallItDelivered()
    {
        using var home = new TempFolder();
        var row = await Room.InvoiceToAsync("a@example.fr");

        await Room.Dispatcher(("SMTP_HOST", ""), ("TWIN_HOME", home.Path)).DispatchAsync(CancellationToken.None);

        var file = Assert.Single(Directory.GetFiles(home.File("mail"), "*.eml"));
        var stored = await Room.ReadAsync(row);
        Assert.Equal((OutboxState.Filed, $"written to {file}", (DateTimeOffset?)null), (stored.State, stored.LastAnswer, stored.DeliveredAt));
        Assert.StartsWith("mail.filed ", Assert.Single(await Room.AuditAsync(row)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispatch_RowThatCannotBecomeAMail_FailsAloneOthersGoOn()
    {
        var good = await Room.InvoiceToAsync("a@example.fr");
        var noInvoice = OutboxMail.About(good.UserId, TwinMcp.Core.Common.InvoiceId.New(), MailKind.Invoice, "b@example.fr", Room.Clock.GetUtcNow());
        var noTemplate = OutboxMail.About(good.UserId, good.InvoiceId!.Value, "riddle", "c@example.fr", Room.Clock.GetUtcNow());
        var injection = OutboxMail.About(good.UserId, good.InvoiceId!.Value, MailKind.Invoice, "d@example.fr\r\nBcc: thief@evil.example", Room.Clock.GetUtcNow());
        foreach (var bad in new[] { noInvoice, noTemplate, injection })
            await Room.AddAsync(bad);

        Assert.Equal(4, await Room.Dispatcher().DispatchAsync(CancellationToken.None));

        Assert.Equal(["a@example.fr"], Assert.Single(sink.Mails).Recipients);
        Assert.Equal("No such issued invoice.", (await Room.ReadAsync(noInvoice)).LastAnswer);
        Assert.Equal("No such template for 'riddle'.", (await Room.ReadAsync(noTemplate)).LastAnswer);
        Assert.Equal((OutboxState.Failed, "The recipient contains a line break or another control character."), ((await Room.ReadAsync(injection)).State, (await Room.ReadAsync(injection)).LastAnswer));
        Assert.DoesNotContain("\nBcc", Room.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispatch_MailThatCannotBeMade_IsTriedAgainAndOthersGoOn()
    {
        var broken = await Room.InvoiceToAsync("claire.brunel@brunel.example");
        await database!.ExecuteAsync("ALTER TABLE invoices DISABLE TRIGGER guard_issued; UPDATE invoices SET seller = NULL; ALTER TABLE invoices ENABLE TRIGGER guard_issued");
        await Room.InvoiceToAsync("a@example.fr");

        Assert.Equal(2, await Room.Dispatcher(("SMTP_SENDERS", "1")).DispatchAsync(CancellationToken.None));

        Assert.Equal(["a@example.fr"], Assert.Single(sink.Mails).Recipients);
        var stored = await Room.ReadAsync(broken);
        Assert.Equal((OutboxState.Waiting, "It could not be made: InvalidOperationException."), (stored.State, stored.LastAnswer));
        Assert.Contains("cl***@brunel.example could not be made: InvalidOperationException", Room.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain("claire", Room.Log.All, StringComparison.Ordinal);
    }
}
