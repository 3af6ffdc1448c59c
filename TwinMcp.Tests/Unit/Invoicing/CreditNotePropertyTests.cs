using FsCheck;
using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Core.Tax;
using TwinMcp.Tests.Support;
using Xunit;
using Property = TwinMcp.Tests.Support.Property;

namespace TwinMcp.Tests.Unit.Invoicing;

/// <summary>However an invoice is taken back, the parts sum to it: per line, per VAT group, in total; and money is never lost on the way.</summary>
public sealed class CreditNotePropertyTests
{
    const int Tries = 2_000;

    static readonly DateOnly Today = new(2026, 11, 23);
    static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    static readonly Party Somebody = new("x", new PostalAddress("1", null, "1", "x", "FR"));

    static readonly Gen<Currency> Currencies = Gen.Elements(Currency.Eur, Currency.Of("JPY"), Currency.Of("TND"));

    static readonly Gen<VatTreatment> Treatments = Gen.Elements(
        new VatTreatment(VatCategory.S, 20m), new VatTreatment(VatCategory.S, 5.5m), new VatTreatment(VatCategory.S, 2.1m), new VatTreatment(VatCategory.AE, 0m));

    static readonly Gen<LineInput> Lines =
        from quantity in Gen.Choose(1, 5_000)
        from price in Gen.Choose(1, 99_999)
        from vat in Treatments
        select new LineInput("x", quantity / 10m, price / 1_000m, vat);

    /// <summary>An invoice, what was paid of it before, and the thousandths of each line that notes ask for, one after the other.</summary>
    static readonly Gen<(InvoiceInput Input, int Paid, int[] Asked)> Cases =
        from currency in Currencies
        from lines in Gen.ListOf(Lines, 4)
        from allowance in Gen.Choose(0, 3)
        from paid in Gen.Choose(0, 100)
        from asked in Gen.ArrayOf(Gen.Choose(1, 1_000), 12)
        select (new InvoiceInput(currency, [.. lines])
        {
            Adjustments = allowance == 0 ? [] : [new AdjustmentInput(allowance == 2, currency.Round(lines[0].UnitPrice * lines[0].Quantity / 10m), lines[0].Vat)],
        }, paid, asked);

    [Fact]
    public void Notes_InAnyOrderAndSplit_SumExactlyToTheInvoice() => Property.Holds(Cases, c =>
    {
        var (invoice, notes) = Credited(c.Input, c.Paid, c.Asked);
        var lines = invoice.Lines.All(l => notes.SelectMany(n => n.Lines).Where(x => x.CreditedLine == l.LineNumber).Sum(x => x.Net) == l.Net);
        var groups = invoice.Vat.All(v => Sum(notes, v, g => g.Taxable) == v.Taxable && Sum(notes, v, g => g.Tax) == v.Tax);
        return lines && groups && notes.Sum(n => n.Total) == invoice.Total && invoice is { Status: InvoiceStatus.Cancelled, Due: 0 };
    }, Tries);

    [Fact]
    public void Notes_Each_AddUpAndGiveBackNoMoreThanWasLeft() => Property.Holds(Cases, c =>
    {
        var (invoice, notes) = Credited(c.Input, c.Paid, c.Asked);
        return notes.All(n => n.Total >= 0 && n.Due == 0 && n.Total == n.Subtotal + n.Tax
            && n.Tax == n.Vat.Sum(v => v.Tax) && n.Subtotal == n.Vat.Sum(v => v.Taxable) && n.Vat.All(v => v.Tax >= 0 && invoice.Currency.Fits(v.Tax)));
    }, Tries);

    [Fact]
    public void Released_OfAWholeInvoice_IsWhatWasPaid() => Property.Holds(Cases, c =>
    {
        var (invoice, _) = Credited(c.Input, c.Paid, c.Asked);
        return invoice.Released == invoice.Paid && invoice.Credited == invoice.Total;
    }, Tries);

    [Fact]
    public void Settle_AnyPayments_CoverWhatIsDueAndGiveBackTheRest() => Property.Holds(
        from c in Cases from parts in Gen.ArrayOf(Gen.Choose(1, 60), 5) select (c.Input, parts), c =>
        {
            var invoice = Issued(c.Input);
            var (paidIn, excess) = (0m, 0m);
            foreach (var percent in c.parts)
            {
                var amount = invoice.Currency.Round(invoice.Total * percent / 100m) + 1;
                paidIn += amount;
                excess += invoice.Settle(amount, Today, Now);
                if (invoice.Due < 0 || invoice.Paid + excess != paidIn || (invoice.Status == InvoiceStatus.Paid) != (invoice.Due == 0))
                    return false;
            }
            return invoice.Paid == Math.Min(paidIn, invoice.Total);
        }, Tries);

