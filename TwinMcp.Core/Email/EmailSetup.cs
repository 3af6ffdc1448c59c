using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Outbox;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Core.Email;

public static class EmailSetup
{
    public static IServiceCollection AddEmail(this IServiceCollection services, IConfiguration configuration)
    {
        var options = MailOptions.From(configuration);
        services.AddSingleton(options);
        services.AddSingleton<IMailTransport>(options.HasServer ? new SmtpTransport(options) : new MailFolderTransport(options));
        services.AddSingleton<OutboxService>().AddSingleton<OutboxQueries>().AddSingleton<OutboxRepeatService>();
        // the web host says where its keys are kept
        services.AddDataProtection();
        services.AddSingleton<MailLinks>().AddSingleton<MailAssembly>().AddSingleton<AccountMailQueries>().AddSingleton<PasswordResetMailing>();
        services.AddSingleton<MailPreviews>().AddSingleton<MailTestService>();
        services.AddSingleton<IAccountMails, AccountMails>();
        return services.AddSingleton<InvoiceMailQueries>().AddSingleton<MailRenderer>().AddSingleton<MailComposer>().AddSingleton<MailDispatcher>();
    }
}
