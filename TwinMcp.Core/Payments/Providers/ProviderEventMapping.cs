using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Payments.Providers;

/// <summary>The key is the provider's: an event comes before anybody knows whose it is.</summary>
sealed class ProviderEventMapping : IEntityTypeConfiguration<ProviderEvent>
{
    public void Configure(EntityTypeBuilder<ProviderEvent> builder)
    {
        builder.ToTable("provider_events");
        builder.HasKey(e => new { e.Provider, e.EventId });
        builder.Property(e => e.Provider).HasMaxLength(20);
        builder.Property(e => e.EventId).HasMaxLength(100);
        builder.Property(e => e.Type).HasMaxLength(100);
        builder.Property(e => e.TransactionId).HasMaxLength(100);
        builder.Property(e => e.Currency).HasMaxLength(10);
        builder.Property(e => e.Reason).HasMaxLength(200);
        builder.HasIndex(e => new { e.Provider, e.TransactionId }).HasDatabaseName("ix_provider_events_transaction");
        builder.HasIndex(e => new { e.ReceivedAt, e.EventId }).IsDescending(true, true).HasDatabaseName("ix_provider_events_received");
        builder.HasIndex(e => new { e.Outcome, e.ReceivedAt, e.EventId }).IsDescending(false, true, true).HasDatabaseName("ix_provider_events_outcome");
    }
}
