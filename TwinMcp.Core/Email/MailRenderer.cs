using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TwinMcp.Core.Email.Templates;

namespace TwinMcp.Core.Email;

/// <summary>Razor components to HTML text. With services of its own: what the web host registers cannot change a mail.</summary>
public sealed class MailRenderer(ILoggerFactory loggers) : IAsyncDisposable
{
    readonly ServiceProvider services = new ServiceCollection()
        .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)) // letters with accents stay letters
        .BuildServiceProvider();

    public Task<string> InvoiceAsync(InvoiceMailView view) =>
        RenderAsync<InvoiceMail>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(InvoiceMail.View)] = view }));

    internal Task<string> AccountAsync(AccountMailView view) =>
        RenderAsync<AccountLinkMail>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(AccountLinkMail.View)] = view }));

    public ValueTask DisposeAsync() => services.DisposeAsync();

    async Task<string> RenderAsync<TComponent>(ParameterView parameters) where TComponent : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TComponent>(parameters)).ToHtmlString());
    }
}
