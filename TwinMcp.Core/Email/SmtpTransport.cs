using System.Net;
using System.Net.Mail;
using System.Security.Authentication;

namespace TwinMcp.Core.Email;

/// <summary>
/// System.Net.Mail, because MailKit is not on the feed (docs/adr/0002-package-feed.md): STARTTLS only, one connection a mail.
/// A connection that is kept open would be closed by servers while idle, and its failure looks like a mail that was lost half way.
/// </summary>
sealed class SmtpTransport(MailOptions options) : IMailTransport
{
    public async Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken ct)
    {
        if (OutgoingMailRules.Refusal(mail) is { } refusal)
            return MailAnswer.Permanent(refusal);
        using var message = MimeMail.Build(mail);
        using var client = Client();
        // SmtpClient.Timeout does not hold for asynchronous sends
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.Timeout);
        try
        {
            await client.SendMailAsync(message, limit.Token);
            return MailAnswer.Delivered($"accepted by {options.Host}");
        }
        catch (Exception e) when (limit.IsCancellationRequested && e is OperationCanceledException or SmtpException or IOException)
        {
            ct.ThrowIfCancellationRequested();
            return MailAnswer.Temporary($"no answer from {options.Host} within {options.Timeout.TotalSeconds:0} s");
        }
        catch (SmtpException e)
        {
            return SmtpAnswers.Of(e);
        }
        catch (Exception e) when (e is IOException or AuthenticationException or System.Net.Sockets.SocketException)
        {
            return MailAnswer.Temporary(e.Message);
        }
    }

    SmtpClient Client() => new(options.Host, options.Port)
    {
        EnableSsl = options.RequireTls,
        Timeout = (int)options.Timeout.TotalMilliseconds,
        DeliveryFormat = SmtpDeliveryFormat.SevenBit,
        UseDefaultCredentials = false,
        Credentials = options.User is { } user ? new NetworkCredential(user, options.Password) : null,
    };
}
