using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TwinMcp.Core.Customers;

namespace TwinMcp.Core.Credits;

sealed class CreditMapping : IEntityTypeConfiguration<Credit>
{
    public void Configure(EntityTypeBuilder<Credit> builder)
    {
        builder.ToTable("credits", t => t.HasCheckConstraint("ck_credits_remaining", "amount > 0 AND remaining BETWEEN 0 AND amount"));
        builder.HasKey(c => new { c.UserId, c.Id });
        builder.HasOne<Customer>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(c => c.Reason).HasMaxLength(500);
    }
}
