using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Outbox;

sealed class OutboxMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.HasKey(m => new { m.UserId, m.Id });
        builder.Property(m => m.Kind).HasMaxLength(40);
        builder.Property(m => m.Recipient).HasMaxLength(254);
        builder.Property(m => m.MessageId).HasMaxLength(200);
        builder.Property(m => m.LastAnswer).HasMaxLength(500);
        builder.HasIndex(m => m.NextAttemptAt).HasFilter("state = 'WAITING'").HasDatabaseName("ix_outbox_waiting");
        builder.HasIndex(m => new { m.UserId, m.InvoiceId }).HasDatabaseName("ix_outbox_invoice");
    }
}
