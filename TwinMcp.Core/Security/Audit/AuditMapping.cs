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
        builder.Property(a => a.UserAgent).HasMaxLength(300);
        builder.Property(a => a.RequestId).HasMaxLength(100);
        builder.Property(a => a.Data).HasColumnType("jsonb");
        builder.HasIndex(a => new { a.EntityId, a.Id }).HasDatabaseName("ix_audit_log_entity");
        builder.HasIndex(a => a.ActorId).HasFilter("actor_id IS NOT NULL").HasDatabaseName("ix_audit_log_actor");
        builder.HasIndex(a => a.At).IsDescending().HasDatabaseName("ix_audit_log_at");
    }
}

sealed class AuditPersonalMapping : IEntityTypeConfiguration<AuditPersonal>
{
    public void Configure(EntityTypeBuilder<AuditPersonal> builder)
    {
        builder.ToTable("audit_personal");
        builder.HasKey(p => p.AuditId);
        builder.Property(p => p.AuditId).ValueGeneratedNever();
        builder.Property(p => p.ActorName).HasMaxLength(200);
        builder.Property(p => p.IpAddress).HasMaxLength(45);
        builder.Property(p => p.UserAgent).HasMaxLength(300);
        builder.HasIndex(p => p.At).HasDatabaseName("ix_audit_personal_at");
        builder.HasIndex(p => new { p.IpAddress, p.AuditId }).HasFilter("ip_address IS NOT NULL").HasDatabaseName("ix_audit_personal_ip");
    }
}

sealed class AuditSealMapping : IEntityTypeConfiguration<AuditSeal>
{
    public void Configure(EntityTypeBuilder<AuditSeal> builder)
    {
        builder.ToTable("audit_seals", t => t.HasCheckConstraint("ck_audit_seals_whole", "cardinality(ids) > 0 AND octet_length(hashes) = 32 * cardinality(ids)"));
        builder.HasKey(s => s.Number);
        builder.Property(s => s.Number).ValueGeneratedNever();
        builder.HasIndex(s => s.LastId).HasDatabaseName("ix_audit_seals_last_id");
    }
}

sealed class AuditVerificationMapping : IEntityTypeConfiguration<AuditVerification>
{
    public void Configure(EntityTypeBuilder<AuditVerification> builder)
    {
        builder.ToTable("audit_verifications");
        builder.HasKey(v => v.Id);
        builder.Property(v => v.Id).UseIdentityAlwaysColumn();
    }
}
