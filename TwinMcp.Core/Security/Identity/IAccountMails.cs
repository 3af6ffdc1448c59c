using System.Globalization;

namespace TwinMcp.Core.Security.Identity;

/// <summary>A mail with one link in it.</summary>
/// <param name="Path">On this site, from /.</param>
public sealed record AccountMail(LinkPurpose Purpose, string To, string Name, string Path, CultureInfo Language);

/// <summary>Mails about an account: reset, invitation, confirmation. Where they leave the process is a layer above.</summary>
public interface IAccountMails
{
    /// <summary>Answers when the mail is handed over; that it cannot be is logged, and nobody is told.</summary>
    Task SendAsync(AccountMail mail, CancellationToken ct);
}
