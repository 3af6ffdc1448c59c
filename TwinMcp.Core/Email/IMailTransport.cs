namespace TwinMcp.Core.Email;

/// <summary>Where the process ends. What goes wrong on the way is an answer; only bugs and cancellation throw.</summary>
public interface IMailTransport
{
    Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken ct);
}
