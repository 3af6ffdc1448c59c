using System.Globalization;
using System.Threading.Channels;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Web.Auth;

/// <summary>
/// "I forgot my password" is looked at after the answer: so the answer takes as long for an address without an account. A request that is
/// lost with the process is asked again by the person.
/// </summary>
internal sealed partial class AccountMailQueue(AccountService accounts, SignInThrottle throttle, ILogger<AccountMailQueue> logger) : BackgroundService
{
    const int MostWaiting = 1_000;

    readonly Channel<(string Email, CultureInfo Language)> waiting = Channel.CreateBounded<(string, CultureInfo)>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Answers at once and always the same.</summary>
    public void Forgot(string email) => waiting.Writer.TryWrite((email, CultureInfo.CurrentUICulture));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (email, language) in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                // so that nobody's mailbox is flooded
                if (await throttle.TakeAsync(TryKind.Mail, email.ToUpperInvariant()) == 0)
                    await accounts.ForgotAsync(email, language, stoppingToken);
            }
#pragma warning disable CA1031 // the queue outlives whatever one mail dies of
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                Failed(e);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A reset mail was not made")]
    partial void Failed(Exception error);
}
