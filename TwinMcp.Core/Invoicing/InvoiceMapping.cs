using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Payments;

namespace TwinMcp.Core.Invoicing;

/// <summary>Keys begin with <c>user_id</c> so that the tables can be distributed by it (docs/adr/0006-distributable-keys.md).</summary>
sealed class InvoiceMapping : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> builder)
    {
        builder.ToTable("invoices", Checks);
        builder.HasKey(i => new { i.UserId, i.Id });
        builder.HasOne<Customer>().WithMany().HasForeignKey(i => i.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(i => i.Number).HasMaxLength(35);
        builder.Property(i => i.Language).HasMaxLength(2);
        builder.Property(i => i.CustomerName).HasMaxLength(200);
        builder.Property(i => i.PlanName).HasMaxLength(100);
        builder.Property(i => i.PurchaseOrder).HasMaxLength(100);
        builder.Property(i => i.BuyerReference).HasMaxLength(100);
        builder.Property(i => i.Note).HasMaxLength(1000);
        builder.Property(i => i.Version).IsRowVersion();
        builder.Property(i => i.Seller).HasColumnType("jsonb").HasConversion(p => Write(p), s => Read(s));
        builder.Property(i => i.Buyer).HasColumnType("jsonb").HasConversion(p => Write(p), s => Read(s));
        builder.Ignore(i => i.Due).Ignore(i => i.Period).Ignore(i => i.IsIssued).Ignore(i => i.IsCreditNote);
        builder.Property(i => i.Credited).HasDefaultValue(0m);
        builder.Property(i => i.Released).HasDefaultValue(0m);
        builder.Property(i => i.CreditedNumber).HasMaxLength(35);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(i => new { i.UserId, i.CreditedInvoiceId }).OnDelete(DeleteBehavior.Restrict);
        // sort keys without nulls: one plain keyset in both directions; drafts come first when newest is first, a cancelled draft lies where it was made
        builder.Property<DateOnly>("SortDate").HasComputedColumnSql("CASE WHEN issue_date IS NOT NULL THEN issue_date WHEN status = 'DRAFT' THEN DATE '9999-12-31' ELSE (created_at AT TIME ZONE 'UTC')::date END", stored: true);
        builder.Property<DateOnly>("SortDue").HasComputedColumnSql("coalesce(due_date, DATE '9999-12-31')", stored: true);
        builder.Property<string>("SortNumber").HasMaxLength(35).HasComputedColumnSql("coalesce(number, '')", stored: true);
        Indexes(builder);
        builder.HasMany(i => i.Lines).WithOne().HasForeignKey(l => new { l.UserId, l.InvoiceId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(i => i.Adjustments).WithOne().HasForeignKey(l => new { l.UserId, l.InvoiceId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(i => i.Vat).WithOne().HasForeignKey(l => new { l.UserId, l.InvoiceId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany<Payment>().WithOne().HasForeignKey(p => new { p.UserId, p.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
    }

    static void Checks(TableBuilder<Invoice> table)
    {
        table.HasCheckConstraint("ck_invoices_totals", "subtotal = line_total - allowance_total + charge_total AND total = subtotal + tax");
        table.HasCheckConstraint("ck_invoices_paid", "paid >= 0 AND paid <= greatest(total - prepaid + rounding, 0)");
        table.HasCheckConstraint("ck_invoices_exponent", "(line_total, allowance_total, charge_total, tax, prepaid, rounding, paid) = (round(line_total, currency_exponent(currency)), round(allowance_total, currency_exponent(currency)), round(charge_total, currency_exponent(currency)), round(tax, currency_exponent(currency)), round(prepaid, currency_exponent(currency)), round(rounding, currency_exponent(currency)), round(paid, currency_exponent(currency)))");
        table.HasCheckConstraint("ck_invoices_settled", "credited >= 0 AND released BETWEEN 0 AND paid + prepaid AND credited <= greatest(total + rounding, 0) AND (number IS NULL OR total - prepaid + rounding - paid - credited + released >= 0) AND (credited, released) = (round(credited, currency_exponent(currency)), round(released, currency_exponent(currency)))");
        table.HasCheckConstraint("ck_invoices_credit_note", "(kind::text = 'CREDIT_NOTE') = (credited_invoice_id IS NOT NULL) AND (credited_invoice_id IS NULL) = (credited_number IS NULL) AND (credited_invoice_id IS NULL) = (credited_date IS NULL) AND (credited_invoice_id IS NULL) = (credited_position IS NULL)");
        table.HasCheckConstraint("ck_invoices_issued", "(number IS NULL) = (issue_date IS NULL) AND (number IS NULL) = (status IN ('DRAFT') OR (status = 'CANCELLED' AND issue_date IS NULL))");
        table.HasCheckConstraint("ck_invoices_dates", "due_date IS NULL OR due_date >= issue_date");
        table.HasCheckConstraint("ck_invoices_period", "(period_start IS NULL) = (period_end IS NULL) AND (period_start IS NULL) = (period_type IS NULL) AND (period_end IS NULL OR period_end > period_start)");
        table.HasCheckConstraint("ck_invoices_kind", "kind <> 'SUBSCRIPTION' OR period_start IS NOT NULL");
    }

    static void Indexes(EntityTypeBuilder<Invoice> builder)
    {
        builder.HasIndex(i => i.Id).HasDatabaseName("ix_invoices_id");
        builder.HasIndex(i => new { i.UserId, i.Kind, i.PeriodStart }).IsUnique()
            .HasFilter("status <> 'CANCELLED' AND kind = 'SUBSCRIPTION'").HasDatabaseName("ux_invoices_one_per_period");
        builder.HasIndex(i => new { i.UserId, i.CreditedInvoiceId, i.CreditedPosition }).IsUnique()
            .HasFilter("credited_invoice_id IS NOT NULL").HasDatabaseName("ux_invoices_credit_notes");
        builder.HasIndex("UserId", "SortDate", "Id").IsDescending(false, true, true).HasDatabaseName("ix_invoices_user_date");
        builder.HasIndex("Status", "SortDate", "Id").IsDescending(false, true, true).HasDatabaseName("ix_invoices_status_date");
        builder.HasIndex("SortDate", "Id").IsDescending(true, true).HasDatabaseName("ix_invoices_date");
        builder.HasIndex("Status", "Id").HasDatabaseName("ix_invoices_status_id");
        builder.HasIndex("SortDue", "Id").HasDatabaseName("ix_invoices_due");
        builder.HasIndex("Total", "Id").HasDatabaseName("ix_invoices_total");
        builder.HasIndex("SortNumber", "Id").HasDatabaseName("ix_invoices_sort_number");
        builder.HasIndex(i => i.Number).HasDatabaseName("ix_invoices_number_trgm").HasMethod("gin").HasOperators("gin_trgm_ops");
        builder.HasIndex(i => i.CustomerName).HasDatabaseName("ix_invoices_customer_trgm").HasMethod("gin").HasOperators("gin_trgm_ops");
        builder.HasIndex(i => i.DueDate).HasFilter("status = 'SENT'").HasDatabaseName("ix_invoices_sent_due");
    }

    static string? Write(Party? party) => party is null ? null : JsonSerializer.Serialize(party, JsonSerializerOptions.Web);

    static Party? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<Party>(json, JsonSerializerOptions.Web);
}

sealed class InvoicePartsMapping : IEntityTypeConfiguration<InvoiceLine>, IEntityTypeConfiguration<InvoiceAdjustment>, IEntityTypeConfiguration<InvoiceVat>
{
    public void Configure(EntityTypeBuilder<InvoiceLine> builder)
    {
        builder.ToTable("invoice_lines", t => t.HasCheckConstraint("ck_invoice_lines_base", "base_quantity > 0"));
        builder.HasKey(l => new { l.UserId, l.InvoiceId, l.LineNumber });
        builder.Property(l => l.Description).HasMaxLength(500);
        builder.Property(l => l.Detail).HasMaxLength(500);
        builder.Property(l => l.Unit).HasMaxLength(30);
        builder.Property(l => l.UnitPrice).HasPrecision(20, 10);
        builder.Property(l => l.VatRate).HasPrecision(7, 4);
        builder.Property(l => l.Basis).HasColumnType("jsonb");
    }

    public void Configure(EntityTypeBuilder<InvoiceAdjustment> builder)
    {
        builder.ToTable("invoice_adjustments");
        builder.HasKey(a => new { a.UserId, a.InvoiceId, a.Position });
        builder.Property(a => a.Reason).HasMaxLength(500);
        builder.Property(a => a.VatRate).HasPrecision(7, 4);
    }

    public void Configure(EntityTypeBuilder<InvoiceVat> builder)
    {
        builder.ToTable("invoice_vat");
        builder.HasKey(v => new { v.UserId, v.InvoiceId, v.Position });
        builder.Property(v => v.Rate).HasPrecision(7, 4);
    }
}
