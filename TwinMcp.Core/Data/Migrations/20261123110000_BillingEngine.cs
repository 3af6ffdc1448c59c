using System;
using Microsoft.EntityFrameworkCore.Migrations;
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
            migrationBuilder.RenameColumn(
                name: "invoice_id",
                table: "idempotency_keys",
                newName: "result_id");

            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:Enum:billing_alert_type", "INVOICE_OVERDUE,PAYMENT_FAILED,SUBSCRIPTION_EXPIRING,USAGE_THRESHOLD")
                .Annotation("Npgsql:Enum:credit_type", "ADJUSTMENT,COMPENSATION,PROMOTIONAL,REFUND")
                .Annotation("Npgsql:Enum:invoice_kind", "ONE_OFF,SUBSCRIPTION")
                .Annotation("Npgsql:Enum:invoice_status", "CANCELLED,DRAFT,OVERDUE,PAID,SENT")
                .Annotation("Npgsql:Enum:line_component", "FEE,OTHER,REQUESTS,TOKENS")
                .Annotation("Npgsql:Enum:outbox_state", "DELIVERED,FAILED,FILED,WAITING")
                .Annotation("Npgsql:Enum:payment_status", "COMPLETED,FAILED,PENDING,PROCESSING,REFUNDED")
                .Annotation("Npgsql:Enum:period_type", "monthly,quarterly,yearly")
                .Annotation("Npgsql:Enum:price_component", "REQUESTS,TOKENS")
                .Annotation("Npgsql:Enum:subscription_interval", "MONTH,YEAR")
                .Annotation("Npgsql:Enum:subscription_status", "ACTIVE,CANCELLED,EXPIRED,PAUSED")
                .Annotation("Npgsql:Enum:supply", "GOODS,SERVICES")
                .Annotation("Npgsql:Enum:tax_rate_kind", "INTERMEDIATE,PARKING,REDUCED,STANDARD,SUPER_REDUCED")
                .Annotation("Npgsql:Enum:tax_regime", "FRANCHISE,SIMPLE,STANDARD")
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

            migrationBuilder.CreateIndex(
                name: "ix_invoices_cross_border",
                table: "invoices",
                column: "tax_point",
                filter: "tax_rule LIKE 'eu_b2c%' AND number IS NOT NULL");

            migrationBuilder.AddCheckConstraint(
                name: "ck_invoices_euro",
                table: "invoices",
                sql: "(exchange_rate IS NULL) = (tax_eur IS NULL) AND (exchange_rate IS NULL) = (exchange_rate_on IS NULL) AND (exchange_rate IS NULL OR (currency <> 'EUR' AND exchange_rate > 0 AND tax_eur = round(tax * exchange_rate, 2)))");

            migrationBuilder.AddCheckConstraint(
                name: "ck_invoice_vat_exempt",
                table: "invoice_vat",
                sql: "exemption_reason IS NULL OR tax = 0");

            migrationBuilder.CreateIndex(
                name: "ix_vat_checks_latest",
                table: "vat_checks",
                columns: new[] { "number", "source", "requested_at" },
                descending: new[] { false, false, true });

            migrationBuilder.Sql(TaxSql.Up);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(TaxSql.Down);

            migrationBuilder.DropTable(
                name: "exchange_rates");

            migrationBuilder.DropTable(
                name: "tax_rates");

            migrationBuilder.DropTable(
                name: "tax_settings");

            migrationBuilder.DropTable(
                name: "vat_checks");

            migrationBuilder.DropIndex(
                name: "ix_invoices_cross_border",
                table: "invoices");

            migrationBuilder.DropCheckConstraint(
                name: "ck_invoices_euro",
                table: "invoices");

            migrationBuilder.DropCheckConstraint(
                name: "ck_invoice_vat_exempt",
                table: "invoice_vat");

            migrationBuilder.DropColumn(
                name: "exchange_rate",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "exchange_rate_on",
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

            migrationBuilder.RenameColumn(
                name: "result_id",
                table: "idempotency_keys",
                newName: "invoice_id");


            migrationBuilder.Sql("DROP TYPE supply;");
            migrationBuilder.Sql("DROP TYPE tax_rate_kind;");
            migrationBuilder.Sql("DROP TYPE tax_regime;");
            migrationBuilder.Sql("DROP TYPE vat_check_source;");
        }
    }
}
