using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Core.Security.Audit;
using TwinMcp.Core.Security.Masking;

namespace TwinMcp.Core.Email;

/// <summary>Sends a template with made-up data to an address, past the outbox: the server's answer is seen at once.</summary>
public sealed class MailTestService(MailPreviews previews, MailAssembly assembly, IMailTransport transport, Writing writing, SellerStore sellers, TimeProvider clock)
{
    /// <summary>A node and an hour: enough to look at every template, too few to bother anybody with.</summary>
    const int MostAnHour = 20;

    readonly Lock guard = new();
    readonly Queue<DateTimeOffset> sent = new();

    /// <summary>The template as the company of now sends it.</summary>
    /// <param name="kind">One of <see cref="MailPreviews.Kinds"/>.</param>
    public async Task<Result<MailPreview>> PreviewAsync(Actor actor, string kind, string language, CancellationToken ct) =>
        Access.Check(actor, BillingAction.TestMail) is { } refused ? refused : await previews.MakeAsync(await sellers.CurrentAsync(ct), kind, language);

    public async Task<Result<MailAnswer>> SendAsync(Actor actor, TestMail input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.TestMail) is { } refused)
            return refused;
        var to = input.To?.Trim();
        if (!EmailRules.IsAddress(to))
            return BillingError.Invalid("to", EmailRules.Words);
        var seller = await sellers.CurrentAsync(ct);
        var preview = await previews.MakeAsync(seller, input.Kind ?? "", input.Language ?? "");
        if (preview.Error is { } unknown)
            return unknown;
        if (!Take())
            return BillingError.Conflict("too_many_tests", $"At most {MostAnHour} test mails an hour.");
        var content = preview.Value.Content with { Unsubscribe = null };
        var mail = await assembly.MakeAsync(new MailEnvelope($"{Guid.NewGuid():N}.test@twinmcp-billing", to!, "test"), content with { Subject = "[Test] " + content.Subject }, seller);
        var answer = await transport.SendAsync(mail, ct);
        return await writing.InTransactionAsync<MailAnswer>(db =>
        {
            var what = new { input.Kind, To = Mask.Email(to!), Outcome = answer.Outcome.ToString(), Answer = Mask.EmailsIn(answer.Text) };
            db.Audit.Add(AuditEntry.Of(actor, "mail.tested", clock.GetUtcNow(), default, what));
            return Task.FromResult<Result<MailAnswer>>(answer);
        }, CancellationToken.None);
    }

    bool Take()
    {
        var now = clock.GetUtcNow();
        lock (guard)
        {
            while (sent.TryPeek(out var oldest) && oldest <= now.AddHours(-1))
                sent.Dequeue();
            if (sent.Count >= MostAnHour)
                return false;
            sent.Enqueue(now);
            return true;
        }
    }
}

/// <param name="Kind">One of <see cref="MailPreviews.Kinds"/>.</param>
/// <param name="Language">"fr" or "en".</param>
public sealed record TestMail(string? To, string? Kind, string? Language);
