using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Security.Audit;

sealed class AuditMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_log");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).UseIdentityAlwaysColumn();
        builder.Property(a => a.Action).HasMaxLength(60);
        builder.Property(a => a.ActorRole).HasMaxLength(20);
        builder.Property(a => a.ActorName).HasMaxLength(200);
        builder.Property(a => a.IpAddress).HasMaxLength(45);
        builder.Property(a => a.RequestId).HasMaxLength(100);
        builder.Property(a => a.Data).HasColumnType("jsonb");
        builder.HasIndex(a => new { a.EntityId, a.Id }).HasDatabaseName("ix_audit_log_entity");
        builder.HasIndex(a => a.ActorId).HasFilter("actor_id IS NOT NULL").HasDatabaseName("ix_audit_log_actor");
        builder.HasIndex(a => a.At).IsDescending().HasDatabaseName("ix_audit_log_at");
    }
}
