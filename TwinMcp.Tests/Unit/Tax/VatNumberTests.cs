using FsCheck.Fluent;
using TwinMcp.Core.Tax.VatNumbers;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Tax;

public sealed class VatNumberTests
{
    [Theory]
    [MemberData(nameof(VatNumberCases.All), MemberType = typeof(VatNumberCases))]
    public void Check_KnownNumber_IsAsListed(string country, string number, bool isRight)
    {
        var check = country switch
        {
            VatNumberCases.Siren => CompanyNumber.CheckSiren(number),
            VatNumberCases.Siret => CompanyNumber.CheckSiret(number),
            _ => VatNumber.Check(number),
        };
        Assert.Equal(isRight, check.Valid);
        Assert.Equal(isRight, check.Reason is null);
        Assert.Equal(isRight, check.FormatValid && check.CheckDigitValid);
        Assert.Equal(country[..2] == "EL" ? "GR" : country[..2], check.Country);
    }

    [Fact]
    public void Cases_OfOurOwn_ProveEveryCountryBothWays()
    {
        var cases = VatNumberCases.OwnCases().Where(c => !c.Country.Contains('_', StringComparison.Ordinal)).ToList();
        Assert.Equal(29, VatRules.Prefixes.Count());
        Assert.Equal(VatRules.Prefixes.Order(), cases.Select(c => c.Country).Distinct().Order());
        Assert.All(VatRules.Prefixes, p => Assert.True(cases.Count(c => c.Country == p && c.IsRight) >= 3 && cases.Count(c => c.Country == p && !c.IsRight) >= 3, p));
    }

    [Theory]
    [InlineData("fr 31 387 589 179", "FR31387589179", "FR")]
    [InlineData("FR-31.387.589.179", "FR31387589179", "FR")]
    [InlineData("FR\u00a031\u202f387\u2009589\u2011179", "FR31387589179", "FR")]
    [InlineData("be 0897.223.076", "BE0897223076", "BE")]
    [InlineData("BE 444.503.092", "BE0444503092", "BE")]
    [InlineData("gr 094064321", "EL094064321", "GR")]
    [InlineData("che", "CHE", null)]
    [InlineData(" xi 211 5814 00 ", "XI211581400", "XI")]
    [InlineData("nl1234.56.789.b13", "NL123456789B13", "NL")]
    public void Check_WrittenByPeople_IsNormalised(string written, string number, string? country)
    {
        var check = VatNumber.Check(written);
        Assert.Equal((number, country, country is not null), (check.Number, check.Country, check.Valid));
    }

    [Theory]
    [InlineData("", "prefix")]
    [InlineData("F", "prefix")]
    [InlineData("31387589179", "prefix")]
    [InlineData("US123456789", "prefix")]
    [InlineData("CHE-116.281.710 MWST", "prefix")]
    [InlineData("FR3138758917", "After FR come 2 characters")]
    [InlineData("FR31387589179\n", "After FR come 2 characters")]
    [InlineData("FR3138758917９", "After FR come 2 characters")]
    [InlineData("FR３1387589179", "After FR come 2 characters")]
    [InlineData("DE١١١١١١١٢٥", "After DE come 9 digits")]
    [InlineData("ﬁ10227508", "prefix")]
    [InlineData("DE111111124", "check digit")]
    [InlineData("GR000000026", "check digit")]
    [InlineData("FR30387589179", "check digit")]
    public void Check_WrongNumber_SaysWhatIsWrong(string written, string reason)
    {
        var check = VatNumber.Check(written);
        Assert.False(check.Valid);
        Assert.Contains(reason, check.Reason, StringComparison.Ordinal);
        Assert.Equal(reason == "check digit", check.FormatValid);
    }

    [Fact]
    public void Check_AnyTextAtAll_NeverThrowsAndIsConsistent() => Property.Holds(
        from prefix in Gen.Elements(VatRules.Prefixes.Append("").Append("GR").ToArray())
        from rest in Gen.OneOf(
            Gen.Elements("0123456789ABIOUW+*. \u00e9\u0661\ud800".ToCharArray()).ListOf().Select(c => string.Concat(c)),
            Gen.Choose(0, int.MaxValue).Select(n => n.ToString("D9", null)))
        select prefix + rest,
        text => VatNumber.Check(text) is var check && check.Valid == (check.Reason is null) && !(check.CheckDigitValid && !check.FormatValid)
            && VatNumber.Check(check.Number) == check);

    /// <summary>The check digit is one of ten: with the others the number is wrong.</summary>
    [Theory]
    [InlineData("AT", "U#######c")]
    [InlineData("DE", "1#######c")]
    [InlineData("DK", "1######c")]
    [InlineData("EE", "1#######c")]
    [InlineData("EL", "1#######c")]
    [InlineData("FI", "1######c")]
    [InlineData("HR", "##########c")]
    [InlineData("HU", "1######c")]
    [InlineData("IT", "1######012c")]
    [InlineData("LT", "#######1c")]
    [InlineData("PL", "1########c")]
    [InlineData("PT", "1#######c")]
    [InlineData("RO", "1########c")]
    [InlineData("SE", "1########c01")]
    [InlineData("SI", "1######c")]
    [InlineData("SK", "102######c")]
    public void Check_AnyNumber_HasAtMostOneCheckDigit(string prefix, string shape) => Property.Holds(
        Gen.Choose(0, int.MaxValue).Select(seed => Fill(shape, seed)),
        body => "0123456789".Count(c => VatNumber.Check(prefix + body.Replace('c', c)).Valid) <= 1);

    /// <summary>For these a single wrong digit is always found, whichever it is.</summary>
    [Theory]
    [InlineData("AT", "U#######c")]
    [InlineData("BE", "0#######dd")]
    [InlineData("DE", "1#######c")]
    [InlineData("FI", "1######c")]
    [InlineData("HR", "##########c")]
    [InlineData("MT", "1#####dd")]
    [InlineData("SE", "1########c01")]
    [InlineData("FR", "dd#########")]
    public void Check_OneDigitWrong_IsFound(string prefix, string shape) => Property.Holds(
        from seed in Gen.Choose(0, int.MaxValue)
        from at in Gen.Choose(0, shape.Length - 1)
        from other in Gen.Choose(0, 9)
        select (Body: Completed(prefix, Fill(shape, seed)), At: at, Other: (char)('0' + other)),
        t => t.Body is not { } body || !char.IsAsciiDigit(body[t.At]) || body[t.At] == t.Other
            || !VatNumber.Check(prefix + body[..t.At] + t.Other + body[(t.At + 1)..]).Valid);

    static string Fill(string shape, int seed)
    {
        var random = new Random(seed);
        return string.Concat(shape.Select(c => c == '#' ? (char)('0' + random.Next(10)) : c));
    }

    /// <summary>With the check digits that fit; null when there are none.</summary>
    static string? Completed(string prefix, string body)
    {
        var tries = body.Contains('c', StringComparison.Ordinal)
            ? Enumerable.Range(0, 10).Select(d => body.Replace('c', (char)('0' + d)))
            : Enumerable.Range(0, 100).Select(d => body.Replace("dd", d.ToString("D2", null), StringComparison.Ordinal));
        return tries.FirstOrDefault(t => VatNumber.Check(prefix + t).Valid);
    }
}
