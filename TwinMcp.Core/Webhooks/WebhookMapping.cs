using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Webhooks;

sealed class WebhookMapping : IEntityTypeConfiguration<WebhookEndpoint>, IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        builder.ToTable("webhook_endpoints");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Url).HasMaxLength(EditWebhook.LongestUrl);
        builder.Property(e => e.Description).HasMaxLength(EditWebhook.LongestDescription);
        builder.Property(e => e.Secret).HasMaxLength(500);
        builder.Property(e => e.OldSecret).HasMaxLength(500);
        builder.Property(e => e.DisabledReason).HasMaxLength(200);
        builder.Property(e => e.Version).IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.HasKey(d => d.Id);
        builder.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(d => d.EndpointId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(d => d.EventId).HasMaxLength(60);
        builder.Property(d => d.EventType).HasMaxLength(60);
        builder.Property(d => d.LastAnswer).HasMaxLength(WebhookAnswer.Longest);
        builder.HasIndex(d => d.NextAttemptAt).HasFilter("state = 'PENDING'").HasDatabaseName("ix_webhook_deliveries_due");
        builder.HasIndex(d => new { d.EndpointId, d.CreatedAt, d.Id }).IsDescending(false, true, true).HasDatabaseName("ix_webhook_deliveries_endpoint");
        builder.HasIndex(d => d.CreatedAt).HasFilter("state <> 'PENDING'").HasDatabaseName("ix_webhook_deliveries_old");
    }
}
