using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TwinMcp.Core.Customers;

namespace TwinMcp.Core.Subscriptions;

sealed class SubscriptionMapping : IEntityTypeConfiguration<Subscription>
{
    public void Configure(EntityTypeBuilder<Subscription> builder)
    {
        builder.ToTable("subscriptions", t =>
        {
            t.HasCheckConstraint("ck_subscriptions_anchor", "anchor_day BETWEEN 1 AND 31");
            t.HasCheckConstraint("ck_subscriptions_range", "ends_on IS NULL OR ends_on > started_on");
        });
        builder.HasKey(s => new { s.UserId, s.Id });
        builder.HasOne<Customer>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(s => s.PlanVersion).WithMany().HasForeignKey(s => s.PlanVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.PlanVersionId);
        builder.HasIndex(s => s.UserId).IsUnique().HasFilter("status = 'ACTIVE'").HasDatabaseName("ux_subscriptions_one_active");
    }
}
