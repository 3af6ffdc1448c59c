using System;
using Microsoft.EntityFrameworkCore.Migrations;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Subscriptions;

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

            migrationBuilder.RenameColumn(
                name: "invoice_id",
                table: "idempotency_keys",
                newName: "result_id");

            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:Enum:billing_alert_type", "INVOICE_OVERDUE,PAYMENT_FAILED,SUBSCRIPTION_EXPIRING,USAGE_THRESHOLD")
                .Annotation("Npgsql:Enum:credit_type", "ADJUSTMENT,COMPENSATION,PROMOTIONAL,REFUND")
                .Annotation("Npgsql:Enum:invoice_kind", "ONE_OFF,SUBSCRIPTION")
                .Annotation("Npgsql:Enum:invoice_status", "CANCELLED,DRAFT,OVERDUE,PAID,SENT")
                .Annotation("Npgsql:Enum:line_component", "FEE,FLAT,LATE_USAGE,OTHER,PRORATION,REQUESTS,SURCHARGE,TOKENS,TRUE_UP")
                .Annotation("Npgsql:Enum:outbox_state", "DELIVERED,FAILED,FILED,WAITING")
                .Annotation("Npgsql:Enum:payment_status", "COMPLETED,FAILED,PENDING,PROCESSING,REFUNDED")
                .Annotation("Npgsql:Enum:period_type", "monthly,quarterly,yearly")
                .Annotation("Npgsql:Enum:price_component", "CHARGES,FLAT,REQUESTS,TOKENS")
                .Annotation("Npgsql:Enum:price_model", "FLAT,GRADUATED,PACKAGE,PERCENTAGE,PER_UNIT,VOLUME")
                .Annotation("Npgsql:Enum:subscription_interval", "MONTH,YEAR")
                .Annotation("Npgsql:Enum:subscription_status", "ACTIVE,CANCELLED,EXPIRED,PAUSED")
                .Annotation("Npgsql:Enum:usage_share_kind", "FREE,LATE,REGULAR")
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

            migrationBuilder.AddColumn<string>(
                name: "basis",
                table: "invoice_lines",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "pk_plan_prices",
                table: "plan_prices",
                columns: new[] { "plan_version_id", "component", "tool" });

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
                name: "ix_invoice_usage_days",
                table: "invoice_usage",
                columns: new[] { "user_id", "from_on" });

            migrationBuilder.AddForeignKey(
                name: "fk_subscriptions_next_plan_versions",
                table: "subscriptions",
                column: "next_plan_version_id",
                principalTable: "plan_versions",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Sql(BillingSql.Up);

            migrationBuilder.Sql(SubscriptionSql.Up);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(SubscriptionSql.Down);

            migrationBuilder.Sql(BillingSql.Down);

            migrationBuilder.DropForeignKey(
                name: "fk_subscriptions_next_plan_versions",
                table: "subscriptions");

            migrationBuilder.DropTable(
                name: "closed_periods");

            migrationBuilder.DropTable(
                name: "invoice_usage");

            migrationBuilder.DropTable(
                name: "plan_price_tiers");

            migrationBuilder.DropTable(
                name: "subscription_pauses");

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
                name: "basis",
                table: "invoice_lines");

            migrationBuilder.RenameColumn(
                name: "result_id",
                table: "idempotency_keys",
                newName: "invoice_id");

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

            migrationBuilder.Sql("DROP TYPE price_model;");
            migrationBuilder.Sql("DROP TYPE usage_share_kind;");
        }
    }
}
