using Microsoft.Extensions.Localization;
using TwinMcp.Core.Outbox;
using TwinMcp.Web.Resources;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>The delivery of a mail as word, shape and colour.</summary>
internal static class MailText
{
    /// <summary>The kind in the reader's words; one that is not known stands for itself.</summary>
    public static string Subject(IStringLocalizer<UiText> texts, string kind)
    {
        if (MailKind.ReminderStep(kind) is not null)
            return texts["mail.kind.reminder"];
        var known = texts[$"mail.kind.{kind}"];
        return known.ResourceNotFound ? kind : known;
    }

    public static string Key(this OutboxState state) => state switch
    {
        OutboxState.Waiting => "waiting",
        OutboxState.Delivered => "delivered",
        OutboxState.Filed => "filed",
        OutboxState.Failed => "failed",
        OutboxState.Withdrawn => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Icon(this OutboxState state) => state switch
    {
        OutboxState.Waiting => "clock",
        OutboxState.Delivered => "check",
        OutboxState.Filed => "file",
        OutboxState.Failed => "warn",
        OutboxState.Withdrawn => "file",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Colour(this OutboxState state) => state switch
    {
        OutboxState.Waiting => "t3",
        OutboxState.Delivered => "ic-paid",
        OutboxState.Filed => "ic-warn",
        OutboxState.Failed => "ic-danger",
        OutboxState.Withdrawn => "t3",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
