using System.Net;
using System.Net.Security;
using TwinMcp.Core.Email;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Email;

public sealed class SmtpTransportTests : IAsyncLifetime
{
    const string Client = "client@example.fr";

    readonly SmtpSink sink = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await sink.DisposeAsync();

    [Fact]
    public async Task Send_MailWithEverything_ArrivesWhole()
    {
        var mail = MailSamples.Mail();

        var answer = await SendAsync(mail);

        Assert.Equal(MailOutcome.Delivered, answer.Outcome);
        var got = Assert.Single(sink.Mails);
        Assert.Equal((mail.Subject, $"<{mail.MessageId}>", "facturation@twinmcp.example"), (got.Subject, got.MessageId, got.EnvelopeFrom));
        Assert.Equal([Client], got.Recipients);
        Assert.Equal(mail.Text.ReplaceLineEndings("\r\n").TrimEnd(), got.Text.TrimEnd());
        Assert.Equal(mail.Html, got.Html.TrimEnd());
        Assert.Equal(mail.Files[0].Content, Assert.Single(got.Attachments).Content);
    }

    [Theory]
    [InlineData(421, MailOutcome.Temporary)]
    [InlineData(450, MailOutcome.Temporary)]
    [InlineData(451, MailOutcome.Temporary)]
    [InlineData(452, MailOutcome.Temporary)]
    [InlineData(550, MailOutcome.Permanent)]
    [InlineData(551, MailOutcome.Permanent)]
    [InlineData(552, MailOutcome.Permanent)]
    [InlineData(553, MailOutcome.Permanent)]
    [InlineData(554, MailOutcome.Permanent)]
    [InlineData(556, MailOutcome.Permanent)]
    public async Task Send_RecipientRefused_TellsTemporaryFromPermanentByTheCode(int code, MailOutcome expected)
    {
        sink.Behaviour.Refuse(Client, code);

        var answer = await SendAsync(MailSamples.Mail());

        Assert.Equal(new MailAnswer(expected, $"{code} as the test asked"), answer);
    }

    [Theory]
    [InlineData(451, MailOutcome.Temporary)]
    [InlineData(552, MailOutcome.Permanent)]
    [InlineData(554, MailOutcome.Permanent)]
    public async Task Send_ContentRefused_TellsTemporaryFromPermanentByTheCode(int code, MailOutcome expected)
    {
        sink.Behaviour.DataCode = code;

        var answer = await SendAsync(MailSamples.Mail());

        Assert.Equal(new MailAnswer(expected, $"{code} as the test asked"), answer);
    }

    [Fact]
    public async Task Send_TurnedAwayAtTheDoor_IsTemporary()
    {
        sink.Behaviour.BannerCode = 421;

        Assert.Equal(MailOutcome.Temporary, (await SendAsync(MailSamples.Mail())).Outcome);
    }

    [Fact]
    public async Task Send_NobodyListens_IsTemporary()
    {
        await sink.RefuseAsync();

        var answer = await SendAsync(MailSamples.Mail());

        Assert.Equal(MailOutcome.Temporary, answer.Outcome);
        Assert.Contains("refused", answer.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Send_ConnectionDroppedBeforeThe250_IsTemporary()
    {
        sink.Behaviour.DropAfterData = true;

        Assert.Equal(MailOutcome.Temporary, (await SendAsync(MailSamples.Mail())).Outcome);
    }

    [Fact]
    public async Task Send_SilentServer_IsTemporaryWithinTheTimeout()
    {
        sink.Behaviour.BannerDelay = TimeSpan.FromMinutes(5);
        var started = TimeProvider.System.GetTimestamp();

        var answer = await SendAsync(MailSamples.Mail(), Options() with { Timeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(new MailAnswer(MailOutcome.Temporary, "no answer from 127.0.0.1 within 1 s"), answer);
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Send_Cancelled_Throws()
    {
        sink.Behaviour.BannerDelay = TimeSpan.FromMinutes(5);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new SmtpTransport(Options()).SendAsync(MailSamples.Mail(), stop.Token));
    }

    [Fact]
    public async Task Send_StartTlsStripped_SendsNothing()
    {
        var answer = await SendAsync(MailSamples.Mail(), Options() with { RequireTls = true });

        Assert.Equal(MailOutcome.Temporary, answer.Outcome);
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task Send_CertificateNobodyTrusts_SendsNothing()
    {
        sink.Behaviour.StartTls = StartTls.Offered;

        var answer = await SendAsync(MailSamples.Mail(), Options() with { RequireTls = true });

        Assert.Equal(MailOutcome.Temporary, answer.Outcome);
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task Send_CertificateTrusted_ArrivesEncrypted()
    {
        sink.Behaviour.StartTls = StartTls.Offered;
        var ours = sink.Certificate.Thumbprint;
#pragma warning disable SYSLIB0014 // the only door to SmtpClient's trust; of this sink's certificate alone
        ServicePointManager.ServerCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None || certificate?.GetCertHashString() == ours;
        try
        {
            Assert.Equal(MailOutcome.Delivered, (await SendAsync(MailSamples.Mail(), Options() with { RequireTls = true })).Outcome);
        }
        finally
        {
            ServicePointManager.ServerCertificateValidationCallback = null;
        }
#pragma warning restore SYSLIB0014
        Assert.True(Assert.Single(sink.Mails).Encrypted);
    }

    [Fact]
    public async Task Send_CredentialsWrong_IsOursToMendAndTemporary()
    {
        sink.Behaviour.Credentials = ("user", "right");

        var answer = await SendAsync(MailSamples.Mail(), Options() with { User = "user", Password = "wrong" });

        Assert.Equal(MailOutcome.Temporary, answer.Outcome);
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task Send_CredentialsRight_Arrives()
    {
        sink.Behaviour.Credentials = ("user", "right");

        Assert.Equal(MailOutcome.Delivered, (await SendAsync(MailSamples.Mail(), Options() with { User = "user", Password = "right" })).Outcome);
    }

    Task<MailAnswer> SendAsync(OutgoingMail mail, MailOptions? options = null) => new SmtpTransport(options ?? Options()).SendAsync(mail, CancellationToken.None);

    MailOptions Options() => new() { Host = "127.0.0.1", Port = sink.Port, RequireTls = false, Timeout = TimeSpan.FromSeconds(10) };
}
