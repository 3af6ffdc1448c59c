using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Catalog;

sealed class LibraryMapping : IEntityTypeConfiguration<Library>
{
    public void Configure(EntityTypeBuilder<Library> builder)
    {
        builder.ToTable("libraries");
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).HasMaxLength(200);
        builder.Property(l => l.Name).HasMaxLength(200);
        builder.HasIndex(l => l.Name).HasMethod("gin").HasOperators("gin_trgm_ops");
    }
}
