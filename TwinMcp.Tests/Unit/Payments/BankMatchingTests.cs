using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Core.Payments.Bank;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Payments;

public sealed class BankMatchingTests
{
    static readonly (string, int)[] Series = [("FA", 2025), ("FA", 2026), ("AV", 2026)];

    [Theory]
    [InlineData("FA-2026-000001")]
    [InlineData("fa-2026-000001")]
    [InlineData("FA 2026 000001")]
    [InlineData("FA2026000001")]
    [InlineData("facture n° FA-2026-000001 du 20/11")]
    [InlineData("F A 2 0 2 6 / 0 0 0 0 0 1")]
    [InlineData("FA-2026-000001 20/11/2026")]
    [InlineData("/INV/FA-2026-000001/")]
    [InlineData("paiement FA–2026–000001")]
    public void Suggest_NumberHoweverWritten_IsFound(string text)
    {
        var transfer = Transfer(120m, text);
        Assert.Contains("FA-2026-000001", BankMatching.Numbers(transfer, Series));
        var best = Assert.Single(BankMatching.Suggest(transfer, [Invoice("FA-2026-000001", 120m), Invoice("FA-2026-000002", 50m)]));
        Assert.Equal(("FA-2026-000001", 100, MatchReason.NumberInRemittance), (best.Invoice.Number, best.Score, best.Reason));
    }

    [Theory]
    [InlineData("FA-2024-000001")] // no such series
    [InlineData("FA-2026-1")]
    [InlineData("FB-2026-000001")]
    [InlineData("")]
    public void Numbers_WhatIsNoNumberOfOurs_IsNotFound(string text) => Assert.Empty(BankMatching.Numbers(Transfer(120m, text), Series));

    [Fact]
    public void Numbers_SevenDigits_AreTriedBothWays()
    {
        Assert.Equal(["FA-2026-123456", "FA-2026-1234567"], BankMatching.Numbers(Transfer(1m, "FA-2026-1234567"), Series).Order(StringComparer.Ordinal));
        Assert.Equal(["FA-2026-000001"], BankMatching.Numbers(Transfer(1m, "FA-2026-0000012"), Series));
    }

    [Theory]
    [InlineData("FA2026000002", MatchReason.CreditorReference, 95)]
    [InlineData("RF18FA2026000002", null, 0)] // wrong check digits: no ISO 11649
    public void Suggest_CreditorReference_IsTheNumber(string reference, MatchReason? reason, int score)
    {
        var found = BankMatching.Suggest(Transfer(50m, null, reference), [Invoice("FA-2026-000002", 50m), Invoice("FA-2026-000001", 50m)]);
        Assert.Equal((reason, score), found is [var best] ? (best.Reason, best.Score) : (null, 0));
    }

    [Fact]
    public void Suggest_Iso11649_ChecksItsDigits()
    {
        var good = Enumerable.Range(0, 100).Select(n => $"RF{n:00}FA2026000002").Where(r => BankMatching.Suggest(Transfer(50m, null, r), [Invoice("FA-2026-000002", 50m)]).Count > 0).ToList();
        // 02 and 99 leave the same remainder
        Assert.InRange(good.Count, 1, 2);
        Assert.Contains("RF" + CheckDigits("FA2026000002") + "FA2026000002", good);
    }

    [Theory]
    [InlineData("SOCIETE D ESSAI", "Société d’essai SAS", true)]
    [InlineData("Muller Sohne", "Müller & Söhne GmbH", true)]
    [InlineData("DUPONT JEAN M", "Jean Dupont", true)]
    [InlineData("SARL", "SARL", true)]
    [InlineData("SARL MARTIN", "SARL DURAND", false)]
    [InlineData(null, "Jean Dupont", false)]
    [InlineData("", "", false)]
    public void Suggest_ExactAmount_NeedsASimilarName(string? debtor, string customer, bool similar)
    {
        var invoice = Invoice("FA-2026-000009", 34.80m, customer);
        Assert.Equal(similar, BankMatching.Suggest(Transfer(34.80m, "merci", name: debtor), [invoice]) is [{ Reason: MatchReason.AmountAndName, Score: < 85 }]);
        Assert.Empty(BankMatching.Suggest(Transfer(34.81m, "merci", name: debtor), [invoice]));
    }

