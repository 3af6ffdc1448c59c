using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TwinMcp.Core.Tax;

/// <summary>Facts of the seller and of the world, not of a customer: their keys do not begin with <c>user_id</c>.</summary>
sealed class TaxMapping : IEntityTypeConfiguration<TaxSettings>, IEntityTypeConfiguration<TaxRate>, IEntityTypeConfiguration<VatCheck>, IEntityTypeConfiguration<ExchangeRate>
{
    public void Configure(EntityTypeBuilder<TaxSettings> builder)
    {
        builder.ToTable("tax_settings", t =>
        {
            t.HasCheckConstraint("ck_tax_settings_only", "id = 1");
            t.HasCheckConstraint("ck_tax_settings_age", "check_max_age_days BETWEEN 1 AND 366");
        });
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.SellerCountry).HasMaxLength(2);
        builder.Property(s => s.Version).IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<TaxRate> builder)
    {
        builder.ToTable("tax_rates", t => t.HasCheckConstraint("ck_tax_rates_rate", "rate BETWEEN 0 AND 100"));
        builder.HasKey(r => new { r.Country, r.Kind, r.ValidFrom });
        builder.Property(r => r.Country).HasMaxLength(5);
        builder.Property(r => r.Rate).HasPrecision(7, 4);
    }

    public void Configure(EntityTypeBuilder<VatCheck> builder)
    {
        builder.ToTable("vat_checks");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Number).HasMaxLength(20);
        builder.Property(c => c.ConsultationNumber).HasMaxLength(50);
        builder.Property(c => c.Name).HasMaxLength(300);
        builder.HasIndex(c => new { c.Number, c.Source, c.RequestedAt }).IsDescending(false, false, true).HasDatabaseName("ix_vat_checks_latest");
    }

    public void Configure(EntityTypeBuilder<ExchangeRate> builder)
    {
        builder.ToTable("exchange_rates", t => t.HasCheckConstraint("ck_exchange_rates_rate", "rate_to_eur > 0 AND currency <> 'EUR'"));
        builder.HasKey(r => new { r.Currency, r.On });
        builder.Property(r => r.RateToEur).HasPrecision(20, 10);
    }
}
