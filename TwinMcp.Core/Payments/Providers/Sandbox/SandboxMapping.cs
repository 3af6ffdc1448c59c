using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Payments.Providers.Sandbox;

/// <summary>The sandbox's own tables: they stand for another company's database, so nothing of ours refers to them.</summary>
sealed class SandboxMapping : IEntityTypeConfiguration<SandboxIntent>, IEntityTypeConfiguration<SandboxEvent>
{
    public void Configure(EntityTypeBuilder<SandboxIntent> builder)
    {
        builder.ToTable("sandbox_intents", t => t.HasCheckConstraint("ck_sandbox_intents_amounts", "amount_minor > 0 AND refunded_minor BETWEEN 0 AND amount_minor"));
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Id).HasMaxLength(60);
        builder.Property(i => i.IdempotencyKey).HasMaxLength(255);
        builder.Property(i => i.InvoiceNumber).HasMaxLength(35);
        builder.HasIndex(i => i.IdempotencyKey).IsUnique();
    }

    public void Configure(EntityTypeBuilder<SandboxEvent> builder)
    {
        builder.ToTable("sandbox_events");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).HasMaxLength(60);
        builder.Property(e => e.IntentId).HasMaxLength(60);
        builder.HasIndex(e => new { e.CreatedAt, e.Id }).HasFilter("delivered_at IS NULL AND NOT is_held").HasDatabaseName("ix_sandbox_events_undelivered");
        builder.Property(e => e.IdempotencyKey).HasMaxLength(255);
        builder.HasIndex(e => e.IdempotencyKey).IsUnique().HasFilter("idempotency_key IS NOT NULL");
        builder.HasIndex(e => e.IntentId);
    }
}
