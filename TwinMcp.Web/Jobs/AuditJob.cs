using System.Net;
using TwinMcp.Core.Email;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Web.Jobs;

/// <summary>Verifies the audit chain once a day; a break is in the log as critical. With <c>AUDIT_HEAD_EMAIL</c> the head, or the break, is mailed.</summary>
internal sealed partial class AuditJob(AuditWatchService watch, IMailTransport transport, MailOptions options, SellerOptions seller, IConfiguration configuration, ILogger<AuditJob> logger)
{
    public async Task<int> RoundAsync(CancellationToken ct)
    {
        if (await watch.WatchDailyAsync(ct) is not { } state)
            return 0;
        foreach (var found in state.Breaks)
            Broken(found);
        var sender = options.Sender ?? seller.Party.Email;
        if (configuration["AUDIT_HEAD_EMAIL"] is { Length: > 0 } to && sender is not null && (state.Head is not null || state.Breaks.Count > 0))
        {
            var answer = await transport.SendAsync(Mail(state, to, new MailParty(sender, seller.Party.Name)), ct);
            if (answer.Outcome is not (MailOutcome.Delivered or MailOutcome.Filed))
                NotMailed(answer.Text);
        }
        return 1;
    }

    /// <summary>For a machine's mailbox and an operator: plain English, the head as it stands in the file.</summary>
    static OutgoingMail Mail(AuditChainState state, string to, MailParty from)
    {
        var holds = state.Breaks.Count == 0;
        var text = string.Join('\n', [holds ? $"The audit chain holds: {state.Rows} rows." : "The audit chain is broken:", .. state.Breaks, state.Head is null ? "" : AuditHeadFile.Line(state.Head)]);
        return new OutgoingMail
        {
            MessageId = $"audit-{Guid.NewGuid():N}@{from.Address[(from.Address.IndexOf('@', StringComparison.Ordinal) + 1)..]}",
            Reference = "audit",
            From = from,
            To = to,
            Subject = holds ? $"Audit head {state.Head!.Seal}" : "The audit chain is broken",
            Text = text,
            Html = $"<pre>{WebUtility.HtmlEncode(text)}</pre>",
            Date = state.Head?.SealedAt ?? DateTimeOffset.UnixEpoch,
        };
    }

    [LoggerMessage(1, LogLevel.Critical, "The audit chain is broken: {Found}")]
    partial void Broken(string found);

    [LoggerMessage(2, LogLevel.Error, "The audit head could not be mailed: {Why}")]
    partial void NotMailed(string why);
}
