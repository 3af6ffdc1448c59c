using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Security.ApiKeys;

sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys", t =>
        {
            t.HasCheckConstraint("ck_api_keys_customer", "(role = 'CUSTOMER') = (user_id IS NOT NULL)");
            // an empty list would read as "not narrowed"
            t.HasCheckConstraint("ck_api_keys_scopes", "cardinality(scopes) > 0");
        });
        builder.HasKey(k => k.Id);
        builder.Property(k => k.Prefix).HasMaxLength(20);
        builder.Property(k => k.Name).HasMaxLength(100);
        builder.HasIndex(k => k.Prefix).IsUnique();
        builder.HasIndex(k => new { k.UserId, k.Id });
    }
}
