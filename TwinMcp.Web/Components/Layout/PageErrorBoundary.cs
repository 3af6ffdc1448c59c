using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace TwinMcp.Web.Components.Layout;

/// <summary>A page that throws keeps the frame; the person sees an id that the log has too.</summary>
public sealed partial class PageErrorBoundary : ErrorBoundary
{
    public string? Reference { get; private set; }

    [Inject]
    ILogger<PageErrorBoundary> Log { get; set; } = default!;

    protected override Task OnErrorAsync(Exception exception)
    {
        Reference = Activity.Current?.TraceId.ToHexString() ?? Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        PageFailed(Log, Reference, exception);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed, reference {Reference}")]
    static partial void PageFailed(ILogger logger, string reference, Exception exception);
}