    [Theory]
    [InlineData(99, 0.01, "lines[0].lineNumber")]
    [InlineData(1, 100.01, "lines[0].amount")]
    [InlineData(1, 0.001, "lines[0].amount")]
    [InlineData(2, 45, "lines[0].amount")] // 50 - 10 allowance at 5.5 %
    public void Partial_MoreThanThereIs_NamesTheLine(int line, double amount, string field)
    {
        var (high, low) = (new VatTreatment(VatCategory.S, 20m), new VatTreatment(VatCategory.S, 5.5m));
        var invoice = Issued(new InvoiceInput(Currency.Eur, [new LineInput("a", 1, 100, high), new LineInput("b", 1, 50, low)]) { Adjustments = [new AdjustmentInput(false, 10, low)] });
        var refused = CreditNoteCalculator.Partial(invoice, [], [new CreditedLineRequest { LineNumber = line, Amount = (decimal)amount }]);
        Assert.Equal([field], refused.Error!.Fields!.Keys);
    }

    [Fact]
    public void Partial_OfEveryLineWhole_IsTheLastOne()
    {
        var vat = new VatTreatment(VatCategory.S, 20m);
        var invoice = Issued(new InvoiceInput(Currency.Eur, [new LineInput("a", 1, 100, vat), new LineInput("b", 1, 50, vat)]));
        var all = CreditNoteCalculator.Partial(invoice, [], [new CreditedLineRequest { LineNumber = 1, Amount = 100 }, new CreditedLineRequest { LineNumber = 2, Amount = 50 }]);
        Assert.True(all.Value.IsWhole);
        Assert.Equal(180m, all.Value.Totals.GrandTotal);
    }

    static (Invoice Invoice, List<Invoice> Notes) Credited(InvoiceInput input, int paidPercent, int[] asked)
    {
        var invoice = Issued(input);
        if (paidPercent > 0)
            invoice.Settle(invoice.Currency.Round(invoice.Total * paidPercent / 100m), Today, Now);
        var notes = new List<Invoice>();
        for (var i = 0; i < asked.Length && invoice.Status != InvoiceStatus.Cancelled; i++)
        {
            var line = invoice.Lines[i % invoice.Lines.Count];
            var amount = invoice.Currency.Round(line.Net * asked[i] / 1_000m);
            var content = CreditNoteCalculator.Partial(invoice, notes, [new CreditedLineRequest { LineNumber = line.LineNumber, Amount = amount }]);
            if (amount > 0 && content.IsOk)
                Apply(invoice, notes, content.Value);
        }
        if (invoice.Status != InvoiceStatus.Cancelled)
            Apply(invoice, notes, CreditNoteCalculator.Whole(invoice, notes));
        return (invoice, notes);
    }

    static void Apply(Invoice invoice, List<Invoice> notes, CreditNoteContent content)
    {
        var note = Invoice.CreditNote(invoice, notes.Count + 1, new InvoiceContent(content.Totals, null, new InvoiceNotes(0)), Now);
        notes.Add(note);
        invoice.Credit(CreditNoteCalculator.Payable(note), content.IsWhole, Today, Now);
    }

    static Invoice Issued(InvoiceInput input)
    {
        var customer = new Customer { UserId = CustomerId.New(), Name = "x", BillingEmail = "x@example.fr", Language = "fr", Currency = input.Currency, Address = Somebody.Address };
        var invoice = Invoice.Draft(customer, InvoiceKind.OneOff, null, new InvoiceContent(InvoiceCalculator.Compute(input), null, new InvoiceNotes(30)), Now);
        invoice.Issue("FA-2026-000001", Today, Somebody, Somebody, Now);
        return invoice;
    }

    static decimal Sum(List<Invoice> notes, InvoiceVat group, Func<InvoiceVat, decimal> part) =>
        notes.SelectMany(n => n.Vat).Where(v => v.Category == group.Category && v.Rate == group.Rate).Sum(part);
}
