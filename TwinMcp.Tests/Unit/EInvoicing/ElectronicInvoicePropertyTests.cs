using System.Text;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.EInvoicing;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Core.Tax;
using Xunit;
using Property = TwinMcp.Tests.Support.Property;

namespace TwinMcp.Tests.Unit.EInvoicing;

/// <summary>Whatever the calculators make, and however it is credited, the exact validator agrees to the smallest unit.</summary>
public sealed class ElectronicInvoicePropertyTests
{
    static readonly Gen<Currency> Currencies = Gen.Elements(Currency.Eur, Currency.Of("USD"), Currency.Of("JPY"), Currency.Of("TND"));

    static readonly Gen<VatTreatment> Treatments = Gen.Elements(
        new VatTreatment(VatCategory.S, 20m), new VatTreatment(VatCategory.S, 8.5m), new VatTreatment(VatCategory.S, 2.1m), new VatTreatment(VatCategory.Z, 0m), new VatTreatment(VatCategory.E, 0m), new VatTreatment(VatCategory.AE, 0m));

    static Gen<LineInput> Lines(Currency currency) =>
        from quantity in Gen.Choose(1, 50_000_000)
        from price in Gen.Choose(0, 99_999_999)
        from scale in Gen.Elements(100m, 10_000m, 10_000_000m, 10_000_000_000m)
        from baseQuantity in Gen.Elements(1m, 1m, 100m, 1_000_000m)
        from vat in Treatments
        from allowance in Gen.Choose(0, 100)
        select new LineInput("x", quantity / 10_000m, price / scale, vat) { BaseQuantity = baseQuantity, Charges = [currency.Round(allowance / 1_000m)] };

    static readonly Gen<InvoiceInput> Inputs =
        from currency in Currencies
        from lines in Gen.NonEmptyListOf(Lines(currency))
        from charge in Gen.Choose(0, 1_000)
        select new InvoiceInput(currency, [.. lines.Take(20)])
        {
            Adjustments = charge == 0 ? [] : [new AdjustmentInput(IsCharge: true, currency.Round(charge / 100m), lines[0].Vat)],
        };

    [Fact]
    public void Validate_WhateverTheCalculatorMakes_IsClean() => Property.Holds(Inputs, input =>
        ElectronicInvoiceValidator.Validate(ElectronicSamples.Build(ElectronicSamples.Issue(input))).Count == 0);

    [Fact]
    public void Write_AsUbl_IsInOrderOrRefusedForItsDecimals() => Property.Holds(Inputs, input =>
    {
        var invoice = PeppolRulesTests.Deliverable(ElectronicSamples.Build(ElectronicSamples.Issue(input)));
        var peppol = UblWriter.Write(invoice, UblProfile.Peppol);
        var isSaid = input.Currency.Exponent <= 2 ? peppol.IsOk && HasNoProblems(peppol.Value) : peppol.Error!.Fields!.Keys.Single() == "currency";
        return isSaid && HasNoProblems(UblWriter.Write(invoice, UblProfile.French).Value);
    });

    [Fact]
    public void Validate_CreditNotesOfIt_AreClean() => Property.Holds(from input in Inputs from part in Gen.Choose(1, 999) select (input, part), c =>
    {
        var invoice = ElectronicSamples.Issue(c.input);
        var notes = new List<Invoice>();
        var line = invoice.Lines[0];
        var amount = invoice.Currency.Round(line.Net * c.part / 1_000m);
        if (amount > 0 && CreditNoteCalculator.Partial(invoice, [], [new CreditedLineRequest { LineNumber = 1, Amount = amount }]) is { IsOk: true, Value: { } part })
            notes.Add(ElectronicSamples.Note(invoice, 1, part));
        if (notes.Sum(n => n.Total) < invoice.Total)
            notes.Add(ElectronicSamples.Note(invoice, 2, CreditNoteCalculator.Whole(invoice, notes)));
        return notes.All(n => ElectronicInvoiceValidator.Validate(ElectronicSamples.Build(n)).Count == 0);
    });

    static bool HasNoProblems(byte[] xml) => UblOrder.ProblemsOf(XDocument.Parse(Encoding.UTF8.GetString(xml))).Count == 0;
}
