using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using TwinMcp.Core.Alerts;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Invoicing.Runs;
using TwinMcp.Core.Payments.Bank;
using TwinMcp.Core.Payments.Providers;
using TwinMcp.Core.Payments.Providers.Sandbox;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Tax;

#nullable disable

namespace TwinMcp.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class BillingEngine : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_subscriptions_plan_version_id",
                table: "subscriptions");

            migrationBuilder.DropIndex(
                name: "ux_subscriptions_one_active",
                table: "subscriptions");

            migrationBuilder.DropIndex(
                name: "ix_plan_versions_plan_id_number",
                table: "plan_versions");

            migrationBuilder.DropCheckConstraint(
                name: "ck_plan_versions_exponent",
                table: "plan_versions");

            migrationBuilder.DropCheckConstraint(
                name: "ck_plan_versions_fee",
                table: "plan_versions");

            migrationBuilder.DropPrimaryKey(
                name: "pk_plan_prices",
                table: "plan_prices");

            migrationBuilder.DropCheckConstraint(
                name: "ck_plan_prices_positive",
                table: "plan_prices");

            migrationBuilder.DropIndex(
                name: "ix_payments_received_at",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_payments_user_id_provider_transaction_id",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_libraries_name",
                table: "libraries");

            migrationBuilder.DropIndex(
                name: "ix_billing_alerts_created_at",
                table: "billing_alerts");

            migrationBuilder.DropIndex(
                name: "ix_billing_alerts_user_id_invoice_id_type",
                table: "billing_alerts");

            migrationBuilder.DropIndex(
                name: "ix_api_keys_user_id",
                table: "api_keys");

            migrationBuilder.DropColumn(
                name: "message",
                table: "billing_alerts");

            migrationBuilder.RenameColumn(
                name: "invoice_id",
                table: "idempotency_keys",
                newName: "result_id");

            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:Enum:bank_transaction_status", "IGNORED,MATCHED,NEW")
                .Annotation("Npgsql:Enum:billing_alert_type", "INVOICE_OVERDUE,PAYMENT_FAILED,SUBSCRIPTION_EXPIRING,USAGE_THRESHOLD")
                .Annotation("Npgsql:Enum:billing_chunk_status", "DONE,DRAFTED,PENDING")
                .Annotation("Npgsql:Enum:billing_run_status", "FINISHED,PAUSED,RUNNING")
                .Annotation("Npgsql:Enum:credit_entry_kind", "EXPIRE,GRANT,REFUND,RESTORE,USE")
                .Annotation("Npgsql:Enum:credit_type", "ADJUSTMENT,COMPENSATION,PROMOTIONAL,REFUND")
                .Annotation("Npgsql:Enum:invoice_kind", "CREDIT_NOTE,ONE_OFF,SUBSCRIPTION")
                .Annotation("Npgsql:Enum:invoice_status", "CANCELLED,DRAFT,OVERDUE,PAID,SENT")
                .Annotation("Npgsql:Enum:line_component", "FEE,FLAT,LATE_USAGE,OTHER,PRORATION,REQUESTS,SURCHARGE,TOKENS,TRUE_UP")
                .Annotation("Npgsql:Enum:outbox_state", "DELIVERED,FAILED,FILED,WAITING,WITHDRAWN")
                .Annotation("Npgsql:Enum:payment_status", "COMPLETED,FAILED,PENDING,PROCESSING,REFUNDED")
                .Annotation("Npgsql:Enum:period_type", "monthly,quarterly,yearly")
                .Annotation("Npgsql:Enum:price_component", "CHARGES,FLAT,REQUESTS,TOKENS")
                .Annotation("Npgsql:Enum:price_model", "FLAT,GRADUATED,PACKAGE,PERCENTAGE,PER_UNIT,VOLUME")
                .Annotation("Npgsql:Enum:provider_event_outcome", "APPLIED,IGNORED,QUARANTINED,WAITING")
                .Annotation("Npgsql:Enum:provider_news_kind", "CANCELED,FAILED,PROCESSING,REFUNDED,SUCCEEDED")
                .Annotation("Npgsql:Enum:sandbox_intent_status", "CANCELED,PROCESSING,REQUIRES_PAYMENT_METHOD,SUCCEEDED")
                .Annotation("Npgsql:Enum:subscription_interval", "MONTH,YEAR")
                .Annotation("Npgsql:Enum:subscription_status", "ACTIVE,CANCELLED,EXPIRED,PAUSED")
                .Annotation("Npgsql:Enum:supply", "GOODS,SERVICES")
                .Annotation("Npgsql:Enum:tax_rate_kind", "INTERMEDIATE,PARKING,REDUCED,STANDARD,SUPER_REDUCED")
                .Annotation("Npgsql:Enum:tax_regime", "FRANCHISE,SIMPLE,STANDARD")
                .Annotation("Npgsql:Enum:usage_metric", "REQUESTS,TOKENS")
                .Annotation("Npgsql:Enum:usage_share_kind", "FREE,LATE,REGULAR")
                .Annotation("Npgsql:Enum:user_role", "ADMIN,CUSTOMER,INGESTION,STAFF,SYSTEM")
                .Annotation("Npgsql:Enum:vat_category", "AE,E,G,K,O,S,Z")
                .Annotation("Npgsql:Enum:vat_check_source", "OFFLINE,VIES")
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,")
                .Annotation("Npgsql:PostgresExtension:uuid-ossp", ",,")
                .OldAnnotation("Npgsql:Enum:billing_alert_type", "INVOICE_OVERDUE,PAYMENT_FAILED,SUBSCRIPTION_EXPIRING,USAGE_THRESHOLD")
                .OldAnnotation("Npgsql:Enum:credit_type", "ADJUSTMENT,COMPENSATION,PROMOTIONAL,REFUND")
                .OldAnnotation("Npgsql:Enum:invoice_kind", "ONE_OFF,SUBSCRIPTION")
                .OldAnnotation("Npgsql:Enum:invoice_status", "CANCELLED,DRAFT,OVERDUE,PAID,SENT")
                .OldAnnotation("Npgsql:Enum:line_component", "FEE,OTHER,REQUESTS,TOKENS")
                .OldAnnotation("Npgsql:Enum:outbox_state", "DELIVERED,FAILED,FILED,WAITING")
                .OldAnnotation("Npgsql:Enum:payment_status", "COMPLETED,FAILED,PENDING,PROCESSING,REFUNDED")
                .OldAnnotation("Npgsql:Enum:period_type", "monthly,quarterly,yearly")
                .OldAnnotation("Npgsql:Enum:price_component", "REQUESTS,TOKENS")
                .OldAnnotation("Npgsql:Enum:subscription_interval", "MONTH,YEAR")
                .OldAnnotation("Npgsql:Enum:subscription_status", "ACTIVE,CANCELLED,EXPIRED,PAUSED")
                .OldAnnotation("Npgsql:Enum:user_role", "ADMIN,CUSTOMER,INGESTION,STAFF,SYSTEM")
                .OldAnnotation("Npgsql:Enum:vat_category", "AE,E,G,K,O,S,Z")
                .OldAnnotation("Npgsql:PostgresExtension:pg_trgm", ",,")
                .OldAnnotation("Npgsql:PostgresExtension:uuid-ossp", ",,");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "deactivated_at",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<uint>(
                name: "xmin",
                table: "user_profiles",
                type: "xid",
                rowVersion: true,
                nullable: false,
                defaultValue: 0u);

            migrationBuilder.AddColumn<DateOnly>(
                name: "changes_on",
                table: "subscriptions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<SubscriptionInterval>(
                name: "next_interval",
                table: "subscriptions",
                type: "subscription_interval",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "next_plan_version_id",
                table: "subscriptions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "previous_id",
                table: "subscriptions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "trial_ends_on",
                table: "subscriptions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<uint>(
                name: "xmin",
                table: "subscriptions",
                type: "xid",
                rowVersion: true,
                nullable: false,
                defaultValue: 0u);

            migrationBuilder.AddColumn<DateOnly>(
                name: "years_from",
                table: "subscriptions",
                type: "date",
                nullable: false,
                defaultValueSql: "DATE '2000-01-01'");

            migrationBuilder.AddColumn<bool>(
                name: "is_draft",
                table: "plan_versions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<uint>(
                name: "xmin",
                table: "plan_versions",
                type: "xid",
                rowVersion: true,
                nullable: false,
                defaultValue: 0u);

            migrationBuilder.AddColumn<decimal>(
                name: "yearly_fee",
                table: "plan_versions",
                type: "numeric(20,4)",
                precision: 20,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tool",
                table: "plan_prices",
                type: "character varying(60)",
                maxLength: 60,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<decimal>(
                name: "included_quantity",
                table: "plan_prices",
                type: "numeric(20,4)",
                precision: 20,
                scale: 4,
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<decimal>(
                name: "minimum_amount",
                table: "plan_prices",
                type: "numeric(20,4)",
                precision: 20,
                scale: 4,
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<PriceModelKind>(
                name: "model",
                table: "plan_prices",
                type: "price_model",
                nullable: false,
                defaultValue: PriceModelKind.PerUnit);

            migrationBuilder.AddColumn<decimal>(
                name: "applied",
                table: "payments",
                type: "numeric(20,4)",
                precision: 20,
                scale: 4,
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<decimal>(
                name: "refunded",
                table: "payments",
                type: "numeric(20,4)",
                precision: 20,
                scale: 4,
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<decimal>(
                name: "credited",
                table: "invoices",
                type: "numeric(20,4)",
                precision: 20,
                scale: 4,
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<DateOnly>(
                name: "credited_date",
                table: "invoices",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "credited_invoice_id",
                table: "invoices",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "credited_number",
                table: "invoices",
                type: "character varying(35)",
                maxLength: 35,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "credited_position",
                table: "invoices",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "exchange_rate",
                table: "invoices",
                type: "numeric(20,10)",
                precision: 20,
                scale: 10,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "exchange_rate_on",
                table: "invoices",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "released",
                table: "invoices",
                type: "numeric(20,4)",
                precision: 20,
                scale: 4,
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<Guid>(
                name: "run_id",
                table: "invoices",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "tax_eur",
                table: "invoices",
                type: "numeric(20,4)",
                precision: 20,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tax_evidence",
                table: "invoices",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "tax_point",
                table: "invoices",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tax_rule",
                table: "invoices",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "exemption_code",
                table: "invoice_vat",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "exemption_reason",
                table: "invoice_vat",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "basis",
                table: "invoice_lines",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "credited_line",
                table: "invoice_lines",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "source_credit_note_id",
                table: "credits",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "source_payment_id",
                table: "credits",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "data",
                table: "billing_alerts",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'::jsonb");

            migrationBuilder.AddColumn<string>(
                name: "subject",
                table: "billing_alerts",
                type: "character varying(150)",
                maxLength: 150,
                nullable: false,
                defaultValueSql: "gen_random_uuid()::text");

            migrationBuilder.AddColumn<string[]>(
                name: "scopes",
                table: "api_keys",
                type: "text[]",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "pk_plan_prices",
                table: "plan_prices",
                columns: new[] { "plan_version_id", "component", "tool" });

            migrationBuilder.CreateTable(
                name: "bank_transactions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    identity = table.Column<string>(type: "character(64)", fixedLength: true, maxLength: 64, nullable: false),
                    reference = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: false),
                    status = table.Column<BankTransactionStatus>(type: "bank_transaction_status", nullable: false),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    amount = table.Column<decimal>(type: "numeric(20,4)", precision: 20, scale: 4, nullable: false),
                    booking_date = table.Column<DateOnly>(type: "date", nullable: false),
                    end_to_end_id = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    remittance = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    creditor_reference = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    debtor_name = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    debtor_iban = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    imported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    invoice_id = table.Column<Guid>(type: "uuid", nullable: true),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_transactions", x => x.id);
                    table.CheckConstraint("ck_bank_transactions_amount", "amount > 0 AND amount = round(amount, currency_exponent(currency))");
                    table.CheckConstraint("ck_bank_transactions_matched", "(status = 'MATCHED') = (payment_id IS NOT NULL) AND (payment_id IS NULL) = (invoice_id IS NULL) AND (payment_id IS NULL) = (user_id IS NULL)");
                });

            migrationBuilder.CreateTable(
                name: "billing_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    status = table.Column<BillingRunStatus>(type: "billing_run_status", nullable: false),
                    issues = table.Column<bool>(type: "boolean", nullable: false),
                    started_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_billing_runs", x => x.id);
                    table.CheckConstraint("ck_billing_runs_month", "extract(day FROM month) = 1");
                });

            migrationBuilder.CreateTable(
                name: "closed_periods",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_start = table.Column<DateOnly>(type: "date", nullable: false),
                    period_end = table.Column<DateOnly>(type: "date", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_closed_periods", x => new { x.user_id, x.period_start });
                    table.CheckConstraint("ck_closed_periods_range", "period_end > period_start");
                    table.ForeignKey(
                        name: "fk_closed_periods_user_profiles",
                        column: x => x.user_id,
                        principalTable: "user_profiles",
                        principalColumn: "user_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credit_entries",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    credit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<CreditEntryKind>(type: "credit_entry_kind", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(20,4)", precision: 20, scale: 4, nullable: false),
                    invoice_id = table.Column<Guid>(type: "uuid", nullable: true),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_entries", x => new { x.user_id, x.id });
                    table.CheckConstraint("ck_credit_entries_sign", "amount <> 0 AND (amount > 0) = (kind IN ('GRANT', 'RESTORE'))");
                    table.ForeignKey(
                        name: "fk_credit_entries_credits",
                        columns: x => new { x.user_id, x.credit_id },
                        principalTable: "credits",
                        principalColumns: new[] { "user_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credit_entries_invoices",
                        columns: x => new { x.user_id, x.invoice_id },
                        principalTable: "invoices",
                        principalColumns: new[] { "user_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credit_entries_payments",
                        columns: x => new { x.user_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "user_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "dunning_pauses",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    invoice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dunning_pauses", x => new { x.user_id, x.invoice_id });
                    table.ForeignKey(
                        name: "fk_dunning_pauses_invoices",
                        columns: x => new { x.user_id, x.invoice_id },
                        principalTable: "invoices",
                        principalColumns: new[] { "user_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "dunning_steps",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    invoice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    amount_due = table.Column<decimal>(type: "numeric(20,4)", precision: 20, scale: 4, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dunning_steps", x => new { x.user_id, x.invoice_id, x.step });
                    table.CheckConstraint("ck_dunning_steps_amount", "amount_due > 0");
                    table.ForeignKey(
                        name: "fk_dunning_steps_invoices",
                        columns: x => new { x.user_id, x.invoice_id },
                        principalTable: "invoices",
                        principalColumns: new[] { "user_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "exchange_rates",
                columns: table => new
                {
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    rate_to_eur = table.Column<decimal>(type: "numeric(20,10)", precision: 20, scale: 10, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exchange_rates", x => new { x.currency, x.on });
                    table.CheckConstraint("ck_exchange_rates_rate", "rate_to_eur > 0 AND currency <> 'EUR'");
                });

            migrationBuilder.CreateTable(
                name: "invoice_usage",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    invoice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_on = table.Column<DateOnly>(type: "date", nullable: false),
                    tool = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    kind = table.Column<UsageShareKind>(type: "usage_share_kind", nullable: false),
                    to_on = table.Column<DateOnly>(type: "date", nullable: false),
                    requests = table.Column<long>(type: "bigint", nullable: false),
                    tokens = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_usage", x => new { x.user_id, x.invoice_id, x.from_on, x.tool, x.kind });
                    table.CheckConstraint("ck_invoice_usage_counts", "requests >= 0 AND tokens >= 0");
                    table.CheckConstraint("ck_invoice_usage_days", "to_on > from_on AND to_on <= (date_trunc('month', from_on) + interval '1 month')::date");
                    table.ForeignKey(
                        name: "fk_invoice_usage_invoices",
                        columns: x => new { x.user_id, x.invoice_id },
                        principalTable: "invoices",
                        principalColumns: new[] { "user_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "parked_bills",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period_start = table.Column<DateOnly>(type: "date", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    detail = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    parked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parked_bills", x => new { x.user_id, x.period_start });
                    table.ForeignKey(
                        name: "fk_parked_bills_user_profiles",
                        column: x => x.user_id,
                        principalTable: "user_profiles",
                        principalColumn: "user_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "penalty_rates",
                columns: table => new
                {
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    refinancing = table.Column<decimal>(type: "numeric(7,4)", precision: 7, scale: 4, nullable: false),
                    legal = table.Column<decimal>(type: "numeric(7,4)", precision: 7, scale: 4, nullable: false),
                    percent = table.Column<decimal>(type: "numeric(7,4)", precision: 7, scale: 4, nullable: false, computedColumnSql: "greatest(refinancing + 10, 3 * legal)", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_penalty_rates", x => x.valid_from);
                    table.CheckConstraint("ck_penalty_rates_legal", "legal >= 0");
                });

            migrationBuilder.CreateTable(
                name: "plan_price_tiers",
                columns: table => new
                {
                    plan_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    component = table.Column<PriceComponent>(type: "price_component", nullable: false),
                    tool = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    up_to = table.Column<decimal>(type: "numeric(20,4)", precision: 20, scale: 4, nullable: true),
                    unit_price = table.Column<decimal>(type: "numeric(20,10)", precision: 20, scale: 10, nullable: false),
                    base_quantity = table.Column<decimal>(type: "numeric(20,4)", precision: 20, scale: 4, nullable: false),
                    flat_fee = table.Column<decimal>(type: "numeric(20,10)", precision: 20, scale: 10, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_price_tiers", x => new { x.plan_version_id, x.component, x.tool, x.position });
                    table.CheckConstraint("ck_plan_price_tiers_positive", "unit_price >= 0 AND base_quantity > 0 AND flat_fee >= 0 AND up_to > 0");
                    table.ForeignKey(
                        name: "fk_plan_price_tiers_plan_prices",
                        columns: x => new { x.plan_version_id, x.component, x.tool },
                        principalTable: "plan_prices",
                        principalColumns: new[] { "plan_version_id", "component", "tool" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "provider_events",
                columns: table => new
                {
                    provider = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    event_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    kind = table.Column<ProviderNewsKind>(type: "provider_news_kind", nullable: true),
                    transaction_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    amount_minor = table.Column<long>(type: "bigint", nullable: true),
                    currency = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    outcome = table.Column<ProviderEventOutcome>(type: "provider_event_outcome", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    payload = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_provider_events", x => new { x.provider, x.event_id });
                });

            migrationBuilder.CreateTable(
                name: "sandbox_events",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    intent_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    payload = table.Column<byte[]>(type: "bytea", nullable: false),
                    idempotency_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_held = table.Column<bool>(type: "boolean", nullable: false),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sandbox_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sandbox_intents",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    idempotency_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    invoice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    invoice_number = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: false),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<SandboxIntentStatus>(type: "sandbox_intent_status", nullable: false),
                    refunded_minor = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sandbox_intents", x => x.id);
                    table.CheckConstraint("ck_sandbox_intents_amounts", "amount_minor > 0 AND refunded_minor BETWEEN 0 AND amount_minor");
                });

            migrationBuilder.CreateTable(
                name: "subscription_pauses",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subscription_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_on = table.Column<DateOnly>(type: "date", nullable: false),
                    to_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subscription_pauses", x => new { x.user_id, x.subscription_id, x.from_on });
                    table.CheckConstraint("ck_subscription_pauses_range", "to_on > from_on");
                    table.ForeignKey(
                        name: "fk_subscription_pauses_subscriptions",
                        columns: x => new { x.user_id, x.subscription_id },
                        principalTable: "subscriptions",
                        principalColumns: new[] { "user_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tax_rates",
                columns: table => new
                {
                    country = table.Column<string>(type: "character varying(5)", maxLength: 5, nullable: false),
                    kind = table.Column<TaxRateKind>(type: "tax_rate_kind", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    rate = table.Column<decimal>(type: "numeric(7,4)", precision: 7, scale: 4, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tax_rates", x => new { x.country, x.kind, x.valid_from });
                    table.CheckConstraint("ck_tax_rates_rate", "rate BETWEEN 0 AND 100");
                });

            migrationBuilder.CreateTable(
                name: "tax_settings",
                columns: table => new
                {
                    id = table.Column<short>(type: "smallint", nullable: false),
                    regime = table.Column<TaxRegime>(type: "tax_regime", nullable: false),
                    seller_country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    supply = table.Column<Supply>(type: "supply", nullable: false),
                    oss_from = table.Column<DateOnly>(type: "date", nullable: true),
                    vies_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    fail_closed = table.Column<bool>(type: "boolean", nullable: false),
                    check_max_age_days = table.Column<int>(type: "integer", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tax_settings", x => x.id);
                    table.CheckConstraint("ck_tax_settings_age", "check_max_age_days BETWEEN 1 AND 366");
                    table.CheckConstraint("ck_tax_settings_only", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "usage_alert_rules",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    metric = table.Column<UsageMetric>(type: "usage_metric", nullable: false),
                    quantity = table.Column<long>(type: "bigint", nullable: false),
                    percents = table.Column<int[]>(type: "integer[]", nullable: false),
                    from_month = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_usage_alert_rules", x => new { x.user_id, x.metric });
                    table.CheckConstraint("ck_usage_alert_rules_quantity", "quantity > 0 AND cardinality(percents) > 0");
                    table.ForeignKey(
                        name: "fk_usage_alert_rules_user_profiles",
                        column: x => x.user_id,
                        principalTable: "user_profiles",
                        principalColumn: "user_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "vat_checks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    requested_on = table.Column<DateOnly>(type: "date", nullable: false),
                    valid = table.Column<bool>(type: "boolean", nullable: false),
                    source = table.Column<VatCheckSource>(type: "vat_check_source", nullable: false),
                    consultation_number = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vat_checks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "billing_chunks",
                columns: table => new
                {
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    first_user = table.Column<Guid>(type: "uuid", nullable: false),
                    last_user = table.Column<Guid>(type: "uuid", nullable: false),
                    accounts = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<BillingChunkStatus>(type: "billing_chunk_status", nullable: false),
                    drafted = table.Column<int>(type: "integer", nullable: false),
                    issued = table.Column<int>(type: "integer", nullable: false),
                    parked = table.Column<int>(type: "integer", nullable: false),
                    skipped = table.Column<int>(type: "integer", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_billing_chunks", x => new { x.run_id, x.number });
                    table.ForeignKey(
                        name: "fk_billing_chunks_billing_runs",
                        column: x => x.run_id,
                        principalTable: "billing_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_users_text_trgm",
                table: "users",
                columns: new[] { "email", "display_name" })
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops", "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_changes",
                table: "subscriptions",
                column: "changes_on",
                filter: "changes_on IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_ending",
                table: "subscriptions",
                column: "ends_on",
                filter: "ends_on IS NOT NULL AND status IN ('ACTIVE', 'PAUSED')");

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_id",
                table: "subscriptions",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_next_plan_version_id",
                table: "subscriptions",
                column: "next_plan_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_plan",
                table: "subscriptions",
                columns: new[] { "plan_version_id", "started_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_started",
                table: "subscriptions",
                columns: new[] { "started_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_status",
                table: "subscriptions",
                columns: new[] { "status", "started_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_user",
                table: "subscriptions",
                columns: new[] { "user_id", "started_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_subscriptions_one_active",
                table: "subscriptions",
                column: "user_id",
                unique: true,
                filter: "status IN ('ACTIVE', 'PAUSED')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_subscriptions_change",
                table: "subscriptions",
                sql: "(changes_on IS NULL) = (next_plan_version_id IS NULL) AND (changes_on IS NULL) = (next_interval IS NULL)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_subscriptions_trial",
                table: "subscriptions",
                sql: "trial_ends_on >= started_on");

            migrationBuilder.CreateIndex(
                name: "ix_plan_versions_plan_id_currency_number",
                table: "plan_versions",
                columns: new[] { "plan_id", "currency", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_plan_versions_one_draft",
                table: "plan_versions",
                columns: new[] { "plan_id", "currency" },
                unique: true,
                filter: "is_draft");

            migrationBuilder.AddCheckConstraint(
                name: "ck_plan_versions_exponent",
                table: "plan_versions",
                sql: "(monthly_fee, coalesce(yearly_fee, 0)) = (round(monthly_fee, currency_exponent(currency)), round(coalesce(yearly_fee, 0), currency_exponent(currency)))");

            migrationBuilder.AddCheckConstraint(
                name: "ck_plan_versions_fee",
                table: "plan_versions",
                sql: "monthly_fee >= 0 AND yearly_fee >= 0");

            migrationBuilder.AddCheckConstraint(
                name: "ck_plan_prices_positive",
                table: "plan_prices",
                sql: "unit_price >= 0 AND base_quantity > 0 AND included_quantity >= 0 AND minimum_amount >= 0");

            migrationBuilder.CreateIndex(
                name: "ix_payments_date",
                table: "payments",
                columns: new[] { "received_at", "id" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_payments_id",
                table: "payments",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_payments_status_date",
                table: "payments",
                columns: new[] { "status", "received_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_payments_user_date",
                table: "payments",
                columns: new[] { "user_id", "received_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ux_payments_provider_transaction",
                table: "payments",
                columns: new[] { "method", "provider_transaction_id" },
                unique: true,
                filter: "provider_transaction_id IS NOT NULL");

            migrationBuilder.AddCheckConstraint(
                name: "ck_payments_parts",
                table: "payments",
                sql: "applied BETWEEN 0 AND amount AND refunded BETWEEN 0 AND amount AND (applied, refunded) = (round(applied, currency_exponent(currency)), round(refunded, currency_exponent(currency)))");

            migrationBuilder.AddCheckConstraint(
                name: "ck_payments_refunded",
                table: "payments",
                sql: "(status = 'REFUNDED') = (refunded = amount)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_payments_status",
                table: "payments",
                sql: "status IN ('COMPLETED', 'REFUNDED') OR (applied = 0 AND refunded = 0)");

            migrationBuilder.CreateIndex(
                name: "ix_libraries_name",
                table: "libraries",
                columns: new[] { "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_libraries_text_trgm",
                table: "libraries",
                columns: new[] { "name", "id", "description" })
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops", "gin_trgm_ops", "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_invoices_cross_border",
                table: "invoices",
                column: "tax_point",
                filter: "tax_rule LIKE 'eu_b2c%' AND number IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_invoices_open_due",
                table: "invoices",
                column: "due_date",
                filter: "status IN ('SENT', 'OVERDUE') AND kind IN ('SUBSCRIPTION', 'ONE_OFF')");

            migrationBuilder.CreateIndex(
                name: "ux_invoices_credit_notes",
                table: "invoices",
                columns: new[] { "user_id", "credited_invoice_id", "credited_position" },
                unique: true,
                filter: "credited_invoice_id IS NOT NULL");

            migrationBuilder.AddCheckConstraint(
                name: "ck_invoices_credit_note",
                table: "invoices",
                sql: "(kind::text = 'CREDIT_NOTE') = (credited_invoice_id IS NOT NULL) AND (credited_invoice_id IS NULL) = (credited_number IS NULL) AND (credited_invoice_id IS NULL) = (credited_date IS NULL) AND (credited_invoice_id IS NULL) = (credited_position IS NULL)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_invoices_euro",
                table: "invoices",
                sql: "(exchange_rate IS NULL) = (tax_eur IS NULL) AND (exchange_rate IS NULL) = (exchange_rate_on IS NULL) AND (exchange_rate IS NULL OR (currency <> 'EUR' AND exchange_rate > 0 AND tax_eur = round(tax * exchange_rate, 2)))");

            migrationBuilder.AddCheckConstraint(
                name: "ck_invoices_settled",
                table: "invoices",
                sql: "credited >= 0 AND released BETWEEN 0 AND paid + prepaid AND credited <= greatest(total + rounding, 0) AND (number IS NULL OR total - prepaid + rounding - paid - credited + released >= 0) AND (credited, released) = (round(credited, currency_exponent(currency)), round(released, currency_exponent(currency)))");

            migrationBuilder.AddCheckConstraint(
                name: "ck_invoice_vat_exempt",
                table: "invoice_vat",
                sql: "exemption_reason IS NULL OR tax = 0");

            migrationBuilder.CreateIndex(
                name: "ix_credits_date",
                table: "credits",
                columns: new[] { "created_at", "id" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_credits_expiring",
                table: "credits",
                column: "expires_at",
                filter: "remaining > 0 AND expires_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_credits_id",
                table: "credits",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_credits_usable",
                table: "credits",
                columns: new[] { "user_id", "currency", "expires_at" },
                filter: "remaining > 0");

            migrationBuilder.CreateIndex(
                name: "ix_credits_user_date",
                table: "credits",
                columns: new[] { "user_id", "created_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_credits_user_id_source_credit_note_id",
                table: "credits",
                columns: new[] { "user_id", "source_credit_note_id" });

            migrationBuilder.CreateIndex(
                name: "ix_credits_user_id_source_payment_id",
                table: "credits",
                columns: new[] { "user_id", "source_payment_id" });

            migrationBuilder.AddCheckConstraint(
                name: "ck_credits_exponent",
                table: "credits",
                sql: "(amount, remaining) = (round(amount, currency_exponent(currency)), round(remaining, currency_exponent(currency)))");

            migrationBuilder.CreateIndex(
                name: "ix_billing_alerts_id",
                table: "billing_alerts",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_billing_alerts_newest",
                table: "billing_alerts",
                columns: new[] { "created_at", "id" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_billing_alerts_type",
                table: "billing_alerts",
                columns: new[] { "type", "created_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_billing_alerts_unread",
                table: "billing_alerts",
                columns: new[] { "created_at", "id" },
                descending: new bool[0],
                filter: "read_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_billing_alerts_user",
                table: "billing_alerts",
                columns: new[] { "user_id", "created_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_billing_alerts_user_unread",
                table: "billing_alerts",
                columns: new[] { "user_id", "created_at", "id" },
                descending: new[] { false, true, true },
                filter: "read_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ux_billing_alerts_subject",
                table: "billing_alerts",
                columns: new[] { "user_id", "type", "subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_audit_log_actor",
                table: "audit_log",
                column: "actor_id",
                filter: "actor_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_user_id_id",
                table: "api_keys",
                columns: new[] { "user_id", "id" });

            migrationBuilder.AddCheckConstraint(
                name: "ck_api_keys_scopes",
                table: "api_keys",
                sql: "cardinality(scopes) > 0");

            migrationBuilder.CreateIndex(
                name: "ix_bank_transactions_date",
                table: "bank_transactions",
                columns: new[] { "booking_date", "id" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_bank_transactions_identity",
                table: "bank_transactions",
                column: "identity",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bank_transactions_status",
                table: "bank_transactions",
                columns: new[] { "status", "booking_date", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_billing_runs_started",
                table: "billing_runs",
                column: "started_at",
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ux_billing_runs_one_of_a_month",
                table: "billing_runs",
                column: "month",
                unique: true,
                filter: "status <> 'FINISHED'");

            migrationBuilder.CreateIndex(
                name: "ix_credit_entries_user_id_credit_id",
                table: "credit_entries",
                columns: new[] { "user_id", "credit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_credit_entries_user_id_invoice_id",
                table: "credit_entries",
                columns: new[] { "user_id", "invoice_id" });

            migrationBuilder.CreateIndex(
                name: "ix_credit_entries_user_id_payment_id",
                table: "credit_entries",
                columns: new[] { "user_id", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_invoice_usage_days",
                table: "invoice_usage",
                columns: new[] { "user_id", "from_on" });

            migrationBuilder.CreateIndex(
                name: "ix_parked_bills_open",
                table: "parked_bills",
                column: "parked_at",
                descending: new bool[0],
                filter: "resolved_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_provider_events_outcome",
                table: "provider_events",
                columns: new[] { "outcome", "received_at", "event_id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_provider_events_received",
                table: "provider_events",
                columns: new[] { "received_at", "event_id" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_provider_events_transaction",
                table: "provider_events",
                columns: new[] { "provider", "transaction_id" });

            migrationBuilder.CreateIndex(
                name: "ix_sandbox_events_idempotency_key",
                table: "sandbox_events",
                column: "idempotency_key",
                unique: true,
                filter: "idempotency_key IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sandbox_events_intent_id",
                table: "sandbox_events",
                column: "intent_id");

            migrationBuilder.CreateIndex(
                name: "ix_sandbox_events_undelivered",
                table: "sandbox_events",
                columns: new[] { "created_at", "id" },
                filter: "delivered_at IS NULL AND NOT is_held");

            migrationBuilder.CreateIndex(
                name: "ix_sandbox_intents_idempotency_key",
                table: "sandbox_intents",
                column: "idempotency_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_vat_checks_latest",
                table: "vat_checks",
                columns: new[] { "number", "source", "requested_at" },
                descending: new[] { false, false, true });

            migrationBuilder.AddForeignKey(
                name: "fk_api_keys_user_profiles",
                table: "api_keys",
                column: "user_id",
                principalTable: "user_profiles",
                principalColumn: "user_id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_credits_invoices",
                table: "credits",
                columns: new[] { "user_id", "source_credit_note_id" },
                principalTable: "invoices",
                principalColumns: new[] { "user_id", "id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_credits_payments",
                table: "credits",
                columns: new[] { "user_id", "source_payment_id" },
                principalTable: "payments",
                principalColumns: new[] { "user_id", "id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_invoices_invoices",
                table: "invoices",
                columns: new[] { "user_id", "credited_invoice_id" },
                principalTable: "invoices",
                principalColumns: new[] { "user_id", "id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_subscriptions_next_plan_versions",
                table: "subscriptions",
                column: "next_plan_version_id",
                principalTable: "plan_versions",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Sql(AccountsSql.Up);

            migrationBuilder.Sql(AlertSql.Up);

            migrationBuilder.Sql(BankSql.Up);

            migrationBuilder.Sql(BillingSql.Up);

            migrationBuilder.Sql(DunningSql.Up);

            migrationBuilder.Sql(MoneyLedgerSql.Up);

            migrationBuilder.Sql(PlanSql.Up);

            migrationBuilder.Sql(SubscriptionSql.Up);

            migrationBuilder.Sql(TaxSql.Up);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(TaxSql.Down);

            migrationBuilder.Sql(SubscriptionSql.Down);

            migrationBuilder.Sql(PlanSql.Down);

            migrationBuilder.Sql(MoneyLedgerSql.Down);

            migrationBuilder.Sql(DunningSql.Down);

            migrationBuilder.Sql(BillingSql.Down);

            migrationBuilder.Sql(BankSql.Down);

            migrationBuilder.Sql(AlertSql.Down);

            migrationBuilder.Sql(AccountsSql.Down);

            migrationBuilder.DropForeignKey(
                name: "fk_api_keys_user_profiles",
                table: "api_keys");

            migrationBuilder.DropForeignKey(
                name: "fk_credits_invoices",
                table: "credits");

            migrationBuilder.DropForeignKey(
                name: "fk_credits_payments",
                table: "credits");

            migrationBuilder.DropForeignKey(
                name: "fk_invoices_invoices",
                table: "invoices");

            migrationBuilder.DropForeignKey(
                name: "fk_subscriptions_next_plan_versions",
                table: "subscriptions");

            migrationBuilder.DropTable(
                name: "bank_transactions");

            migrationBuilder.DropTable(
                name: "billing_chunks");

            migrationBuilder.DropTable(
                name: "closed_periods");

            migrationBuilder.DropTable(
                name: "credit_entries");

            migrationBuilder.DropTable(
                name: "dunning_pauses");

            migrationBuilder.DropTable(
                name: "dunning_steps");

            migrationBuilder.DropTable(
                name: "exchange_rates");

            migrationBuilder.DropTable(
                name: "invoice_usage");

            migrationBuilder.DropTable(
                name: "parked_bills");

            migrationBuilder.DropTable(
                name: "penalty_rates");

            migrationBuilder.DropTable(
                name: "plan_price_tiers");

            migrationBuilder.DropTable(
                name: "provider_events");

            migrationBuilder.DropTable(
                name: "sandbox_events");

            migrationBuilder.DropTable(
                name: "sandbox_intents");

            migrationBuilder.DropTable(
                name: "subscription_pauses");

            migrationBuilder.DropTable(
                name: "tax_rates");

            migrationBuilder.DropTable(
                name: "tax_settings");

            migrationBuilder.DropTable(
                name: "usage_alert_rules");

            migrationBuilder.DropTable(
                name: "vat_checks");

            migrationBuilder.DropTable(
                name: "billing_runs");

            migrationBuilder.DropIndex(
                name: "ix_users_text_trgm",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_subscriptions_changes",
                table: "subscriptions");

            migrationBuilder.DropIndex(
                name: "ix_subscriptions_ending",
                table: "subscriptions");

            migrationBuilder.DropIndex(
                name: "ix_subscriptions_id",
                table: "subscriptions");

            migrationBuilder.DropIndex(
                name: "ix_subscriptions_next_plan_version_id",
                table: "subscriptions");

            migrationBuilder.DropIndex(
                name: "ix_subscriptions_plan",
                table: "subscriptions");

            migrationBuilder.DropIndex(
                name: "ix_subscriptions_started",
                table: "subscriptions");

            migrationBuilder.DropIndex(
                name: "ix_subscriptions_status",
                table: "subscriptions");

            migrationBuilder.DropIndex(
                name: "ix_subscriptions_user",
                table: "subscriptions");

            migrationBuilder.DropIndex(
                name: "ux_subscriptions_one_active",
                table: "subscriptions");

            migrationBuilder.DropCheckConstraint(
                name: "ck_subscriptions_change",
                table: "subscriptions");

            migrationBuilder.DropCheckConstraint(
                name: "ck_subscriptions_trial",
                table: "subscriptions");

            migrationBuilder.DropIndex(
                name: "ix_plan_versions_plan_id_currency_number",
                table: "plan_versions");

            migrationBuilder.DropIndex(
                name: "ux_plan_versions_one_draft",
                table: "plan_versions");

            migrationBuilder.DropCheckConstraint(
                name: "ck_plan_versions_exponent",
                table: "plan_versions");

            migrationBuilder.DropCheckConstraint(
                name: "ck_plan_versions_fee",
                table: "plan_versions");

            migrationBuilder.DropPrimaryKey(
                name: "pk_plan_prices",
                table: "plan_prices");

            migrationBuilder.DropCheckConstraint(
                name: "ck_plan_prices_positive",
                table: "plan_prices");

            migrationBuilder.DropIndex(
                name: "ix_payments_date",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_payments_id",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_payments_status_date",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_payments_user_date",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ux_payments_provider_transaction",
                table: "payments");

            migrationBuilder.DropCheckConstraint(
                name: "ck_payments_parts",
                table: "payments");

            migrationBuilder.DropCheckConstraint(
                name: "ck_payments_refunded",
                table: "payments");

            migrationBuilder.DropCheckConstraint(
                name: "ck_payments_status",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_libraries_name",
                table: "libraries");

            migrationBuilder.DropIndex(
                name: "ix_libraries_text_trgm",
                table: "libraries");

            migrationBuilder.DropIndex(
                name: "ix_invoices_cross_border",
                table: "invoices");

            migrationBuilder.DropIndex(
                name: "ix_invoices_open_due",
                table: "invoices");

            migrationBuilder.DropIndex(
                name: "ux_invoices_credit_notes",
                table: "invoices");

            migrationBuilder.DropCheckConstraint(
                name: "ck_invoices_credit_note",
                table: "invoices");

            migrationBuilder.DropCheckConstraint(
                name: "ck_invoices_euro",
                table: "invoices");

            migrationBuilder.DropCheckConstraint(
                name: "ck_invoices_settled",
                table: "invoices");

            migrationBuilder.DropCheckConstraint(
                name: "ck_invoice_vat_exempt",
                table: "invoice_vat");

            migrationBuilder.DropIndex(
                name: "ix_credits_date",
                table: "credits");

            migrationBuilder.DropIndex(
                name: "ix_credits_expiring",
                table: "credits");

            migrationBuilder.DropIndex(
                name: "ix_credits_id",
                table: "credits");

            migrationBuilder.DropIndex(
                name: "ix_credits_usable",
                table: "credits");

            migrationBuilder.DropIndex(
                name: "ix_credits_user_date",
                table: "credits");

            migrationBuilder.DropIndex(
                name: "ix_credits_user_id_source_credit_note_id",
                table: "credits");

            migrationBuilder.DropIndex(
                name: "ix_credits_user_id_source_payment_id",
                table: "credits");

            migrationBuilder.DropCheckConstraint(
                name: "ck_credits_exponent",
                table: "credits");

            migrationBuilder.DropIndex(
                name: "ix_billing_alerts_id",
                table: "billing_alerts");

            migrationBuilder.DropIndex(
                name: "ix_billing_alerts_newest",
                table: "billing_alerts");

            migrationBuilder.DropIndex(
                name: "ix_billing_alerts_type",
                table: "billing_alerts");

            migrationBuilder.DropIndex(
                name: "ix_billing_alerts_unread",
                table: "billing_alerts");

            migrationBuilder.DropIndex(
                name: "ix_billing_alerts_user",
                table: "billing_alerts");

            migrationBuilder.DropIndex(
                name: "ix_billing_alerts_user_unread",
                table: "billing_alerts");

            migrationBuilder.DropIndex(
                name: "ux_billing_alerts_subject",
                table: "billing_alerts");

            migrationBuilder.DropIndex(
                name: "ix_audit_log_actor",
                table: "audit_log");

            migrationBuilder.DropIndex(
                name: "ix_api_keys_user_id_id",
                table: "api_keys");

            migrationBuilder.DropCheckConstraint(
                name: "ck_api_keys_scopes",
                table: "api_keys");

            migrationBuilder.DropColumn(
                name: "deactivated_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "xmin",
                table: "user_profiles");

            migrationBuilder.DropColumn(
                name: "changes_on",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "next_interval",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "next_plan_version_id",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "previous_id",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "trial_ends_on",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "xmin",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "years_from",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "is_draft",
                table: "plan_versions");

            migrationBuilder.DropColumn(
                name: "xmin",
                table: "plan_versions");

            migrationBuilder.DropColumn(
                name: "yearly_fee",
                table: "plan_versions");

            migrationBuilder.DropColumn(
                name: "tool",
                table: "plan_prices");

            migrationBuilder.DropColumn(
                name: "included_quantity",
                table: "plan_prices");

            migrationBuilder.DropColumn(
                name: "minimum_amount",
                table: "plan_prices");

            migrationBuilder.DropColumn(
                name: "model",
                table: "plan_prices");

            migrationBuilder.DropColumn(
                name: "applied",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "refunded",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "credited",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "credited_date",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "credited_invoice_id",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "credited_number",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "credited_position",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "exchange_rate",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "exchange_rate_on",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "released",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "run_id",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "tax_eur",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "tax_evidence",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "tax_point",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "tax_rule",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "exemption_code",
                table: "invoice_vat");

            migrationBuilder.DropColumn(
                name: "exemption_reason",
                table: "invoice_vat");

            migrationBuilder.DropColumn(
                name: "basis",
                table: "invoice_lines");

            migrationBuilder.DropColumn(
                name: "credited_line",
                table: "invoice_lines");

            migrationBuilder.DropColumn(
                name: "source_credit_note_id",
                table: "credits");

            migrationBuilder.DropColumn(
                name: "source_payment_id",
                table: "credits");

            migrationBuilder.DropColumn(
                name: "data",
                table: "billing_alerts");

            migrationBuilder.DropColumn(
                name: "subject",
                table: "billing_alerts");

            migrationBuilder.DropColumn(
                name: "scopes",
                table: "api_keys");

            migrationBuilder.RenameColumn(
                name: "result_id",
                table: "idempotency_keys",
                newName: "invoice_id");

            migrationBuilder.AddColumn<string>(
                name: "message",
                table: "billing_alerts",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddPrimaryKey(
                name: "pk_plan_prices",
                table: "plan_prices",
                columns: new[] { "plan_version_id", "component" });

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_plan_version_id",
                table: "subscriptions",
                column: "plan_version_id");

            migrationBuilder.CreateIndex(
                name: "ux_subscriptions_one_active",
                table: "subscriptions",
                column: "user_id",
                unique: true,
                filter: "status = 'ACTIVE'");

            migrationBuilder.CreateIndex(
                name: "ix_plan_versions_plan_id_number",
                table: "plan_versions",
                columns: new[] { "plan_id", "number" },
                unique: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_plan_versions_exponent",
                table: "plan_versions",
                sql: "monthly_fee = round(monthly_fee, currency_exponent(currency))");

            migrationBuilder.AddCheckConstraint(
                name: "ck_plan_versions_fee",
                table: "plan_versions",
                sql: "monthly_fee >= 0");

            migrationBuilder.AddCheckConstraint(
                name: "ck_plan_prices_positive",
                table: "plan_prices",
                sql: "unit_price >= 0 AND base_quantity > 0");

            migrationBuilder.CreateIndex(
                name: "ix_payments_received_at",
                table: "payments",
                column: "received_at",
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_payments_user_id_provider_transaction_id",
                table: "payments",
                columns: new[] { "user_id", "provider_transaction_id" },
                unique: true,
                filter: "provider_transaction_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_libraries_name",
                table: "libraries",
                column: "name")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_billing_alerts_created_at",
                table: "billing_alerts",
                column: "created_at",
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_billing_alerts_user_id_invoice_id_type",
                table: "billing_alerts",
                columns: new[] { "user_id", "invoice_id", "type" },
                unique: true,
                filter: "invoice_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_user_id",
                table: "api_keys",
                column: "user_id");

            migrationBuilder.Sql("DROP TYPE bank_transaction_status;");
            migrationBuilder.Sql("DROP TYPE billing_chunk_status;");
            migrationBuilder.Sql("DROP TYPE billing_run_status;");
            migrationBuilder.Sql("DROP TYPE credit_entry_kind;");
            migrationBuilder.Sql("DROP TYPE price_model;");
            migrationBuilder.Sql("DROP TYPE provider_event_outcome;");
            migrationBuilder.Sql("DROP TYPE provider_news_kind;");
            migrationBuilder.Sql("DROP TYPE sandbox_intent_status;");
            migrationBuilder.Sql("DROP TYPE supply;");
            migrationBuilder.Sql("DROP TYPE tax_rate_kind;");
            migrationBuilder.Sql("DROP TYPE tax_regime;");
            migrationBuilder.Sql("DROP TYPE usage_metric;");
            migrationBuilder.Sql("DROP TYPE usage_share_kind;");
            migrationBuilder.Sql("DROP TYPE vat_check_source;");
        }
    }
}
