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
        builder.HasIndex(l => new { l.Name, l.Id, l.Description }).HasMethod("gin").HasOperators("gin_trgm_ops", "gin_trgm_ops", "gin_trgm_ops").HasDatabaseName("ix_libraries_text_trgm");
        builder.HasIndex(l => new { l.Name, l.Id }).HasDatabaseName("ix_libraries_name");
    }
}
