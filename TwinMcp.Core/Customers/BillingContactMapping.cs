using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Customers;

sealed class BillingContactMapping : IEntityTypeConfiguration<BillingContact>, IEntityTypeConfiguration<MailOptOut>
{
    public void Configure(EntityTypeBuilder<BillingContact> builder)
    {
        builder.ToTable("billing_contacts", t => t.HasCheckConstraint("ck_billing_contacts_language", "language IN ('fr', 'en')"));
        builder.HasKey(c => new { c.UserId, c.Email });
        builder.Property(c => c.Email).HasMaxLength(254);
        builder.Property(c => c.Language).HasMaxLength(2);
        builder.HasOne<Customer>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<MailOptOut> builder)
    {
        builder.ToTable("mail_opt_outs", t => t.HasCheckConstraint("ck_mail_opt_outs_recipient", "recipient = lower(recipient)"));
        builder.HasKey(o => new { o.UserId, o.Recipient });
        builder.Property(o => o.Recipient).HasMaxLength(254);
        builder.HasOne<Customer>().WithMany().HasForeignKey(o => o.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
