namespace TwinMcp.Web.Components.Pages.Mail;

public enum UnsubscribeStep
{
    Ask,
    Done,

    /// <summary>The link is not one of ours.</summary>
    Unknown,
}
