using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using TwinMcp.Core.Alerts;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Catalog;
using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Email;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Bundles;
using TwinMcp.Core.Invoicing.Dunning;
using TwinMcp.Core.Invoicing.Hosted;
using TwinMcp.Core.Invoicing.Ledgers;
using TwinMcp.Core.Invoicing.Proving;
using TwinMcp.Core.Invoicing.Runs;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Core.Invoicing.WhatIf;
using TwinMcp.Core.Payments.Bank;
using TwinMcp.Core.Payments.Providers;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Security.ApiKeys;
using TwinMcp.Core.Security.Audit;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Tax;
using TwinMcp.Core.Usage;
using TwinMcp.Core.Webhooks;

namespace TwinMcp.Core;

/// <summary>The whole services library. Everything is a singleton: what a service keeps between two calls (quotas, known keys, Redis) may be lost at any time.</summary>
public static class CoreSetup
{
    public static IServiceCollection AddTwinMcpCore(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(BillingOptions.From(configuration));
        services.AddSeller(configuration);
        DocumentFonts.LookIn(configuration[DocumentFonts.Setting]);
        services.AddSingleton(p => new LocalDates(p.GetRequiredService<TimeProvider>(), p.GetRequiredService<BillingOptions>().TimeZone));
        services.AddData(configuration);
        services.AddSingleton<Writing>().AddSingleton<IdempotencyCleanup>();
        services.AddSingleton<RedisConnection>().AddSingleton<CacheService>();
        services.AddSingleton<ApiKeyQueries>().AddSingleton<ApiKeyService>().AddSingleton<QuotaService>();
        services.AddSingleton<CustomerQueries>().AddSingleton<CustomerService>().AddSingleton<VatRefreshService>();
        services.AddSingleton<BillingContactQueries>().AddSingleton<BillingContactService>();
        services.AddSingleton<LibraryQueries>().AddSingleton<LibraryService>();
        services.AddUsers();
        services.AddAudit(configuration);
        services.AddSingleton<UsageReportQueries>();
        services.AddSingleton<UsageIngestion>();
        services.AddTax(configuration);
        services.AddSingleton<InvoiceQueries>().AddSingleton<InvoiceDrafting>().AddSingleton<InvoiceService>().AddSingleton<InvoiceDocuments>().AddSingleton<InvoiceCopying>().AddSingleton(p => new LedgerVerifier(p.GetRequiredService<NpgsqlDataSource>(), p.GetRequiredService<BillingOptions>().TimeZone, p.GetRequiredService<InvoiceProving>()));
        services.AddSingleton(HostedLinkOptions.From(configuration)).AddSingleton<HostedLinkService>().AddSingleton<DocumentBundling>();
        services.AddSingleton(LedgerAccounts.From(configuration)).AddSingleton<LedgerEntries>();
        services.AddPaymentProviders(configuration);
        services.AddSingleton<ProviderEventService>().AddSingleton<ProviderPaymentService>().AddSingleton<ProviderRefundService>();
        services.AddSingleton<BankStatementService>().AddSingleton<BankTransactionQueries>().AddSingleton<BankMatchService>();
        services.AddSingleton<CreditService>().AddSingleton<CreditQueries>();
        services.AddSingleton<PaymentService>().AddSingleton<PaymentQueries>().AddSingleton<CreditUseService>().AddSingleton<CreditNoteService>();
        services.AddSingleton<InvoiceProving>().AddSingleton<InvoiceExplanationQueries>();
        services.AddSingleton<ChunkDrafting>().AddSingleton<ChunkIssuing>().AddSingleton<BillingRunService>().AddSingleton<BillingRunQueries>().AddSingleton<BillingRunDispatcher>().AddSingleton<BillingScheduleService>();
        services.AddSingleton(DunningOptions.From(configuration));
        services.AddSingleton<OverdueService>().AddSingleton<DunningService>().AddSingleton<DunningQueries>().AddSingleton<PenaltyQueries>();
        services.AddSingleton<AlertQueries>().AddSingleton<AlertService>();
        services.AddSingleton<PlanQueries>().AddSingleton<PlanService>().AddSingleton<PlanWhatIfQueries>();
        services.AddSubscriptions();
        services.AddEmail(configuration);
        services.AddWebhooks(configuration);
        return services;
    }
}