    [Fact]
    public void Suggest_AnotherCurrency_IsNothing() =>
        Assert.Empty(BankMatching.Suggest(Transfer(120m, "FA-2026-000001"), [Invoice("FA-2026-000001", 120m) with { Due = new Money(120m, Currency.Of("USD")) }]));

    static readonly FsCheck.Gen<OpenInvoice> AnyInvoice =
        from n in Gen.Choose(1, 12)
        from due in Gen.Elements(0m, 10m, 20m, 34.80m)
        from open in Gen.Elements(true, true, false)
        from name in Gen.Elements("Jean Dupont", "Société d’essai", "Müller GmbH")
        select Invoice($"FA-2026-{n:000000}", due, name) with { IsOpen = open };

    static readonly FsCheck.Gen<BankTransaction> AnyTransfer =
        from amount in Gen.Elements(10m, 20m, 34.80m)
        from n in Gen.Choose(0, 12)
        from m in Gen.Choose(0, 12)
        from name in Gen.Elements("DUPONT JEAN", "SOCIETE ESSAI", "MULLER", null)
        select Transfer(amount, n == 0 ? "merci" : $"fact FA 2026-{n:000000}", m == 0 ? null : $"FA2026{m:000000}", name);

    static readonly FsCheck.Gen<(BankTransaction Transfer, List<OpenInvoice> Invoices)> Cases =
        from transfer in AnyTransfer from invoices in Gen.ListOf(AnyInvoice) select (transfer, invoices.ToList());

    [Fact]
    public void Suggest_Any_NeverAClosedInvoice() => Property.Holds(Cases,
        t => BankMatching.Suggest(t.Transfer, t.Invoices).All(s => s.Invoice is { IsOpen: true, Due.Amount: > 0 }), tries: 5_000);

    [Fact]
    public void Suggest_Any_ExactReferenceFirst() => Property.Holds(Cases,
        t =>
        {
            var found = BankMatching.Suggest(t.Transfer, t.Invoices);
            var hasExact = t.Invoices.Any(i => i.IsOpen && i.Due.Amount > 0 && (Plain(t.Transfer.Remittance).Contains(Plain(i.Number), StringComparison.Ordinal) || Plain(t.Transfer.CreditorReference) == Plain(i.Number)));
            return hasExact == (found.Count > 0 && found[0].Reason != MatchReason.AmountAndName)
                && found.Zip(found.Skip(1)).All(p => p.First.Score >= p.Second.Score)
                && found.All(s => (s.Score >= 85) == (s.Reason != MatchReason.AmountAndName)) && found.Count <= BankMatching.Most;
        },
        tries: 5_000);

    static string Plain(string? text) => string.Concat((text ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    static string CheckDigits(string reference)
    {
        var number = string.Concat((reference + "RF00").Select(c => char.IsAsciiDigit(c) ? c.ToString() : (c - 'A' + 10).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return (98 - (int)(System.Numerics.BigInteger.Parse(number, System.Globalization.CultureInfo.InvariantCulture) % 97)).ToString("00", System.Globalization.CultureInfo.InvariantCulture);
    }

    static OpenInvoice Invoice(string number, decimal due, string customer = "Jean Dupont") => new(InvoiceId.New(), number, customer, new Money(due, Currency.Eur)) { IsOpen = true };

    static BankTransaction Transfer(decimal amount, string? remittance, string? reference = null, string? name = null) => new()
    {
        Id = Guid.NewGuid(),
        Identity = new string('a', 64),
        Reference = "R",
        Status = BankTransactionStatus.New,
        Currency = Currency.Eur,
        Amount = amount,
        BookingDate = new DateOnly(2026, 11, 20),
        Remittance = remittance,
        CreditorReference = reference,
        DebtorName = name,
        ImportedAt = DateTimeOffset.UnixEpoch,
    };
}
