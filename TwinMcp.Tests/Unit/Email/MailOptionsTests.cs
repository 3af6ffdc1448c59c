using Microsoft.Extensions.Configuration;
using TwinMcp.Core.Email;
using Xunit;

namespace TwinMcp.Tests.Unit.Email;

public sealed class MailOptionsTests
{
    [Fact]
    public void From_Nothing_GoesToTheFolder()
    {
        var options = Read("TWIN_HOME=/srv/twin");

        Assert.False(options.HasServer);
        Assert.Equal("/srv/twin/mail", options.Folder);
        Assert.Equal(Path.GetFullPath(".twin/mail"), Read().Folder);
    }

    [Fact]
    public void From_Host_HasSafeDefaults()
    {
        var options = Read("SMTP_HOST=mail.example.fr", "SMTP_FROM=facturation@example.fr");

        Assert.Equal(("mail.example.fr", 587, true, 4, "facturation@example.fr"), (options.Host, options.Port, options.RequireTls, options.Senders, options.Sender));
    }

    [Fact]
    public void From_Everything_IsRead()
    {
        var options = Read("SMTP_HOST=h", "SMTP_PORT=2525", "SMTP_USER=u", "SMTP_PASSWORD=p", "SMTP_FROM=a@b.c", "SMTP_TLS=true", "SMTP_SENDERS=8");

        Assert.Equal(("h", 2525, "u", "p", true, 8), (options.Host, options.Port, options.User, options.Password, options.RequireTls, options.Senders));
    }

    [Theory]
    [InlineData("465", "SMTP_HOST=h", "SMTP_FROM=a@b.c", "SMTP_PORT=465")]
    [InlineData("SMTP_PORT", "SMTP_HOST=h", "SMTP_FROM=a@b.c", "SMTP_PORT=70000")]
    [InlineData("SMTP_PORT", "SMTP_HOST=h", "SMTP_FROM=a@b.c", "SMTP_PORT=smtp")]
    [InlineData("SMTP_SENDERS", "SMTP_SENDERS=0")]
    [InlineData("SMTP_TLS", "SMTP_TLS=maybe")]
    [InlineData("SMTP_FROM", "SMTP_HOST=h", "SMTP_FROM=nobody")]
    [InlineData("SMTP_PASSWORD", "SMTP_HOST=h", "SMTP_FROM=a@b.c", "SMTP_USER=u")]
    [InlineData("in clear", "SMTP_HOST=h", "SMTP_FROM=a@b.c", "SMTP_USER=u", "SMTP_PASSWORD=p", "SMTP_TLS=false")]
    [InlineData("SMTP_FROM or COMPANY_EMAIL", "SMTP_HOST=h")]
    public void From_Wrong_DoesNotStartAndNamesTheSetting(string named, params string[] settings) =>
        Assert.Contains(named, Assert.Throws<InvalidOperationException>(() => Read(settings)).Message, StringComparison.Ordinal);

    static MailOptions Read(params string[] settings) => MailOptions.From(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => s.Split('=', 2)).ToDictionary(s => s[0], s => (string?)s[1])).Build());
}
