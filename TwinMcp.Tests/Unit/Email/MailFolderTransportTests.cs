using TwinMcp.Core.Email;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Email;

public sealed class MailFolderTransportTests : IDisposable
{
    readonly TempFolder home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task Send_MailWithEverything_GivesEveryPartBackFromTheFile()
    {
        var mail = MailSamples.Mail();

        var answer = await Transport().SendAsync(mail, CancellationToken.None);

        var file = Assert.Single(Directory.GetFileSystemEntries(home.Path));
        Assert.Equal(new MailAnswer(MailOutcome.Filed, $"written to {file}"), answer);
        Assert.Matches(@"^20260901T060312000Z-FA-2026-094417-[0-9a-f]{6}\.eml$", Path.GetFileName(file));
        var raw = await File.ReadAllBytesAsync(file);
        var got = new ReceivedMail("", [], raw, true, false);
        Assert.Equal(mail.Subject, got.Subject);
        Assert.Equal($"<{mail.MessageId}>", got.MessageId);
        Assert.Single(got.Mime.Headers("Date"));
        Assert.Equal("auto-generated", got.Mime.Header("Auto-Submitted"));
        Assert.Contains("TwinMCP Facturation à Lyon", got.From, StringComparison.Ordinal);
        Assert.Contains("<facturation@twinmcp.example>", got.From, StringComparison.Ordinal);
        Assert.Contains("<compta@twinmcp.example>", got.Mime.Header("Reply-To"), StringComparison.Ordinal);
        Assert.Equal("client@example.fr", got.Mime.Header("To"));
        Assert.Equal(mail.Text.ReplaceLineEndings("\r\n").TrimEnd(), got.Text.TrimEnd());
        Assert.Equal(mail.Html, got.Html.TrimEnd());
        var pdf = Assert.Single(got.Attachments);
        Assert.Equal(("FA-2026-094417.pdf", "application/pdf"), (pdf.FileName, pdf.ContentType));
        Assert.Equal(mail.Files[0].Content, pdf.Content);
    }

    [Fact]
    public async Task Send_Mail_HasTheStructureThatMailClientsExpect()
    {
        await Transport().SendAsync(MailSamples.Mail(), CancellationToken.None);

        var raw = await File.ReadAllTextAsync(Directory.GetFiles(home.Path).Single());
        var mime = MimePart.Parse(await File.ReadAllBytesAsync(Directory.GetFiles(home.Path).Single()));
        Assert.Equal("multipart/mixed", mime.ContentType);
        Assert.Equal(["multipart/alternative", "application/pdf"], mime.Parts.Select(p => p.ContentType));
        Assert.Equal(["text/plain", "text/html"], mime.Parts[0].Parts.Select(p => p.ContentType));
        var lines = raw.Split("\r\n");
        Assert.All(lines, line => Assert.True(line.Length <= 200, line)); // RFC 5322: 998 at most; encoded parts 76
        Assert.All(raw, c => Assert.True(char.IsAscii(c)));
        Assert.DoesNotContain('\n', raw.Replace("\r\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_ManyOfOneMoment_WritesOneFileEachAndNothingElse()
    {
        var transport = Transport();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => transport.SendAsync(MailSamples.Mail(), CancellationToken.None)));

        Assert.Equal(20, Directory.GetFileSystemEntries(home.Path, "*.eml").Length);
        Assert.Equal(20, Directory.GetFileSystemEntries(home.Path).Length);
    }

    [Fact]
    public async Task Send_ReferenceWithAPath_StaysInTheFolder()
    {
        await Transport().SendAsync(MailSamples.Mail() with { Reference = "../../x/FA-1" }, CancellationToken.None);

        Assert.EndsWith(".eml", Assert.Single(Directory.GetFileSystemEntries(home.Path)), StringComparison.Ordinal);
    }

    MailFolderTransport Transport() => new(new MailOptions { Folder = home.Path });
}
