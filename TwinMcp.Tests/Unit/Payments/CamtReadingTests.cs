using System.Text;
using TwinMcp.Core.Common;
using TwinMcp.Core.Payments.Bank;
using Xunit;
using static TwinMcp.Tests.Unit.Payments.CamtSamples;

namespace TwinMcp.Tests.Unit.Payments;

public sealed class CamtReadingTests
{
    [Fact]
    public void Read_FrenchManner_TakesTextNameAndMaskedIban()
    {
        var credit = Assert.Single(Read(French()).Credits);
        Assert.Equal(("REF0001", new Money(120m, Currency.Eur), new DateOnly(2026, 11, 20)), (credit.Reference, credit.Amount, credit.BookingDate));
        Assert.Equal(("VIREMENT SEPA FA-2026-000001", "SOCIETE D ESSAI 1", "FR***2606"), (credit.Remittance, credit.DebtorName, credit.DebtorIban));
        Assert.Equal((null, null), (credit.EndToEndId, credit.CreditorReference)); // NOTPROVIDED is nothing
    }

    [Fact]
    public void Read_GermanManner_TakesStructuredReferenceAndTheBanksOwnDay()
    {
        var credit = Assert.Single(Read(German(), V08).Credits);
        Assert.Equal(("2026112000001", "E2E-77", "RF18FA2026000002"), (credit.Reference, credit.EndToEndId, credit.CreditorReference));
        Assert.Equal(("Müller & Söhne GmbH", "DE***3000", new DateOnly(2026, 11, 20)), (credit.DebtorName, credit.DebtorIban, credit.BookingDate));
    }

    [Fact]
    public void Read_BatchWhosePartsAddUp_IsItsParts()
    {
        var credits = Read(Batch()).Credits;
        Assert.Equal([(10m, "Een BV", "factuur een"), (20m, "Twee BV", "factuur twee")], credits.Select(c => (c.Amount.Amount, c.DebtorName!, c.Remittance!)));
        Assert.Equal(2, credits.Select(c => c.Identity).Distinct().Count());
    }

    [Fact]
    public void Read_BatchWhosePartsDoNotAddUp_IsOneTransfer() =>
        Assert.Equal((31m, "factuur een factuur twee"), Assert.Single(Read(Batch("31.00")).Credits) is var c ? (c.Amount.Amount, c.Remittance!) : default);

    [Fact]
    public void Read_DebitsPendingAndReversals_AreCountedAndLeft()
    {
        var read = Read(Bare(indicator: "DBIT") + Bare(status: "PDNG") + Bare(more: "<RvslInd>true</RvslInd>") + Bare(indicator: "DBIT", more: "<RvslInd>true</RvslInd>") + Bare());
        Assert.Equal((5, new CamtSkipped(Debits: 1, Pending: 1, Reversals: 2)), (read.Entries, read.Skipped));
        Assert.Single(read.Credits);
    }

    [Fact]
    public void Read_SameFileAgain_HasTheSameIdentities() =>
        Assert.Equal(Read(French() + Bare() + Bare() + Batch()).Credits.Select(c => c.Identity), Read(French() + Bare() + Bare() + Batch()).Credits.Select(c => c.Identity));

    [Fact]
    public void Read_TwoAlikeWithoutReference_AreTwo() => Assert.Equal(2, Read(Bare() + Bare()).Credits.Select(c => c.Identity).Distinct().Count());

    /// <summary>A transfer with the bank's reference is the same one in any statement, wherever it stands; on another account it is another.</summary>
    [Fact]
    public void Read_ReferenceOfTheBank_IsTheIdentity()
    {
        var alone = Assert.Single(Read(French()).Credits).Identity;
        Assert.Contains(Read(Bare() + German() + French()).Credits, c => c.Identity == alone);
        Assert.Equal(alone, Assert.Single(Read(French(remittance: "written otherwise")).Credits).Identity);
        Assert.NotEqual(alone, Assert.Single(Read(French(reference: "REF0002")).Credits).Identity);
        Assert.NotEqual(alone, Assert.Single(Read(French(amount: "120.01")).Credits).Identity);
        Assert.NotEqual(alone, Assert.Single(Ok(File(French(), account: "<Acct><Id><Othr><Id>OTHER</Id></Othr></Id></Acct>")).Credits).Identity);
    }

