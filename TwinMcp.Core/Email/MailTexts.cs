using TwinMcp.Core.Common;

namespace TwinMcp.Core.Email;

/// <summary>The words of the mails, in the invoice's language (MailTexts.resx, .fr.resx).</summary>
sealed class MailTexts
{
    public static readonly TextResource Texts = new(typeof(MailTexts));
}
