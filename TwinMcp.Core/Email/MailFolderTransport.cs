using System.Globalization;
using System.Net.Mail;

namespace TwinMcp.Core.Email;

/// <summary>Without a mail server: every mail as an .eml file that any mail client opens. Its answer never reads as delivered.</summary>
sealed class MailFolderTransport(MailOptions options) : IMailTransport
{
    public async Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken ct)
    {
        if (OutgoingMailRules.Refusal(mail) is { } refusal)
            return MailAnswer.Permanent(refusal);
        // a folder of its own in the same file system: the finished file appears at once under its own name
        var workplace = Directory.CreateDirectory(Path.Combine(options.Folder, "." + Guid.NewGuid().ToString("N")));
        try
        {
            using var message = MimeMail.Build(mail);
            using var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = workplace.FullName };
            await client.SendMailAsync(message, ct);
            var file = Path.Combine(options.Folder, NameOf(mail));
            workplace.GetFiles().Single().MoveTo(file);
            return MailAnswer.Filed($"written to {file}");
        }
        finally
        {
            workplace.Delete(recursive: true);
        }
    }

    /// <summary>Sorts by time; the end keeps two of one moment apart.</summary>
    static string NameOf(OutgoingMail mail)
    {
        var about = string.Concat(mail.Reference.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        return string.Create(CultureInfo.InvariantCulture, $"{mail.Date.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}-{about}-{Guid.NewGuid().ToString("N")[..6]}.eml");
    }
}
