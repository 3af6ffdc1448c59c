using System.Globalization;
using System.Net.Mail;

namespace TwinMcp.Core.Email;

/// <summary>From what SmtpClient throws to what it means for the mail.</summary>
static class SmtpAnswers
{
    const string ServerSaid = "The server response was: ";

    public static MailAnswer Of(SmtpException failure)
    {
        var code = (int)failure.StatusCode;
        var text = Text(failure, code);
        return IsPermanent(code) ? MailAnswer.Permanent(text) : MailAnswer.Temporary(text);
    }

    /// <summary>
    /// Refusals of a recipient or a content (RFC 5321, 4.2.3). Not 500-504, 530 and 53x: those refuse us, whatever the mail, until our
    /// operator has mended the settings; the mail is as good as before.
    /// </summary>
    public static bool IsPermanent(int code) => code is >= 550 and <= 559 or 521;

    static string Text(SmtpException failure, int code)
    {
        var said = failure.Message.IndexOf(ServerSaid, StringComparison.Ordinal) is var at and >= 0
            ? failure.Message[(at + ServerSaid.Length)..]
            : failure.InnerException is { } inner ? $"{failure.Message} {inner.Message}" : failure.Message;
        return code > 0 ? string.Create(CultureInfo.InvariantCulture, $"{code} {said}") : said;
    }
}
