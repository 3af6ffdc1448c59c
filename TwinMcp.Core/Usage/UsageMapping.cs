using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TwinMcp.Core.Customers;

namespace TwinMcp.Core.Usage;

/// <summary>The raw records (<c>usage_logs</c>, partitioned by month) are plain SQL: see the first migration and <c>UsageIngestionSql</c>.</summary>
sealed class UsageMapping : IEntityTypeConfiguration<UsageMonth>, IEntityTypeConfiguration<UsageDay>
{
    public void Configure(EntityTypeBuilder<UsageMonth> builder)
    {
        builder.ToTable("usage_months");
        builder.HasKey(u => new { u.UserId, u.Month, u.Tool });
        builder.HasOne<Customer>().WithMany().HasForeignKey(u => u.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(u => u.Tool).HasMaxLength(60);
    }

    public void Configure(EntityTypeBuilder<UsageDay> builder)
    {
        builder.ToTable("usage_days");
        builder.HasKey(u => new { u.UserId, u.Day, u.Tool });
        builder.HasOne<Customer>().WithMany().HasForeignKey(u => u.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(u => u.Tool).HasMaxLength(60);
    }
}
