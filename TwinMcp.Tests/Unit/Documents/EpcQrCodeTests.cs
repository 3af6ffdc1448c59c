using TwinMcp.Core.Common;
using TwinMcp.Core.Documents;
using Xunit;

namespace TwinMcp.Tests.Unit.Documents;

public sealed class EpcQrCodeTests
{
    static readonly EpcTransfer Transfer = new("TwinMCP SAS", "FR76 3000 6000 0112 3456 7890 189", "AGRIFRPPXXX", new Money(1643.5m, Currency.Eur), "FA-2026-094417");

    [Fact]
    public void For_ATransferInEuro_HoldsTheLinesOfTheStandard()
    {
        var code = EpcQrCode.For(Transfer)!;
        Assert.Equal("BCD\n002\n1\nSCT\nAGRIFRPPXXX\nTwinMCP SAS\nFR7630006000011234567890189\nEUR1643.5\n\n\nFA-2026-094417", code.Payload);
        Assert.Equal(1, code.Size % 4); // 17 + 4 x version
        Assert.InRange(code.Size, 21, 17 + 4 * 13);
    }

    [Fact]
    public void For_ACode_HasTheThreeFinderPatternsAtItsCorners()
    {
        var code = EpcQrCode.For(Transfer)!;
        foreach (var (row, column) in (IEnumerable<(int, int)>)[(0, 0), (0, code.Size - 7), (code.Size - 7, 0)])
            for (var i = 0; i < 7; i++)
            {
                Assert.True(code[row, column + i] && code[row + 6, column + i] && code[row + i, column] && code[row + i, column + 6]);
                Assert.True(code[row + 3, column + 3] && !code[row + 1, column + 1]);
            }
    }

    [Theory]
    [InlineData("0.01", "EUR0.01")]
    [InlineData("10", "EUR10")]
    [InlineData("999999999.99", "EUR999999999.99")]
    public void For_AmountsInTheRange_AreWrittenWithAPoint(string amount, string written) =>
        Assert.Contains("\n" + written + "\n", EpcQrCode.For(Transfer with { Amount = new Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), Currency.Eur) })!.Payload, StringComparison.Ordinal);

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1000000000")]
    public void For_AmountsOutOfTheRange_IsNone(string amount) =>
        Assert.Null(EpcQrCode.For(Transfer with { Amount = new Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), Currency.Eur) }));

    [Fact]
    public void For_AnotherCurrency_IsNone() => Assert.Null(EpcQrCode.For(Transfer with { Amount = new Money(10m, Currency.Of("USD")) }));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("FR7630006000011234567890188")] // wrong check digits
    [InlineData("FR76")]
    [InlineData("7630006000011234567890189FR")]
    [InlineData("FR7630006000011234567890189FR7630006000011234567890189")]
    public void For_NoValidIban_IsNone(string? iban) => Assert.Null(EpcQrCode.For(Transfer with { Iban = iban }));

    [Fact]
    public void For_NoBicOrAWrongOne_LeavesItOut()
    {
        Assert.Contains("SCT\n\nTwinMCP", EpcQrCode.For(Transfer with { Bic = null })!.Payload, StringComparison.Ordinal);
        Assert.Contains("SCT\n\nTwinMCP", EpcQrCode.For(Transfer with { Bic = "a\nb" })!.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public void For_LongOrHostileTexts_AreCutAndStayOnTheirLine()
    {
        var code = EpcQrCode.For(Transfer with { Name = new string('e', 69) + "😀x", Remittance = "a\nb\r" + new string('z', 200) })!;
        var lines = code.Payload.Split('\n');
        Assert.Equal(11, lines.Length);
        Assert.Equal(new string('e', 69), lines[5]);
        Assert.Equal(140, lines[10].Length);
    }
}
