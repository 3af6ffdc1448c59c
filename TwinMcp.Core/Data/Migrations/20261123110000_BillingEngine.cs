using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Payments.Bank;
using TwinMcp.Core.Payments.Providers;
using TwinMcp.Core.Payments.Providers.Sandbox;

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
                name: "ix_payments_received_at",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_payments_user_id_provider_transaction_id",
                table: "payments");

            migrationBuilder.RenameColumn(
                name: "invoice_id",
                table: "idempotency_keys",
                newName: "result_id");

            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:Enum:bank_transaction_status", "IGNORED,MATCHED,NEW")
                .Annotation("Npgsql:Enum:billing_alert_type", "INVOICE_OVERDUE,PAYMENT_FAILED,SUBSCRIPTION_EXPIRING,USAGE_THRESHOLD")
                .Annotation("Npgsql:Enum:credit_entry_kind", "EXPIRE,GRANT,REFUND,RESTORE,USE")
                .Annotation("Npgsql:Enum:credit_type", "ADJUSTMENT,COMPENSATION,PROMOTIONAL,REFUND")
                .Annotation("Npgsql:Enum:invoice_kind", "CREDIT_NOTE,ONE_OFF,SUBSCRIPTION")
                .Annotation("Npgsql:Enum:invoice_status", "CANCELLED,DRAFT,OVERDUE,PAID,SENT")
                .Annotation("Npgsql:Enum:line_component", "FEE,OTHER,REQUESTS,TOKENS")
                .Annotation("Npgsql:Enum:outbox_state", "DELIVERED,FAILED,FILED,WAITING")
                .Annotation("Npgsql:Enum:payment_status", "COMPLETED,FAILED,PENDING,PROCESSING,REFUNDED")
                .Annotation("Npgsql:Enum:period_type", "monthly,quarterly,yearly")
                .Annotation("Npgsql:Enum:price_component", "REQUESTS,TOKENS")
                .Annotation("Npgsql:Enum:provider_event_outcome", "APPLIED,IGNORED,QUARANTINED,WAITING")
                .Annotation("Npgsql:Enum:provider_news_kind", "CANCELED,FAILED,PROCESSING,REFUNDED,SUCCEEDED")
                .Annotation("Npgsql:Enum:sandbox_intent_status", "CANCELED,PROCESSING,REQUIRES_PAYMENT_METHOD,SUCCEEDED")
                .Annotation("Npgsql:Enum:subscription_interval", "MONTH,YEAR")
                .Annotation("Npgsql:Enum:subscription_status", "ACTIVE,CANCELLED,EXPIRED,PAUSED")
                .Annotation("Npgsql:Enum:user_role", "ADMIN,CUSTOMER,INGESTION,STAFF,SYSTEM")
                .Annotation("Npgsql:Enum:vat_category", "AE,E,G,K,O,S,Z")
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
                name: "released",
                table: "invoices",
                type: "numeric(20,4)",
                precision: 20,
                scale: 4,
                nullable: false,
                defaultValue: 0m);

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
                name: "ck_invoices_settled",
                table: "invoices",
                sql: "credited >= 0 AND released BETWEEN 0 AND paid + prepaid AND credited <= greatest(total + rounding, 0) AND (number IS NULL OR total - prepaid + rounding - paid - credited + released >= 0) AND (credited, released) = (round(credited, currency_exponent(currency)), round(released, currency_exponent(currency)))");

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

            migrationBuilder.Sql(BankSql.Up);

            migrationBuilder.Sql(MoneyLedgerSql.Up);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(MoneyLedgerSql.Down);

            migrationBuilder.Sql(BankSql.Down);

            migrationBuilder.DropForeignKey(
                name: "fk_credits_invoices",
                table: "credits");

            migrationBuilder.DropForeignKey(
                name: "fk_credits_payments",
                table: "credits");

            migrationBuilder.DropForeignKey(
                name: "fk_invoices_invoices",
                table: "invoices");

            migrationBuilder.DropTable(
                name: "bank_transactions");

            migrationBuilder.DropTable(
                name: "credit_entries");

            migrationBuilder.DropTable(
                name: "provider_events");

            migrationBuilder.DropTable(
                name: "sandbox_events");

            migrationBuilder.DropTable(
                name: "sandbox_intents");

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
                name: "ux_invoices_credit_notes",
                table: "invoices");

            migrationBuilder.DropCheckConstraint(
                name: "ck_invoices_credit_note",
                table: "invoices");

            migrationBuilder.DropCheckConstraint(
                name: "ck_invoices_settled",
                table: "invoices");

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
                name: "released",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "credited_line",
                table: "invoice_lines");

            migrationBuilder.DropColumn(
                name: "source_credit_note_id",
                table: "credits");

            migrationBuilder.DropColumn(
                name: "source_payment_id",
                table: "credits");

            migrationBuilder.RenameColumn(
                name: "result_id",
                table: "idempotency_keys",
                newName: "invoice_id");

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

            migrationBuilder.Sql("DROP TYPE bank_transaction_status;");
            migrationBuilder.Sql("DROP TYPE credit_entry_kind;");
            migrationBuilder.Sql("DROP TYPE provider_event_outcome;");
            migrationBuilder.Sql("DROP TYPE provider_news_kind;");
            migrationBuilder.Sql("DROP TYPE sandbox_intent_status;");
        }
    }
}
