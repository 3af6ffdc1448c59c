using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Pricing;

namespace TwinMcp.Core.Subscriptions;

sealed class SubscriptionMapping : IEntityTypeConfiguration<Subscription>, IEntityTypeConfiguration<SubscriptionPause>
{
    public void Configure(EntityTypeBuilder<Subscription> builder)
    {
        builder.ToTable("subscriptions", t =>
        {
            t.HasCheckConstraint("ck_subscriptions_anchor", "anchor_day BETWEEN 1 AND 31");
            t.HasCheckConstraint("ck_subscriptions_range", "ends_on IS NULL OR ends_on > started_on");
            t.HasCheckConstraint("ck_subscriptions_trial", "trial_ends_on >= started_on");
            t.HasCheckConstraint("ck_subscriptions_change", "(changes_on IS NULL) = (next_plan_version_id IS NULL) AND (changes_on IS NULL) = (next_interval IS NULL)");
        });
        builder.HasKey(s => new { s.UserId, s.Id });
        builder.HasOne<Customer>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(s => s.PlanVersion).WithMany().HasForeignKey(s => s.PlanVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PlanVersion>().WithMany().HasForeignKey(s => s.NextPlanVersionId).HasConstraintName("fk_subscriptions_next_plan_versions").OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(s => s.Pauses).WithOne().HasForeignKey(p => new { p.UserId, p.SubscriptionId }).OnDelete(DeleteBehavior.Cascade);
        builder.Property(s => s.Version).IsRowVersion();
        builder.Property(s => s.YearsFrom).HasDefaultValueSql("DATE '2000-01-01'");
        builder.Ignore(s => s.PaidFrom).Ignore(s => s.IsRunning).Ignore(s => s.OpenPause);
        builder.HasIndex(s => s.Id).HasDatabaseName("ix_subscriptions_id");
        builder.HasIndex(s => new { s.StartedOn, s.Id }).HasDatabaseName("ix_subscriptions_started");
        builder.HasIndex(s => new { s.Status, s.StartedOn, s.Id }).HasDatabaseName("ix_subscriptions_status");
        builder.HasIndex(s => new { s.UserId, s.StartedOn, s.Id }).HasDatabaseName("ix_subscriptions_user");
        builder.HasIndex(s => new { s.PlanVersionId, s.StartedOn, s.Id }).HasDatabaseName("ix_subscriptions_plan");
        builder.HasIndex(s => s.UserId).IsUnique().HasFilter("status IN ('ACTIVE', 'PAUSED')").HasDatabaseName("ux_subscriptions_one_active");
        builder.HasIndex(s => s.ChangesOn).HasFilter("changes_on IS NOT NULL").HasDatabaseName("ix_subscriptions_changes");
        builder.HasIndex(s => s.EndsOn).HasFilter("ends_on IS NOT NULL AND status IN ('ACTIVE', 'PAUSED')").HasDatabaseName("ix_subscriptions_ending");
    }

    public void Configure(EntityTypeBuilder<SubscriptionPause> builder)
    {
        builder.ToTable("subscription_pauses", t => t.HasCheckConstraint("ck_subscription_pauses_range", "to_on > from_on"));
        builder.HasKey(p => new { p.UserId, p.SubscriptionId, p.FromOn });
    }
}
