using System;
using Microsoft.EntityFrameworkCore.Migrations;
using TwinMcp.Core.Webhooks;

#nullable disable

namespace TwinMcp.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class Webhooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                .Annotation("Npgsql:Enum:webhook_state", "DELIVERED,FAILED,PENDING")
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,")
                .Annotation("Npgsql:PostgresExtension:uuid-ossp", ",,")
                .OldAnnotation("Npgsql:Enum:bank_transaction_status", "IGNORED,MATCHED,NEW")
                .OldAnnotation("Npgsql:Enum:billing_alert_type", "INVOICE_OVERDUE,PAYMENT_FAILED,SUBSCRIPTION_EXPIRING,USAGE_THRESHOLD")
                .OldAnnotation("Npgsql:Enum:billing_chunk_status", "DONE,DRAFTED,PENDING")
                .OldAnnotation("Npgsql:Enum:billing_run_status", "FINISHED,PAUSED,RUNNING")
                .OldAnnotation("Npgsql:Enum:credit_entry_kind", "EXPIRE,GRANT,REFUND,RESTORE,USE")
                .OldAnnotation("Npgsql:Enum:credit_type", "ADJUSTMENT,COMPENSATION,PROMOTIONAL,REFUND")
                .OldAnnotation("Npgsql:Enum:invoice_kind", "CREDIT_NOTE,ONE_OFF,SUBSCRIPTION")
                .OldAnnotation("Npgsql:Enum:invoice_status", "CANCELLED,DRAFT,OVERDUE,PAID,SENT")
                .OldAnnotation("Npgsql:Enum:line_component", "FEE,FLAT,LATE_USAGE,OTHER,PRORATION,REQUESTS,SURCHARGE,TOKENS,TRUE_UP")
                .OldAnnotation("Npgsql:Enum:outbox_state", "DELIVERED,FAILED,FILED,WAITING,WITHDRAWN")
                .OldAnnotation("Npgsql:Enum:payment_status", "COMPLETED,FAILED,PENDING,PROCESSING,REFUNDED")
                .OldAnnotation("Npgsql:Enum:period_type", "monthly,quarterly,yearly")
                .OldAnnotation("Npgsql:Enum:price_component", "CHARGES,FLAT,REQUESTS,TOKENS")
                .OldAnnotation("Npgsql:Enum:price_model", "FLAT,GRADUATED,PACKAGE,PERCENTAGE,PER_UNIT,VOLUME")
                .OldAnnotation("Npgsql:Enum:provider_event_outcome", "APPLIED,IGNORED,QUARANTINED,WAITING")
                .OldAnnotation("Npgsql:Enum:provider_news_kind", "CANCELED,FAILED,PROCESSING,REFUNDED,SUCCEEDED")
                .OldAnnotation("Npgsql:Enum:sandbox_intent_status", "CANCELED,PROCESSING,REQUIRES_PAYMENT_METHOD,SUCCEEDED")
                .OldAnnotation("Npgsql:Enum:subscription_interval", "MONTH,YEAR")
                .OldAnnotation("Npgsql:Enum:subscription_status", "ACTIVE,CANCELLED,EXPIRED,PAUSED")
                .OldAnnotation("Npgsql:Enum:supply", "GOODS,SERVICES")
                .OldAnnotation("Npgsql:Enum:tax_rate_kind", "INTERMEDIATE,PARKING,REDUCED,STANDARD,SUPER_REDUCED")
                .OldAnnotation("Npgsql:Enum:tax_regime", "FRANCHISE,SIMPLE,STANDARD")
                .OldAnnotation("Npgsql:Enum:usage_metric", "REQUESTS,TOKENS")
                .OldAnnotation("Npgsql:Enum:usage_share_kind", "FREE,LATE,REGULAR")
                .OldAnnotation("Npgsql:Enum:user_role", "ADMIN,CUSTOMER,INGESTION,STAFF,SYSTEM")
                .OldAnnotation("Npgsql:Enum:vat_category", "AE,E,G,K,O,S,Z")
                .OldAnnotation("Npgsql:Enum:vat_check_source", "OFFLINE,VIES")
                .OldAnnotation("Npgsql:PostgresExtension:pg_trgm", ",,")
                .OldAnnotation("Npgsql:PostgresExtension:uuid-ossp", ",,");

            migrationBuilder.CreateTable(
                name: "webhook_endpoints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    description = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    events = table.Column<string[]>(type: "text[]", nullable: false),
                    secret = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    old_secret = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    old_secret_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    disabled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    disabled_reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    failing_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    paused_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_endpoints", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    event_type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<WebhookState>(type: "webhook_state", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_status = table.Column<int>(type: "integer", nullable: true),
                    last_answer = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "fk_webhook_deliveries_webhook_endpoints",
                        column: x => x.endpoint_id,
                        principalTable: "webhook_endpoints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_due",
                table: "webhook_deliveries",
                column: "next_attempt_at",
                filter: "state = 'PENDING'");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_endpoint",
                table: "webhook_deliveries",
                columns: new[] { "endpoint_id", "created_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_old",
                table: "webhook_deliveries",
                column: "created_at",
                filter: "state <> 'PENDING'");

            migrationBuilder.Sql(WebhookSql.Up);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(WebhookSql.Down);

            migrationBuilder.DropTable(
                name: "webhook_deliveries");

            migrationBuilder.DropTable(
                name: "webhook_endpoints");

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
                .OldAnnotation("Npgsql:Enum:bank_transaction_status", "IGNORED,MATCHED,NEW")
                .OldAnnotation("Npgsql:Enum:billing_alert_type", "INVOICE_OVERDUE,PAYMENT_FAILED,SUBSCRIPTION_EXPIRING,USAGE_THRESHOLD")
                .OldAnnotation("Npgsql:Enum:billing_chunk_status", "DONE,DRAFTED,PENDING")
                .OldAnnotation("Npgsql:Enum:billing_run_status", "FINISHED,PAUSED,RUNNING")
                .OldAnnotation("Npgsql:Enum:credit_entry_kind", "EXPIRE,GRANT,REFUND,RESTORE,USE")
                .OldAnnotation("Npgsql:Enum:credit_type", "ADJUSTMENT,COMPENSATION,PROMOTIONAL,REFUND")
                .OldAnnotation("Npgsql:Enum:invoice_kind", "CREDIT_NOTE,ONE_OFF,SUBSCRIPTION")
                .OldAnnotation("Npgsql:Enum:invoice_status", "CANCELLED,DRAFT,OVERDUE,PAID,SENT")
                .OldAnnotation("Npgsql:Enum:line_component", "FEE,FLAT,LATE_USAGE,OTHER,PRORATION,REQUESTS,SURCHARGE,TOKENS,TRUE_UP")
                .OldAnnotation("Npgsql:Enum:outbox_state", "DELIVERED,FAILED,FILED,WAITING,WITHDRAWN")
                .OldAnnotation("Npgsql:Enum:payment_status", "COMPLETED,FAILED,PENDING,PROCESSING,REFUNDED")
                .OldAnnotation("Npgsql:Enum:period_type", "monthly,quarterly,yearly")
                .OldAnnotation("Npgsql:Enum:price_component", "CHARGES,FLAT,REQUESTS,TOKENS")
                .OldAnnotation("Npgsql:Enum:price_model", "FLAT,GRADUATED,PACKAGE,PERCENTAGE,PER_UNIT,VOLUME")
                .OldAnnotation("Npgsql:Enum:provider_event_outcome", "APPLIED,IGNORED,QUARANTINED,WAITING")
                .OldAnnotation("Npgsql:Enum:provider_news_kind", "CANCELED,FAILED,PROCESSING,REFUNDED,SUCCEEDED")
                .OldAnnotation("Npgsql:Enum:sandbox_intent_status", "CANCELED,PROCESSING,REQUIRES_PAYMENT_METHOD,SUCCEEDED")
                .OldAnnotation("Npgsql:Enum:subscription_interval", "MONTH,YEAR")
                .OldAnnotation("Npgsql:Enum:subscription_status", "ACTIVE,CANCELLED,EXPIRED,PAUSED")
                .OldAnnotation("Npgsql:Enum:supply", "GOODS,SERVICES")
                .OldAnnotation("Npgsql:Enum:tax_rate_kind", "INTERMEDIATE,PARKING,REDUCED,STANDARD,SUPER_REDUCED")
                .OldAnnotation("Npgsql:Enum:tax_regime", "FRANCHISE,SIMPLE,STANDARD")
                .OldAnnotation("Npgsql:Enum:usage_metric", "REQUESTS,TOKENS")
                .OldAnnotation("Npgsql:Enum:usage_share_kind", "FREE,LATE,REGULAR")
                .OldAnnotation("Npgsql:Enum:user_role", "ADMIN,CUSTOMER,INGESTION,STAFF,SYSTEM")
                .OldAnnotation("Npgsql:Enum:vat_category", "AE,E,G,K,O,S,Z")
                .OldAnnotation("Npgsql:Enum:vat_check_source", "OFFLINE,VIES")
                .OldAnnotation("Npgsql:Enum:webhook_state", "DELIVERED,FAILED,PENDING")
                .OldAnnotation("Npgsql:PostgresExtension:pg_trgm", ",,")
                .OldAnnotation("Npgsql:PostgresExtension:uuid-ossp", ",,");
        }
    }
}
