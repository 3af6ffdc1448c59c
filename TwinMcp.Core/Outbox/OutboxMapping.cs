using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Outbox;

sealed class OutboxMapping : IEntityTypeConfiguration<OutboxMessage>
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox", t => t.HasCheckConstraint("ck_outbox_subject", "invoice_id IS NOT NULL OR subject_id IS NOT NULL"));
        builder.Ignore(m => m.Subject);
        builder.HasKey(m => new { m.UserId, m.Id });
        builder.Property(m => m.Kind).HasMaxLength(40);
        builder.Property(m => m.Recipient).HasMaxLength(254);
        builder.Property(m => m.MessageId).HasMaxLength(200);
        builder.Property(m => m.LastAnswer).HasMaxLength(500);
        builder.Property(m => m.Data).HasColumnType("jsonb").HasConversion(d => Write(d!), s => Read(s));
        builder.HasIndex(m => m.NextAttemptAt).HasFilter("state = 'WAITING'").HasDatabaseName("ix_outbox_waiting");
        builder.HasIndex(m => new { m.UserId, m.InvoiceId }).HasDatabaseName("ix_outbox_invoice");
        // the outbox page: everything, and each of its tabs, newest first
        builder.HasIndex(m => new { m.CreatedAt, m.Id }).IsDescending().HasDatabaseName("ix_outbox_newest");
        builder.HasIndex(m => new { m.State, m.CreatedAt, m.Id }).IsDescending(false, true, true).HasDatabaseName("ix_outbox_state");
        builder.HasIndex(m => m.Id).HasDatabaseName("ix_outbox_id");
    }

    static string Write(MailFacts facts) => JsonSerializer.Serialize(facts, Json);

    static MailFacts Read(string json) => JsonSerializer.Deserialize<MailFacts>(json, Json)!;
}