    [Fact]
    public void Read_Latin1_IsReadAsItSays()
    {
        var text = Encoding.UTF8.GetString(File(French(name: "SOCIÉTÉ"))).Replace("UTF-8", "ISO-8859-1", StringComparison.Ordinal);
        Assert.Equal("SOCIÉTÉ", Assert.Single(Ok(Encoding.Latin1.GetBytes(text)).Credits).DebtorName);
    }

    [Fact]
    public void Read_LongTexts_AreCut()
    {
        var credit = Assert.Single(Read(French(remittance: new string('r', 5_000), name: new string('n', 500), reference: new string('x', 300))).Credits);
        Assert.Equal((CamtLimits.Remittance, CamtLimits.Name, CamtLimits.Reference), (credit.Remittance!.Length, credit.DebtorName!.Length, credit.Reference.Length));
    }

    [Fact]
    public void Read_StatementWithoutEntries_IsEmpty() => Assert.Equal((1, 0), Read("") is var r ? (r.Statements, r.Entries) : default);

    public static TheoryData<string, string> Hostile { get; } = new()
    {
        { "DTD", """<?xml version="1.0"?><!DOCTYPE Document [<!ELEMENT Document ANY>]><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"/>""" },
        { "XXE file", """<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">&x;</Document>""" },
        { "XXE parameter", """<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"/>""" },
        { "billion laughs", """<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">&c;</Document>""" },
        { "empty", "" },
        { "no XML", "hello" },
        { "cut off", """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>""" },
        { "another kind", """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"/>""" },
        { "another version", """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.99"/>""" },
        { "no namespace", "<Document/>" },
        { "no statement", """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt/></Document>""" },
        { "unknown entity", """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">&nbsp;</Document>""" },
        { "control character", "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">&#0;</Document>" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Read_HostileFile_IsRefusedInOurWords(string what, string xml)
    {
        var error = CamtReading.Read(Encoding.UTF8.GetBytes(xml)).Error;
        Assert.True(error is { Kind: ErrorKind.Validation }, what);
        Assert.DoesNotContain("root:", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooLarge_TooDeep_TooMany_AreRefused()
    {
        Assert.Contains("5 MB", Refusal(new byte[CamtLimits.FileBytes + 1]), StringComparison.Ordinal);
        Assert.Contains("deeper", Refusal(File(string.Concat(Enumerable.Repeat("<a>", 50_000)))), StringComparison.Ordinal);
        Assert.Contains("entries", Refusal(File(string.Concat(Enumerable.Repeat(Bare(), CamtLimits.Entries + 1)))), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Wrong { get; } = new()
    {
        { "currency that is none", Bare(currency: "XXX") },
        { "no currency", Bare().Replace(" Ccy=\"EUR\"", "", StringComparison.Ordinal) },
        { "too many decimals", Bare(amount: "5.001") },
        { "decimals of a yen", Bare(amount: "5.5", currency: "JPY") },
        { "zero", Bare(amount: "0.00") },
        { "negative", Bare(amount: "-5.00") },
        { "comma", Bare(amount: "5,00") },
        { "exponent", Bare(amount: "5e3") },
        { "endless", Bare(amount: new string('9', 40)) },
        { "empty amount", Bare(amount: "") },
        { "no amount", Bare().Replace("<Amt Ccy=\"EUR\">5.00</Amt>", "", StringComparison.Ordinal) },
        { "no indicator", Bare(indicator: "") },
        { "odd indicator", Bare(indicator: "BOTH") },
        { "no status", Bare().Replace("<Sts>BOOK</Sts>", "", StringComparison.Ordinal) },
        { "no date", Bare(date: "") },
        { "odd date", Bare(date: "<Dt>20/11/2026</Dt>") },
        { "date that is none", Bare(date: "<Dt>2026-02-30</Dt>") },
        { "date of long ago", Bare(date: "<Dt>0001-01-01</Dt>") },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Read_WrongEntry_RefusesTheFileAndNamesIt(string what, string entry) =>
        Assert.True(Refusal(File(Bare() + entry)).StartsWith("Entry 2: ", StringComparison.Ordinal), what);

    static CamtStatement Read(string entries, string ns = V02) => Ok(File(entries, ns));

    static CamtStatement Ok(byte[] file) => CamtReading.Read(file).Value;

    static string Refusal(byte[] file) => CamtReading.Read(file).Error!.Message;
}
