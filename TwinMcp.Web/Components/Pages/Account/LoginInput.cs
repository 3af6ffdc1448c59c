namespace TwinMcp.Web.Components.Pages.Account;

internal sealed class LoginInput
{
    public string? Email { get; set; }

    public string? Password { get; set; }

    public bool RememberMe { get; set; }
}

/// <summary>A form of one or two fields; which ones it has is the form's matter.</summary>
internal sealed class OneInput
{
    public string? Text { get; set; }

    public string? Password { get; set; }

    public string? NewPassword { get; set; }

    public string? Id { get; set; }
}
