using System.Globalization;
using TwinMcp.Web.Components;
using TwinMcp.Web.Components.Shared;
using Xunit;

namespace TwinMcp.Tests.Components.Shared;

public sealed class DateFormatTests
{
    static readonly CultureInfo Fr = CultureInfo.GetCultureInfo("fr");
    static readonly CultureInfo En = CultureInfo.GetCultureInfo("en");

    [Theory]
    [InlineData("2026-08-01", "2026-08-31", "août 2026", "August 2026")]
    [InlineData("2026-08-01", "2026-08-15", "1 – 15 août 2026", "1 – 15 Aug 2026")]
    [InlineData("2026-01-15", "2026-02-14", "15 janv. – 14 févr. 2026", "15 Jan – 14 Feb 2026")]
    [InlineData("2025-12-15", "2026-01-14", "15 déc. 2025 – 14 janv. 2026", "15 Dec 2025 – 14 Jan 2026")]
    public void Period_InBothLanguages_SaysNoMoreThanNeeded(string first, string last, string french, string english)
    {
        var (from, to) = (DateOnly.Parse(first, CultureInfo.InvariantCulture), DateOnly.Parse(last, CultureInfo.InvariantCulture));
        Assert.Equal(french, Plain(DateFormat.Period(from, to, Fr)));
        Assert.Equal(english, Plain(DateFormat.Period(from, to, En)));
    }

    [Fact]
    public void Sentence_FirstOfTheMonth_IsPremierInFrenchOnly()
    {
        Assert.Equal("1er octobre 2026", Plain(DateFormat.Sentence(new DateOnly(2026, 10, 1), Fr)));
        Assert.Equal("2 octobre 2026", Plain(DateFormat.Sentence(new DateOnly(2026, 10, 2), Fr)));
        Assert.Equal("1 October 2026", Plain(DateFormat.Sentence(new DateOnly(2026, 10, 1), En)));
    }

    [Fact]
    public void Instant_InParis_FollowsTheSummerTime()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        Assert.Equal("1 sept. 2026, 06:03", Plain(DateFormat.Instant(new DateTimeOffset(2026, 9, 1, 4, 3, 0, TimeSpan.Zero), zone, Fr)));
        Assert.Equal("1 Dec 2026, 05:03", Plain(DateFormat.Instant(new DateTimeOffset(2026, 12, 1, 4, 3, 0, TimeSpan.Zero), zone, En)));
    }

    [Theory]
    [InlineData("/dashboard/invoices?q=a", "/dashboard/invoices?q=a")]
    [InlineData(null, LocalUrl.Home)]
    [InlineData("", LocalUrl.Home)]
    [InlineData("//evil.example", LocalUrl.Home)]
    [InlineData("/\\evil.example", LocalUrl.Home)]
    [InlineData("https://evil.example", LocalUrl.Home)]
    [InlineData("javascript:alert(1)", LocalUrl.Home)]
    [InlineData("/\t/evil.example", LocalUrl.Home)]
    [InlineData("/dashboard/invoices?q=%C3%A9t%C3%A9", "/dashboard/invoices?q=%C3%A9t%C3%A9")]
    [InlineData("/dashboard/invoices?q=été", LocalUrl.Home)]
    public void OrHome_OnlyPathsOfThisSite_AreFollowed(string? given, string followed) => Assert.Equal(followed, LocalUrl.OrHome(given));

    static string Plain(string text) => text.Replace('\u00A0', ' ');
}
