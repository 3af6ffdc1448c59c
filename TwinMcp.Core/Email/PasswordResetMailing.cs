using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Outbox;

namespace TwinMcp.Core.Email;

/// <summary>Puts the mail with a link to a new password into the outbox. Inside the caller's transaction; it is the caller's to save.</summary>
public sealed class PasswordResetMailing(MailLinks links, TimeProvider clock)
{
    /// <summary>The link's path carries its token: it is stored sealed, and opened where the mail is made.</summary>
    public void Queue(BillingDbContext db, ResetRequest request)
    {
        var facts = new MailFacts { Name = request.Name, Language = request.Language, Until = request.Until, Sealed = links.Seal(request.Path) };
        // a request is a subject of its own: two requests are two links, and two mails
        var about = new MailSubject(request.Customer ?? OutboxMail.NoCustomer, Guid.CreateVersion7(clock.GetUtcNow()));
        db.Outbox.Add(OutboxMail.Of(about, MailKind.PasswordReset, request.Email, facts, clock.GetUtcNow()));
    }
}

/// <param name="Email">Who asked: the address he signs in with.</param>
/// <param name="Path">"/account/reset?code=…": on this site, from /.</param>
/// <param name="Until">When the link ends.</param>
public sealed record ResetRequest(string Email, string Path, DateTimeOffset Until)
{
    public string? Name { get; init; }

    /// <summary>"fr" or "en".</summary>
    public required string Language { get; init; }

    /// <summary>Null for our own people.</summary>
    public CustomerId? Customer { get; init; }
}
