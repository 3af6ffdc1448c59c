using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TwinMcp.Core.Customers;

namespace TwinMcp.Core.Alerts;

sealed class BillingAlertMapping : IEntityTypeConfiguration<BillingAlert>, IEntityTypeConfiguration<UsageAlertRule>
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
    };

    public void Configure(EntityTypeBuilder<BillingAlert> builder)
    {
        builder.ToTable("billing_alerts");
        builder.HasKey(a => new { a.UserId, a.Id });
        builder.HasOne<Customer>().WithMany().HasForeignKey(a => a.UserId).OnDelete(DeleteBehavior.Restrict);
        // the defaults are for rows of the release before: each its own subject until AlertSql gives it its invoice's
        builder.Property(a => a.Subject).HasMaxLength(150).HasDefaultValueSql("gen_random_uuid()::text");
        builder.Property(a => a.Data).HasColumnType("jsonb").HasDefaultValueSql("'{}'::jsonb").HasConversion(d => Write(d), s => Read(s));
        builder.HasIndex(a => new { a.UserId, a.Type, a.Subject }).IsUnique().HasDatabaseName("ux_billing_alerts_subject");
        builder.HasIndex(a => a.Id).HasDatabaseName("ix_billing_alerts_id");
        builder.HasIndex(a => new { a.CreatedAt, a.Id }).IsDescending().HasDatabaseName("ix_billing_alerts_newest");
        builder.HasIndex(a => new { a.Type, a.CreatedAt, a.Id }).IsDescending(false, true, true).HasDatabaseName("ix_billing_alerts_type");
        builder.HasIndex(a => new { a.UserId, a.CreatedAt, a.Id }).IsDescending(false, true, true).HasDatabaseName("ix_billing_alerts_user");
        builder.HasIndex(a => new { a.CreatedAt, a.Id }, "ix_billing_alerts_unread").IsDescending().HasFilter("read_at IS NULL");
        builder.HasIndex(a => new { a.UserId, a.CreatedAt, a.Id }, "ix_billing_alerts_user_unread").IsDescending(false, true, true).HasFilter("read_at IS NULL");
    }

    public void Configure(EntityTypeBuilder<UsageAlertRule> builder)
    {
        builder.ToTable("usage_alert_rules", t => t.HasCheckConstraint("ck_usage_alert_rules_quantity", "quantity > 0 AND cardinality(percents) > 0"));
        builder.HasKey(r => new { r.UserId, r.Metric });
        builder.HasOne<Customer>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Restrict);
    }

    static string Write(AlertData data) => JsonSerializer.Serialize(data, Json);

    static AlertData Read(string json) => JsonSerializer.Deserialize<AlertData>(json, Json)!;
}
