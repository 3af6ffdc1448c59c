using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using TwinMcp.Core.Webhooks;

#nullable disable

namespace TwinMcp.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class DocumentsAndTrust : Migration
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

            migrationBuilder.AddColumn<string[]>(
                name: "recovery_codes",
                table: "users",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "totp_key",
                table: "users",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "totp_new_key",
                table: "users",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "totp_step",
                table: "users",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "delivery_address",
                table: "user_profiles",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "electronic_address",
                table: "user_profiles",
                type: "character varying(140)",
                maxLength: 140,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "siret",
                table: "user_profiles",
                type: "character(14)",
                fixedLength: true,
                maxLength: 14,
                nullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "invoice_id",
                table: "outbox",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<string>(
                name: "data",
                table: "outbox",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "subject_id",
                table: "outbox",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "xml",
                table: "invoice_documents",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "xml_sha256",
                table: "invoice_documents",
                type: "character(64)",
                fixedLength: true,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "personal",
                table: "audit_log",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "user_agent",
                table: "audit_log",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "audit_personal",
                columns: table => new
                {
                    audit_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    salt = table.Column<byte[]>(type: "bytea", nullable: false),
                    actor_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ip_address = table.Column<string>(type: "character varying(45)", maxLength: 45, nullable: true),
                    user_agent = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_personal", x => x.audit_id);
                });

            migrationBuilder.CreateTable(
                name: "audit_seals",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    ids = table.Column<long[]>(type: "bigint[]", nullable: false),
                    hashes = table.Column<byte[]>(type: "bytea", nullable: false),
                    last_id = table.Column<long>(type: "bigint", nullable: false),
                    settled = table.Column<long>(type: "bigint", nullable: false),
                    previous = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    sealed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_seals", x => x.number);
                    table.CheckConstraint("ck_audit_seals_whole", "cardinality(ids) > 0 AND octet_length(hashes) = 32 * cardinality(ids)");
                });

            migrationBuilder.CreateTable(
                name: "audit_verifications",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    seals = table.Column<long>(type: "bigint", nullable: false),
                    rows = table.Column<long>(type: "bigint", nullable: false),
                    breaks = table.Column<string[]>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_verifications", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "billing_contacts",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    invoices = table.Column<bool>(type: "boolean", nullable: false),
                    reminders = table.Column<bool>(type: "boolean", nullable: false),
                    payments = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_billing_contacts", x => new { x.user_id, x.email });
                    table.CheckConstraint("ck_billing_contacts_language", "language IN ('fr', 'en')");
                    table.ForeignKey(
                        name: "fk_billing_contacts_user_profiles",
                        column: x => x.user_id,
                        principalTable: "user_profiles",
                        principalColumn: "user_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "invoice_links",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    invoice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_links", x => new { x.user_id, x.id });
                    table.CheckConstraint("ck_invoice_links_expiry", "expires_at > created_at");
                    table.CheckConstraint("ck_invoice_links_hash", "octet_length(token_hash) = 32");
                    table.ForeignKey(
                        name: "fk_invoice_links_invoices",
                        columns: x => new { x.user_id, x.invoice_id },
                        principalTable: "invoices",
                        principalColumns: new[] { "user_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "mail_opt_outs",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    recipient = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_opt_outs", x => new { x.user_id, x.recipient });
                    table.CheckConstraint("ck_mail_opt_outs_recipient", "recipient = lower(recipient)");
                    table.ForeignKey(
                        name: "fk_mail_opt_outs_user_profiles",
                        column: x => x.user_id,
                        principalTable: "user_profiles",
                        principalColumn: "user_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "seller_logos",
                columns: table => new
                {
                    hash = table.Column<string>(type: "character(64)", fixedLength: true, maxLength: 64, nullable: false),
                    content_type = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seller_logos", x => x.hash);
                    table.CheckConstraint("ck_seller_logos_hash", "hash = encode(sha256(content), 'hex')");
                    table.CheckConstraint("ck_seller_logos_type", "content_type IN ('image/png', 'image/jpeg')");
                });

            migrationBuilder.CreateTable(
                name: "seller_profile",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    party = table.Column<string>(type: "jsonb", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seller_profile", x => x.id);
                    table.CheckConstraint("ck_seller_profile_only", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "user_passkeys",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_passkeys", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_user_passkeys_users",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

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
                name: "ix_outbox_id",
                table: "outbox",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_newest",
                table: "outbox",
                columns: new[] { "created_at", "id" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_state",
                table: "outbox",
                columns: new[] { "state", "created_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.AddCheckConstraint(
                name: "ck_outbox_subject",
                table: "outbox",
                sql: "invoice_id IS NOT NULL OR subject_id IS NOT NULL");

            migrationBuilder.AddCheckConstraint(
                name: "ck_invoice_documents_xml",
                table: "invoice_documents",
                sql: "(xml IS NULL) = (xml_sha256 IS NULL)");

            migrationBuilder.CreateIndex(
                name: "ix_audit_personal_at",
                table: "audit_personal",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_audit_personal_ip",
                table: "audit_personal",
                columns: new[] { "ip_address", "audit_id" },
                filter: "ip_address IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_audit_seals_last_id",
                table: "audit_seals",
                column: "last_id");

            migrationBuilder.CreateIndex(
                name: "ix_invoice_links_user_id_invoice_id",
                table: "invoice_links",
                columns: new[] { "user_id", "invoice_id" });

            migrationBuilder.CreateIndex(
                name: "ux_invoice_links_token_hash",
                table: "invoice_links",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_user_passkeys_user_id",
                table: "user_passkeys",
                column: "user_id");

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

            migrationBuilder.Sql(SellerSql.Up);

            migrationBuilder.Sql(MailSql.Up);

            migrationBuilder.Sql(WebhookSql.Up);

            migrationBuilder.Sql(AuditSql.Up);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(AuditSql.Down);

            migrationBuilder.Sql(WebhookSql.Down);

            migrationBuilder.Sql(MailSql.Down);

            migrationBuilder.DropTable(
                name: "audit_personal");

            migrationBuilder.DropTable(
                name: "audit_seals");

            migrationBuilder.DropTable(
                name: "audit_verifications");

            migrationBuilder.DropTable(
                name: "billing_contacts");

            migrationBuilder.DropTable(
                name: "invoice_links");

            migrationBuilder.DropTable(
                name: "mail_opt_outs");

            migrationBuilder.DropTable(
                name: "seller_logos");

            migrationBuilder.DropTable(
                name: "seller_profile");

            migrationBuilder.DropTable(
                name: "user_passkeys");

            migrationBuilder.DropTable(
                name: "webhook_deliveries");

            migrationBuilder.DropTable(
                name: "webhook_endpoints");

            migrationBuilder.DropIndex(
                name: "ix_outbox_id",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_outbox_newest",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_outbox_state",
                table: "outbox");

            migrationBuilder.DropCheckConstraint(
                name: "ck_outbox_subject",
                table: "outbox");

            migrationBuilder.DropCheckConstraint(
                name: "ck_invoice_documents_xml",
                table: "invoice_documents");

            migrationBuilder.DropColumn(
                name: "recovery_codes",
                table: "users");

            migrationBuilder.DropColumn(
                name: "totp_key",
                table: "users");

            migrationBuilder.DropColumn(
                name: "totp_new_key",
                table: "users");

            migrationBuilder.DropColumn(
                name: "totp_step",
                table: "users");

            migrationBuilder.DropColumn(
                name: "delivery_address",
                table: "user_profiles");

            migrationBuilder.DropColumn(
                name: "electronic_address",
                table: "user_profiles");

            migrationBuilder.DropColumn(
                name: "siret",
                table: "user_profiles");

            migrationBuilder.DropColumn(
                name: "data",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "subject_id",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "xml",
                table: "invoice_documents");

            migrationBuilder.DropColumn(
                name: "xml_sha256",
                table: "invoice_documents");

            migrationBuilder.DropColumn(
                name: "personal",
                table: "audit_log");

            migrationBuilder.DropColumn(
                name: "user_agent",
                table: "audit_log");

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

            migrationBuilder.AlterColumn<Guid>(
                name: "invoice_id",
                table: "outbox",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
