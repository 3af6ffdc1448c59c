namespace TwinMcp.Web.Api;

internal static class ApiSetup
{
    /// <summary>Everything but usage: an invoice of 2,000 lines fits.</summary>
    const long MaxBodyBytes = 2 * 1024 * 1024;

    public static IServiceCollection AddTwinMcpApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o => ApiJson.Configure(o.SerializerOptions));
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        services.AddOpenApi("v1", ApiDescription.Describe);
        return services;
    }

    public static void MapTwinMcpApi(this WebApplication app)
    {
        app.MapInvoices();
        app.MapInvoiceLinks();
        app.MapInvoiceBundle();
        app.MapExports();
        app.MapInvoiceImport();
        app.MapCreditNotes();
        app.MapPayments();
        app.MapCredits();
        app.MapUsage();
        app.MapTax();
        app.MapSettings();
        app.MapWebhooks();
        app.MapProvider();
        app.MapSandbox();
        app.MapBank();
        app.MapRuns();
        app.MapAlerts();
        app.MapOutbox();
        app.MapDunning();
        app.MapCustomers();
        app.MapContacts();
        app.MapUnsubscribe();
        app.MapUsers();
        app.MapApiKeys();
        app.MapLibraries();
        app.MapUsageLog();
        app.MapWebhookEndpoints();
        app.MapPlans();
        app.MapSubscriptions();
        app.MapAudit();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }
}
