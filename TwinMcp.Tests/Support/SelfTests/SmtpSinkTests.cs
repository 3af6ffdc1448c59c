using System.Net.Mail;
using System.Net.Mime;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace TwinMcp.Tests.Support.SelfTests;

public sealed class SmtpSinkTests : IAsyncLifetime
{
    readonly SmtpSink sink = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await sink.DisposeAsync();

    [Fact]
    public async Task Receive_MailWithEverything_GivesEveryPartBack()
    {
        var pdf = Enumerable.Range(0, 5000).Select(i => (byte)i).ToArray();
        using var mail = Mail("Votre facture nº 1 — dépôt à régler, 1 643,50 €, avant le 31 décembre prochain, à Besançon", "client@example.fr");
        mail.Headers.Add("Message-ID", "<1@twinmcp.example>");
        mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString("Bonjour,\r\n.point en tête = égal\r\nà bientôt €", Encoding.UTF8, MediaTypeNames.Text.Plain));
        mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString("<p>Bonjour à <b>tous</b> " + new string('x', 300) + "</p>", Encoding.UTF8, MediaTypeNames.Text.Html));
        mail.Attachments.Add(new Attachment(new MemoryStream(pdf), "Facture été n° 1.pdf", MediaTypeNames.Application.Pdf));

        await SendAsync(mail);

        var got = Assert.Single(sink.Mails);
        Assert.Equal(mail.Subject, got.Subject);
        Assert.Equal("Bonjour,\r\n.point en tête = égal\r\nà bientôt €", got.Text.TrimEnd());
        Assert.StartsWith("<p>Bonjour à <b>tous</b> xxx", got.Html, StringComparison.Ordinal);
        var attachment = Assert.Single(got.Attachments);
        Assert.Equal(("Facture été n° 1.pdf", "application/pdf"), (attachment.FileName, attachment.ContentType));
        Assert.Equal(pdf, attachment.Content);
        Assert.Equal(("<1@twinmcp.example>", "billing@twinmcp.example", true), (got.MessageId, got.EnvelopeFrom, got.Acknowledged));
        Assert.Equal(["client@example.fr"], got.Recipients);
    }

    [Theory]
    [InlineData(451)]
    [InlineData(550)]
    [InlineData(421)]
    public async Task Refuse_OneRecipientOnce_RefusesThatOneAndThenTakesIt(int code)
    {
        sink.Behaviour.Refuse("bad@example.fr", code, times: 1);
        using var poisoned = Mail("x", "bad@example.fr");
        using var fine = Mail("y", "good@example.fr");

        await Assert.ThrowsAnyAsync<SmtpException>(() => SendAsync(poisoned));
        await SendAsync(fine);
        await SendAsync(poisoned);

        Assert.Equal(["y", "x"], sink.Mails.Select(m => m.Subject));
    }

    [Fact]
    public async Task DropAfterData_Message_ArrivesUnacknowledged()
    {
        sink.Behaviour.DropAfterData = true;
        using var mail = Mail("lost reply", "a@example.fr");

        await Assert.ThrowsAnyAsync<SmtpException>(() => SendAsync(mail));

        Assert.False(Assert.Single(sink.Mails).Acknowledged);
    }

    [Fact]
    public async Task Refuse_WholeServer_RefusesUntilAccept()
    {
        await sink.RefuseAsync();
        using var mail = Mail("later", "a@example.fr");
        await Assert.ThrowsAnyAsync<SmtpException>(() => SendAsync(mail));
        sink.Accept();
        await SendAsync(mail);
        await sink.WaitForAsync(1);
    }

    [Fact]
    public async Task Banner_SlowOrBusy_IsWhatTheClientSees()
    {
        sink.Behaviour.BannerDelay = TimeSpan.FromMilliseconds(200);
        var started = TimeProvider.System.GetTimestamp();
        using var mail = Mail("slow", "a@example.fr");
        await SendAsync(mail);
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(195));

        sink.Behaviour.BannerCode = 421;
        await Assert.ThrowsAnyAsync<SmtpException>(() => SendAsync(mail));
    }

    [Fact]
    public async Task StartTls_Offered_EncryptsWithItsCertificate()
    {
        sink.Behaviour.StartTls = StartTls.Offered;
        sink.Behaviour.Credentials = ("user", "secret");
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", sink.Port);
        Stream stream = client.GetStream();
        Assert.Contains("STARTTLS", await TalkAsync(stream, "", "EHLO me\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("220", await TalkAsync(stream, "STARTTLS\r\n"), StringComparison.Ordinal);
        await using var secure = new SslStream(stream, false, (_, certificate, _, _) => certificate!.GetCertHashString() == sink.Certificate.Thumbprint);
        await secure.AuthenticateAsClientAsync("localhost");
        Assert.DoesNotContain("STARTTLS", await TalkAsync(secure, "EHLO me\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("530", await TalkAsync(secure, "MAIL FROM:<a@b.c>\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("235", await TalkAsync(secure, $"AUTH PLAIN {Convert.ToBase64String("\0user\0secret"u8)}\r\n"), StringComparison.Ordinal);
        await TalkAsync(secure, "MAIL FROM:<a@b.c>\r\n", "RCPT TO:<d@e.f>\r\n", "DATA\r\n", "Subject: s\r\n\r\nhello\r\n.\r\n");
        Assert.True(Assert.Single(sink.Mails).Encrypted);
    }

    [Fact]
    public async Task StartTls_Stripped_IsRefusedToAClientThatNeedsIt()
    {
        using var mail = Mail("secret", "a@example.fr");
        await Assert.ThrowsAnyAsync<SmtpException>(() => SendAsync(mail, encrypt: true));
        Assert.Empty(sink.Mails);
    }

    static MailMessage Mail(string subject, string to) => new("billing@twinmcp.example", to) { Subject = subject, SubjectEncoding = Encoding.UTF8 };

    async Task SendAsync(MailMessage mail, bool encrypt = false)
    {
        using var client = new SmtpClient("127.0.0.1", sink.Port) { EnableSsl = encrypt, Timeout = 5000 };
        await client.SendMailAsync(mail);
    }

    static async Task<string> TalkAsync(Stream stream, params string[] lines)
    {
        var answer = "";
        foreach (var line in lines)
        {
            var buffer = new byte[2000];
            await stream.WriteAsync(Encoding.ASCII.GetBytes(line));
            answer = Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
        }
        return answer;
    }
}
