using Microsoft.Extensions.Logging;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Core.Security.Masking;

namespace TwinMcp.Core.Email;

/// <summary>Reset, invitation and confirmation, straight to the transport: an hour-old link is worth nothing after a queue's night.</summary>
public sealed partial class AccountMails(IMailTransport transport, MailRenderer renderer, SellerOptions seller, MailOptions options, TimeProvider clock, ILogger<AccountMails> logger) : IAccountMails
{
    static readonly TextResource Texts = new(typeof(AccountMailTexts));

    public async Task SendAsync(AccountMail mail, CancellationToken ct)
    {
        var view = View(mail);
        var sender = options.Sender ?? seller.Party.Email ?? "billing@localhost";
        var answer = await transport.SendAsync(new OutgoingMail
        {
            MessageId = $"{Guid.NewGuid():N}@{sender.Split('@')[^1]}",
            Reference = mail.Purpose.ToString().ToLowerInvariant(),
            From = new MailParty(sender, view.Brand),
            To = mail.To,
            Subject = view.Subject,
            Text = $"{view.Greeting}\n\n{view.Intro}\n\n{view.Address}\n\n{view.Note}\n\n-- \n{view.Brand}\n",
            Html = await renderer.AccountAsync(view),
            Date = clock.GetUtcNow(),
        }, ct);
        if (answer.Outcome is MailOutcome.Temporary or MailOutcome.Permanent)
            Failed(mail.Purpose, Mask.Email(mail.To), answer.Text);
    }

    AccountMailView View(AccountMail mail)
    {
        var (culture, key) = (mail.Language, mail.Purpose.ToString().ToLowerInvariant());
        var lifetime = AccountLinks.Lifetime(mail.Purpose);
        var time = lifetime.TotalHours < 24
            ? Texts.Format("account.hours", culture, lifetime.TotalHours.ToString("0", culture))
            : Texts.Format("account.days", culture, lifetime.TotalDays.ToString("0", culture));
        return new AccountMailView(
            culture.TwoLetterISOLanguageName,
            Texts.Get($"account.{key}.subject", culture),
            Texts.Format("account.greeting", culture, mail.Name),
            Texts.Get($"account.{key}.intro", culture),
            Texts.Get($"account.{key}.button", culture),
            options.Site + mail.Path,
            $"{Texts.Format("account.valid", culture, time)} {Texts.Get($"account.{key}.note", culture)}",
            seller.Party.Brand ?? seller.Party.Name,
            Texts.Get("account.footer", culture));
    }

    [LoggerMessage(1, LogLevel.Error, "The {Purpose} mail to {Email} did not leave: {Answer}")]
    partial void Failed(LinkPurpose purpose, string email, string answer);
}

/// <summary>All words ready; the template only lays them out.</summary>
public sealed record AccountMailView(string Language, string Subject, string Greeting, string Intro, string Button, string Address, string Note, string Brand, string Footer);

/// <summary>Where the words are (AccountMailTexts.resx, .fr.resx).</summary>
sealed class AccountMailTexts;
