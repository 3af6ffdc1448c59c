using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Customers;

sealed class CustomerMapping : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.ToTable("user_profiles", t => t.HasCheckConstraint("ck_user_profiles_language", "language IN ('fr', 'en')"));
        builder.HasKey(c => c.UserId);
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.ContactName).HasMaxLength(200);
        builder.Property(c => c.BillingEmail).HasMaxLength(254);
        builder.Property(c => c.Phone).HasMaxLength(40);
        builder.Property(c => c.Language).HasMaxLength(2);
        builder.Property(c => c.VatId).HasMaxLength(20);
        builder.Property(c => c.Siren).HasMaxLength(9);
        builder.Property(c => c.Siret).HasMaxLength(14).IsFixedLength();
        builder.Property(c => c.ElectronicAddress).HasMaxLength(140);
        builder.Property(c => c.DeliveryAddress).HasColumnType("jsonb").HasConversion(a => Write(a), s => Read(s));
        builder.Property(c => c.Version).IsRowVersion();
        builder.ComplexProperty(c => c.Address, a =>
        {
            a.Property(p => p.Line1).HasColumnName("address_line1").HasMaxLength(200);
            a.Property(p => p.Line2).HasColumnName("address_line2").HasMaxLength(200);
            a.Property(p => p.PostalCode).HasColumnName("postal_code").HasMaxLength(20);
            a.Property(p => p.City).HasColumnName("city").HasMaxLength(100);
            a.Property(p => p.Country).HasColumnName("country").HasMaxLength(2);
        });
        builder.HasIndex(c => c.Name).HasMethod("gin").HasOperators("gin_trgm_ops").HasDatabaseName("ix_user_profiles_name_trgm");
        builder.HasIndex(c => new { c.Name, c.UserId }).HasDatabaseName("ix_user_profiles_name");
    }

    static string? Write(PostalAddress? address) => address is null ? null : JsonSerializer.Serialize(address, JsonSerializerOptions.Web);

    static PostalAddress? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<PostalAddress>(json, JsonSerializerOptions.Web);
}
