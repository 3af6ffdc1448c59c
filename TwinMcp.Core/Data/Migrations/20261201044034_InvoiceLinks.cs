using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TwinMcp.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class InvoiceLinks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.AddCheckConstraint(
                name: "ck_invoice_documents_xml",
                table: "invoice_documents",
                sql: "(xml IS NULL) = (xml_sha256 IS NULL)");

            migrationBuilder.CreateIndex(
                name: "ix_invoice_links_user_id_invoice_id",
                table: "invoice_links",
                columns: new[] { "user_id", "invoice_id" });

            migrationBuilder.CreateIndex(
                name: "ux_invoice_links_token_hash",
                table: "invoice_links",
                column: "token_hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "invoice_links");

            migrationBuilder.DropCheckConstraint(
                name: "ck_invoice_documents_xml",
                table: "invoice_documents");

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
                name: "xml",
                table: "invoice_documents");

            migrationBuilder.DropColumn(
                name: "xml_sha256",
                table: "invoice_documents");
        }
    }
}
