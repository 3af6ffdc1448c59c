using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Invoicing;

sealed class NumberRegisterMapping : IEntityTypeConfiguration<NumberSeries>, IEntityTypeConfiguration<NumberEntry>, IEntityTypeConfiguration<StoredDocument>
{
    public void Configure(EntityTypeBuilder<NumberSeries> builder)
    {
        builder.ToTable("number_series");
        builder.HasKey(s => new { s.Series, s.Year });
        builder.Property(s => s.Series).HasMaxLength(10);
    }

    public void Configure(EntityTypeBuilder<NumberEntry> builder)
    {
        builder.ToTable("number_register", t => t.HasCheckConstraint("ck_number_register_n", "n > 0"));
        builder.HasKey(e => new { e.Series, e.Year, e.N });
        builder.Property(e => e.Series).HasMaxLength(10);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(e => new { e.UserId, e.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.UserId, e.InvoiceId }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<StoredDocument> builder)
    {
        builder.ToTable("invoice_documents", t => t.HasCheckConstraint("ck_invoice_documents_xml", "(xml IS NULL) = (xml_sha256 IS NULL)"));
        builder.HasKey(d => new { d.UserId, d.InvoiceId });
        builder.Property(d => d.Sha256).HasMaxLength(64).IsFixedLength();
        builder.Property(d => d.XmlSha256).HasMaxLength(64).IsFixedLength();
        builder.HasOne<Invoice>().WithOne().HasForeignKey<StoredDocument>(d => new { d.UserId, d.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
    }
}
