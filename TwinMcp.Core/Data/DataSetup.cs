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
using TwinMcp.Core.Outbox;
using TwinMcp.Core.Payments;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Data;

public static class DataSetup
{
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
        builder.MapEnum<InvoiceStatus>("invoice_status", UpperSnakeCase.Instance);
        builder.MapEnum<InvoiceKind>("invoice_kind", UpperSnakeCase.Instance);
        builder.MapEnum<LineComponent>("line_component", UpperSnakeCase.Instance);
        builder.MapEnum<VatCategory>("vat_category", UpperSnakeCase.Instance);
        builder.MapEnum<PaymentStatus>("payment_status", UpperSnakeCase.Instance);
        builder.MapEnum<SubscriptionStatus>("subscription_status", UpperSnakeCase.Instance);
        builder.MapEnum<SubscriptionInterval>("subscription_interval", UpperSnakeCase.Instance);
        builder.MapEnum<CreditType>("credit_type", UpperSnakeCase.Instance);
        builder.MapEnum<BillingAlertType>("billing_alert_type", UpperSnakeCase.Instance);
        builder.MapEnum<PriceComponent>("price_component", UpperSnakeCase.Instance);
        builder.MapEnum<OutboxState>("outbox_state", UpperSnakeCase.Instance);
        builder.MapEnum<Role>("user_role", UpperSnakeCase.Instance);
        builder.MapEnum<PeriodType>("period_type", LowerSnakeCase.Instance);
    }

    static void MapEnums(NpgsqlDbContextOptionsBuilder builder)
    {
        builder.MapEnum<InvoiceStatus>("invoice_status", nameTranslator: UpperSnakeCase.Instance);
        builder.MapEnum<InvoiceKind>("invoice_kind", nameTranslator: UpperSnakeCase.Instance);
        builder.MapEnum<LineComponent>("line_component", nameTranslator: UpperSnakeCase.Instance);
        builder.MapEnum<VatCategory>("vat_category", nameTranslator: UpperSnakeCase.Instance);
        builder.MapEnum<PaymentStatus>("payment_status", nameTranslator: UpperSnakeCase.Instance);
        builder.MapEnum<SubscriptionStatus>("subscription_status", nameTranslator: UpperSnakeCase.Instance);
        builder.MapEnum<SubscriptionInterval>("subscription_interval", nameTranslator: UpperSnakeCase.Instance);
        builder.MapEnum<CreditType>("credit_type", nameTranslator: UpperSnakeCase.Instance);
        builder.MapEnum<BillingAlertType>("billing_alert_type", nameTranslator: UpperSnakeCase.Instance);
        builder.MapEnum<PriceComponent>("price_component", nameTranslator: UpperSnakeCase.Instance);
        builder.MapEnum<OutboxState>("outbox_state", nameTranslator: UpperSnakeCase.Instance);
        builder.MapEnum<Role>("user_role", nameTranslator: UpperSnakeCase.Instance);
        builder.MapEnum<PeriodType>("period_type", nameTranslator: LowerSnakeCase.Instance);
    }
}
