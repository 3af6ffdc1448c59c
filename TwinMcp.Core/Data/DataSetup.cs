using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using TwinMcp.Core.Alerts;
using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Invoicing.Runs;
using TwinMcp.Core.Outbox;
using TwinMcp.Core.Payments;
using TwinMcp.Core.Payments.Bank;
using TwinMcp.Core.Payments.Providers;
using TwinMcp.Core.Payments.Providers.Sandbox;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Tax;
using TwinMcp.Core.Webhooks;

namespace TwinMcp.Core.Data;

public static class DataSetup
{
    /// <summary>The PostgreSQL enums: for the driver and for EF's model alike.</summary>
    static readonly (Type Type, string Name, INpgsqlNameTranslator Translator)[] Enums =
    [
        (typeof(InvoiceStatus), "invoice_status", UpperSnakeCase.Instance),
        (typeof(InvoiceKind), "invoice_kind", UpperSnakeCase.Instance),
        (typeof(LineComponent), "line_component", UpperSnakeCase.Instance),
        (typeof(UsageShareKind), "usage_share_kind", UpperSnakeCase.Instance),
        (typeof(VatCategory), "vat_category", UpperSnakeCase.Instance),
        (typeof(TaxRegime), "tax_regime", UpperSnakeCase.Instance),
        (typeof(Supply), "supply", UpperSnakeCase.Instance),
        (typeof(TaxRateKind), "tax_rate_kind", UpperSnakeCase.Instance),
        (typeof(VatCheckSource), "vat_check_source", UpperSnakeCase.Instance),
        (typeof(PaymentStatus), "payment_status", UpperSnakeCase.Instance),
        (typeof(ProviderEventOutcome), "provider_event_outcome", UpperSnakeCase.Instance),
        (typeof(ProviderNewsKind), "provider_news_kind", UpperSnakeCase.Instance),
        (typeof(SandboxIntentStatus), "sandbox_intent_status", UpperSnakeCase.Instance),
        (typeof(BankTransactionStatus), "bank_transaction_status", UpperSnakeCase.Instance),
        (typeof(SubscriptionStatus), "subscription_status", UpperSnakeCase.Instance),
        (typeof(SubscriptionInterval), "subscription_interval", UpperSnakeCase.Instance),
        (typeof(CreditType), "credit_type", UpperSnakeCase.Instance),
        (typeof(CreditEntryKind), "credit_entry_kind", UpperSnakeCase.Instance),
        (typeof(BillingAlertType), "billing_alert_type", UpperSnakeCase.Instance),
        (typeof(UsageMetric), "usage_metric", UpperSnakeCase.Instance),
        (typeof(PriceComponent), "price_component", UpperSnakeCase.Instance),
        (typeof(PriceModelKind), "price_model", UpperSnakeCase.Instance),
        (typeof(OutboxState), "outbox_state", UpperSnakeCase.Instance),
        (typeof(WebhookState), "webhook_state", UpperSnakeCase.Instance),
        (typeof(BillingRunStatus), "billing_run_status", UpperSnakeCase.Instance),
        (typeof(BillingChunkStatus), "billing_chunk_status", UpperSnakeCase.Instance),
        (typeof(Role), "user_role", UpperSnakeCase.Instance),
        (typeof(PeriodType), "period_type", LowerSnakeCase.Instance),
    ];

    /// <summary>One pooled data source for EF, COPY and set-based SQL alike.</summary>
    internal static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = configuration.GetConnectionString("Postgres")
            ?? throw new InvalidOperationException("ConnectionStrings:Postgres is not set.");
        services.AddSingleton(_ => BuildDataSource(connection));
        services.AddSingleton<SlowQueryLog>();
        services.AddDbContextFactory<BillingDbContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), MapEnums)
            .AddInterceptors(provider.GetRequiredService<SlowQueryLog>())
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.MultipleCollectionIncludeWarning)));
        // Identity's stores ask for a context: a short-lived one from the same factory
        services.AddScoped(p => p.GetRequiredService<IDbContextFactory<BillingDbContext>>().CreateDbContext());
        return services;
    }

    public static NpgsqlDataSource BuildDataSource(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        if (!connection.Contains("Pool Size", StringComparison.OrdinalIgnoreCase))
            settings.MaxPoolSize = 40;
        settings.ApplicationName ??= "twinmcp-billing";
        // a pool that is exhausted answers within 5 s instead of hanging
        settings.Timeout = Math.Min(settings.Timeout, 5);
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        MapEnums(builder);
        return builder.Build();
    }

    /// <summary>For tools without a host: the migration scaffolder.</summary>
    public static DbContextOptions<BillingDbContext> Options(string connection) =>
        new DbContextOptionsBuilder<BillingDbContext>().UseNpgsql(connection, MapEnums).Options;

    static void MapEnums(NpgsqlDataSourceBuilder builder)
    {
        foreach (var (type, name, translator) in Enums)
            builder.MapEnum(type, name, translator);
    }

    static void MapEnums(NpgsqlDbContextOptionsBuilder builder)
    {
        foreach (var (type, name, translator) in Enums)
            builder.MapEnum(type, name, nameTranslator: translator);
    }
}
