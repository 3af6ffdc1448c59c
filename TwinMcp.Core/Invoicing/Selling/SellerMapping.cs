using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Invoicing.Selling;

sealed class SellerMapping : IEntityTypeConfiguration<SellerProfile>, IEntityTypeConfiguration<SellerLogo>
{
    public void Configure(EntityTypeBuilder<SellerProfile> builder)
    {
        builder.ToTable("seller_profile", t => t.HasCheckConstraint("ck_seller_profile_only", "id = 1"));
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Party).HasColumnType("jsonb").HasConversion(
            p => JsonSerializer.Serialize(p, JsonSerializerOptions.Web),
            s => JsonSerializer.Deserialize<Party>(s, JsonSerializerOptions.Web)!);
        builder.Property(s => s.UpdatedBy).HasMaxLength(200);
        builder.Property(s => s.Version).IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<SellerLogo> builder)
    {
        builder.ToTable("seller_logos", t =>
        {
            t.HasCheckConstraint("ck_seller_logos_hash", "hash = encode(sha256(content), 'hex')");
            t.HasCheckConstraint("ck_seller_logos_type", "content_type IN ('image/png', 'image/jpeg')");
        });
        builder.HasKey(l => l.Hash);
        builder.Property(l => l.Hash).HasMaxLength(64).IsFixedLength();
        builder.Property(l => l.ContentType).HasMaxLength(20);
    }
}
