using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Alerts;
using TwinMcp.Core.Catalog;
using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Dunning;
using TwinMcp.Core.Invoicing.Hosted;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Core.Outbox;
using TwinMcp.Core.Payments;
using TwinMcp.Core.Payments.Bank;
using TwinMcp.Core.Payments.Providers;
using TwinMcp.Core.Payments.Providers.Sandbox;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Security.ApiKeys;
using TwinMcp.Core.Security.Audit;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Tax;
using TwinMcp.Core.Usage;
using TwinMcp.Core.Webhooks;

namespace TwinMcp.Core.Data;

/// <summary>Only services, queries and mappings see it, always from <c>IDbContextFactory</c>: one method, one context, one save.</summary>
public sealed class BillingDbContext(DbContextOptions<BillingDbContext> options) : IdentityUserContext<AppUser, Guid>(options)
{
    public DbSet<Customer> Customers => Set<Customer>();
    public DbSet<BillingContact> Contacts => Set<BillingContact>();
    public DbSet<MailOptOut> MailOptOuts => Set<MailOptOut>();
    public DbSet<Plan> Plans => Set<Plan>();
    public DbSet<PlanVersion> PlanVersions => Set<PlanVersion>();
    public DbSet<Subscription> Subscriptions => Set<Subscription>();
    public DbSet<TaxSettings> TaxSettings => Set<TaxSettings>();
    public DbSet<TaxRate> TaxRates => Set<TaxRate>();
    public DbSet<VatCheck> VatChecks => Set<VatCheck>();
    public DbSet<ExchangeRate> ExchangeRates => Set<ExchangeRate>();
    public DbSet<UsageMonth> UsageMonths => Set<UsageMonth>();
    public DbSet<UsageDay> UsageDays => Set<UsageDay>();
    public DbSet<Invoice> Invoices => Set<Invoice>();
    public DbSet<InvoiceLine> InvoiceLines => Set<InvoiceLine>();
    public DbSet<InvoiceVat> InvoiceVat => Set<InvoiceVat>();
    public DbSet<SellerProfile> SellerProfile => Set<SellerProfile>();
    public DbSet<SellerLogo> SellerLogos => Set<SellerLogo>();
    public DbSet<NumberSeries> NumberSeries => Set<NumberSeries>();
    public DbSet<NumberEntry> NumberRegister => Set<NumberEntry>();
    public DbSet<StoredDocument> Documents => Set<StoredDocument>();
    public DbSet<InvoiceLink> InvoiceLinks => Set<InvoiceLink>();
    public DbSet<Payment> Payments => Set<Payment>();
    public DbSet<ProviderEvent> ProviderEvents => Set<ProviderEvent>();
    public DbSet<SandboxIntent> SandboxIntents => Set<SandboxIntent>();
    public DbSet<SandboxEvent> SandboxEvents => Set<SandboxEvent>();
    public DbSet<BankTransaction> BankTransactions => Set<BankTransaction>();
    public DbSet<Credit> Credits => Set<Credit>();
    public DbSet<CreditEntry> CreditEntries => Set<CreditEntry>();
    public DbSet<BillingAlert> Alerts => Set<BillingAlert>();
    public DbSet<UsageAlertRule> UsageAlertRules => Set<UsageAlertRule>();
    public DbSet<DunningStep> DunningSteps => Set<DunningStep>();
    public DbSet<DunningPause> DunningPauses => Set<DunningPause>();
    public DbSet<PenaltyRate> PenaltyRates => Set<PenaltyRate>();
    public DbSet<Library> Libraries => Set<Library>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();
    public DbSet<AuditPersonal> AuditPersonal => Set<AuditPersonal>();
    public DbSet<AuditSeal> AuditSeals => Set<AuditSeal>();
    public DbSet<AuditVerification> AuditVerifications => Set<AuditVerification>();
    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
    public DbSet<IdempotencyRecord> Idempotency => Set<IdempotencyRecord>();

    /// <summary>With passkeys; here and not in the options, so that the scaffolder sees it too.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<CustomerId>().HaveConversion<CustomerIdConverter>();
        configurationBuilder.Properties<InvoiceId>().HaveConversion<InvoiceIdConverter>();
        configurationBuilder.Properties<Currency>().HaveConversion<CurrencyConverter>().HaveMaxLength(3).AreFixedLength();
        configurationBuilder.Properties<decimal>().HavePrecision(20, 4);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasPostgresExtension("uuid-ossp").HasPostgresExtension("pg_trgm");
        builder.ApplyConfigurationsFromAssembly(typeof(BillingDbContext).Assembly);
        Identity(builder);
        builder.Entity<IdempotencyRecord>(e =>
        {
            e.ToTable("idempotency_keys");
            e.HasKey(r => new { r.Principal, r.Key });
            e.Property(r => r.Principal).HasMaxLength(80);
            e.Property(r => r.Key).HasMaxLength(255);
            e.HasIndex(r => r.CreatedAt);
        });
        builder.Entity<DataProtectionKey>(e =>
        {
            e.ToTable("data_protection_keys");
            e.HasKey(k => k.Id);
            e.Property(k => k.FriendlyName).HasMaxLength(200);
        });
        SnakeCase.Apply(builder);
    }

    static void Identity(ModelBuilder builder)
    {
        builder.Entity<AppUser>(e =>
        {
            e.ToTable("users", t => t.HasCheckConstraint("ck_users_customer", "(role = 'CUSTOMER') = (customer_id IS NOT NULL)"));
            e.Property(u => u.DisplayName).HasMaxLength(200);
            e.Ignore(u => u.IsActive);
            e.Property(u => u.TotpKey).HasMaxLength(500);
            e.Property(u => u.TotpNewKey).HasMaxLength(500);
            e.Property(u => u.TotpStep).HasDefaultValue(0L);
            e.Property(u => u.RecoveryCodes).HasDefaultValueSql("'{}'");
            e.HasIndex(u => new { u.Email, u.DisplayName }).HasMethod("gin").HasOperators("gin_trgm_ops", "gin_trgm_ops").HasDatabaseName("ix_users_text_trgm");
            e.HasOne<Customer>().WithMany().HasForeignKey(u => u.CustomerId).OnDelete(DeleteBehavior.Restrict);
        });
        // here and not in its mapping: keys stand a layer below customers
        builder.Entity<ApiKey>().HasOne<Customer>().WithMany().HasForeignKey(k => k.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.Entity<IdentityUserPasskey<Guid>>(e =>
        {
            e.ToTable("user_passkeys");
            e.HasKey(p => p.CredentialId);
            e.Property(p => p.CredentialId).HasMaxLength(1024);
            e.HasOne<AppUser>().WithMany().HasForeignKey(p => p.UserId);
            e.OwnsOne(p => p.Data, data => data.ToJson("data"));
        });
    }
}
