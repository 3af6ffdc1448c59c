using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace TwinMcp.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class AuditChain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.Sql(AuditSql.Up);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(AuditSql.Down);

            migrationBuilder.DropTable(
                name: "audit_personal");

            migrationBuilder.DropTable(
                name: "audit_seals");

            migrationBuilder.DropTable(
                name: "audit_verifications");

            migrationBuilder.DropColumn(
                name: "personal",
                table: "audit_log");

            migrationBuilder.DropColumn(
                name: "user_agent",
                table: "audit_log");
        }
    }
}
