using TwinMcp.Core.Email;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Email;

/// <summary>Mail headers that somebody else tries to write.</summary>
public sealed class OutgoingMailTests
{
    static readonly string[] Breaks = ["\r\nBcc: thief@evil.example", "\nBcc: thief@evil.example", "\rBcc: thief@evil.example", "\0", "\u0085x", "\u2028x", "\r\n\r\nbody"];

    public static TheoryData<string, string> Injections()
    {
        var data = new TheoryData<string, string>();
        foreach (var place in new[] { "to", "from", "fromName", "replyTo", "replyName", "subject", "messageId", "fileName", "fileType" })
            foreach (var line in Breaks)
                data.Add(place, line);
        return data;
    }

    [Theory]
    [MemberData(nameof(Injections))]
    public async Task Send_LineBreakInAHeader_IsRefusedForGoodByEveryTransport(string place, string line)
    {
        await using var sink = new SmtpSink();
        using var home = new TempFolder();
        var mail = With(MailSamples.Mail(), place, line);

        var smtp = await new SmtpTransport(new MailOptions { Host = "127.0.0.1", Port = sink.Port, RequireTls = false }).SendAsync(mail, CancellationToken.None);
        var folder = await new MailFolderTransport(new MailOptions { Folder = home.Path }).SendAsync(mail, CancellationToken.None);

        Assert.Equal((MailOutcome.Permanent, MailOutcome.Permanent), (smtp.Outcome, folder.Outcome));
        Assert.Contains("control character", smtp.Text, StringComparison.Ordinal);
        Assert.Empty(sink.Mails);
        Assert.Empty(Directory.GetFileSystemEntries(home.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("@example.fr")]
    [InlineData("a@")]
    [InlineData("a@b@example.fr")]
    [InlineData("a@example.fr, b@example.fr")]
    [InlineData("Claire <a@example.fr>")]
    [InlineData(" a@example.fr")]
    [InlineData("zoé@example.fr")]
    public void Refusal_NotOneAddress_SaysSo(string to) =>
        Assert.StartsWith("The recipient ", OutgoingMailRules.Refusal(MailSamples.Mail() with { To = to }), StringComparison.Ordinal);

    [Theory]
    [InlineData("a@example.fr")]
    [InlineData("first.last+tag@sub.example.co.uk")]
    [InlineData("compta@exämple.fr")]
    [InlineData("o'neill@example.ie")]
    public void Refusal_OneAddress_IsNone(string to) => Assert.Null(OutgoingMailRules.Refusal(MailSamples.Mail() with { To = to }));

    static OutgoingMail With(OutgoingMail mail, string place, string line) => place switch
    {
        "to" => mail with { To = mail.To + line },
        "from" => mail with { From = mail.From with { Address = mail.From.Address + line } },
        "fromName" => mail with { From = mail.From with { Name = mail.From.Name + line } },
        "replyTo" => mail with { ReplyTo = mail.ReplyTo! with { Address = mail.ReplyTo!.Address + line } },
        "replyName" => mail with { ReplyTo = mail.ReplyTo! with { Name = mail.ReplyTo!.Name + line } },
        "subject" => mail with { Subject = mail.Subject + line },
        "messageId" => mail with { MessageId = mail.MessageId + line },
        "fileName" => mail with { Files = [mail.Files[0] with { Name = mail.Files[0].Name + line }] },
        "fileType" => mail with { Files = [mail.Files[0] with { ContentType = mail.Files[0].ContentType + line }] },
        _ => throw new ArgumentOutOfRangeException(nameof(place), place, null),
    };
}
