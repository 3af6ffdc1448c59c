using Microsoft.Extensions.Logging;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Core.Security.Masking;

namespace TwinMcp.Core.Email;

/// <summary>Reset, invitation and confirmation, straight to the transport: an hour-old link is worth nothing after a queue's night.</summary>
public sealed partial class AccountMails(IMailTransport transport, MailAssembly assembly, SellerStore sellers, MailOptions options, ILogger<AccountMails> logger) : IAccountMails
{
    static readonly TextResource Texts = new(typeof(AccountMailTexts));

    public async Task SendAsync(AccountMail mail, CancellationToken ct)
    {
        var seller = await sellers.CurrentAsync(ct);
        var (culture, key) = (mail.Language, mail.Purpose.ToString().ToLowerInvariant());
        var lifetime = AccountLinks.Lifetime(mail.Purpose);
        var time = lifetime.TotalHours < 24
            ? Texts.Format("account.hours", culture, lifetime.TotalHours.ToString("0", culture))
            : Texts.Format("account.days", culture, lifetime.TotalDays.ToString("0", culture));
        var content = new AccountMailView(seller, culture.TwoLetterISOLanguageName, mail.Name).Link(
            Texts.Get($"account.{key}.subject", culture),
            Texts.Get($"account.{key}.intro", culture),
            $"{Texts.Format("account.valid", culture, time)} {Texts.Get($"account.{key}.note", culture)}",
            new MailLink(Texts.Get($"account.{key}.button", culture), (options.PublicUrl ?? MailOptions.LocalSite) + mail.Path));
        var answer = await transport.SendAsync(await assembly.MakeAsync(new MailEnvelope($"{Guid.NewGuid():N}@twinmcp-billing", mail.To, key), content, seller), ct);
        if (answer.Outcome is MailOutcome.Temporary or MailOutcome.Permanent)
            Failed(mail.Purpose, Mask.Email(mail.To), answer.Text);
    }

    [LoggerMessage(1, LogLevel.Error, "The {Purpose} mail to {Email} did not leave: {Answer}")]
    partial void Failed(LinkPurpose purpose, string email, string answer);
}

/// <summary>Where the words are (AccountMailTexts.resx, .fr.resx).</summary>
sealed class AccountMailTexts;
