using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace TwinMcp.Core.Email;

/// <summary>multipart/mixed { multipart/alternative { text, html }, files }, the same for every transport.</summary>
static class MimeMail
{
    /// <summary>The mail has passed <see cref="OutgoingMailRules"/>.</summary>
    public static MailMessage Build(OutgoingMail mail)
    {
        var message = new MailMessage(Address(mail.From), new MailAddress(mail.To))
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        if (mail.ReplyTo is { } replyTo)
            message.ReplyToList.Add(Address(replyTo));
        message.Headers.Add("Message-ID", $"<{mail.MessageId}>");
        // the Date header is SmtpClient's own, whatever is put here
        // an absence notice must not answer it (RFC 3834)
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (mail.UnsubscribeUrl is { } url)
        {
            message.Headers.Add("List-Unsubscribe", $"<{url}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        // the last alternative is the preferred one (RFC 2046, 5.1.4)
        message.AlternateViews.Add(View(mail.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(mail.Html, MediaTypeNames.Text.Html));
        foreach (var file in mail.Files)
            message.Attachments.Add(File(file));
        return message;
    }

    static MailAddress Address(MailParty party) => new(party.Address, party.Name, Encoding.UTF8);

    static AlternateView View(string content, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(content.ReplaceLineEndings("\r\n"), Encoding.UTF8, type);
        // its quoted-printable writes line ends as =0D=0A, which RFC 2045 (6.7, rule 4) forbids in text
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }

    static Attachment File(MailFile file)
    {
        var attachment = new Attachment(new MemoryStream(file.Content, writable: false), file.Name, file.ContentType) { TransferEncoding = TransferEncoding.Base64 };
        if (attachment.ContentDisposition is { } disposition)
            (disposition.DispositionType, disposition.FileName) = (DispositionTypeNames.Attachment, file.Name);
        return attachment;
    }
}
