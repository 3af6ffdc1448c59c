namespace TwinMcp.Core.Email.Templates;

/// <summary>
/// Inline styles, because many mail clients drop style sheets: the light values of design/tokens.css. The dark ones are in
/// <c>MailFrame.razor</c>, by class, for clients that keep a style sheet.
/// </summary>
static class MailStyles
{
    const string Sans = "font-family:Inter,-apple-system,Segoe UI,Helvetica Neue,Arial,sans-serif;";

    public const string Canvas = "margin:0;padding:0;background-color:#F5F6F8;";
    public const string Card = "background-color:#FFFFFF;border:1px solid #E9ECF0;border-radius:12px;";
    public const string Body = Sans + "font-size:15px;line-height:24px;color:#434C59;margin:0;";
    public const string Brand = Sans + "font-size:17px;line-height:32px;font-weight:600;color:#11151B;";
    public const string Label = Sans + "font-size:13px;line-height:20px;color:#5E6876;";
    public const string Value = Sans + "font-size:14px;line-height:20px;color:#11151B;";
    public const string Text = Sans + "font-size:14px;line-height:20px;color:#434C59;";
    public const string Title = Sans + "font-size:16px;line-height:24px;font-weight:600;color:#11151B;margin:0;";
    public const string Amount = Sans + "font-size:32px;line-height:40px;font-weight:600;letter-spacing:-0.5px;color:#11151B;";
    public const string Late = Sans + "font-size:14px;line-height:20px;font-weight:600;color:#A02A0C;";
    public const string Panel = "background-color:#F8F9FB;border:1px solid #E9ECF0;border-radius:8px;";
    public const string Button = Sans + "display:inline-block;padding:12px 24px;font-size:15px;line-height:20px;font-weight:600;color:#FFFFFF;text-decoration:none;";
    public const string Small = Sans + "font-size:12px;line-height:18px;color:#5E6876;";
    public const string Line = "border-top:1px solid #E9ECF0;";
}
