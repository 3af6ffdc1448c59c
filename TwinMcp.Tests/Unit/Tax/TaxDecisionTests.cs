using System.Globalization;
using TwinMcp.Core.Tax;
using Xunit;
using static TwinMcp.Tests.Unit.Tax.TaxSamples;

namespace TwinMcp.Tests.Unit.Tax;

/// <summary>The rules as a table: who buys, and how it is taxed. Each row names its source.</summary>
public sealed class TaxDecisionTests
{
    const string German = "DE111111125";
    const string Irish = "IE6433435F";
    const string French = "FR83404833048";

    /// <summary>Title, buyer, rule, category, rate, VATEX: a French seller of services, OSS off, threshold not passed.</summary>
    public static TheoryData<string, TaxBuyer, string, VatCategory, string, string?> Services => new()
    {
        // CGI art. 278: 20 %
        { "French company", Company("FR", French, "75003"), "domestic", VatCategory.S, "20", null },
        { "French company without a number", Company("FR", null, "75003"), "domestic", VatCategory.S, "20", null },
        { "French consumer", Person("FR", "69003"), "domestic", VatCategory.S, "20", null },
        { "Corsica: the mainland's rate for services (CGI art. 297)", Person("FR", "20200"), "domestic", VatCategory.S, "20", null },
        { "Monaco is French for VAT (Directive art. 7)", Company("MC", null, "98000"), "domestic", VatCategory.S, "20", null },
        // CGI art. 296: 8.5 % in Guadeloupe, Martinique and Réunion
        { "Réunion by postal code", Person("FR", "97400"), "dom_reduced", VatCategory.S, "8.5", null },
        { "Réunion by country code", Company("RE", null, "97410"), "dom_reduced", VatCategory.S, "8.5", null },
        { "Réunion as some write it", Person("FR", "F-97 400"), "dom_reduced", VatCategory.S, "8.5", null },
        { "Guadeloupe", Person("FR", "97110"), "dom_reduced", VatCategory.S, "8.5", null },
        { "Martinique", Person("MQ", "97200"), "dom_reduced", VatCategory.S, "8.5", null },
        // CGI art. 294, 1: not applied in Guyane and Mayotte
        { "Guyane", Person("FR", "97300"), "dom_without_vat", VatCategory.E, "0", null },
        { "Mayotte", Company("YT", null, "97600"), "dom_without_vat", VatCategory.E, "0", null },
        // Directive art. 6 and 355 TFEU: outside
        { "Saint-Barthélemy has a Guadeloupe code", Person("FR", "97133"), "export_consumer", VatCategory.G, "0", "VATEX-EU-G" },
        { "Saint-Martin", Company("FR", null, "97150"), "export", VatCategory.G, "0", "VATEX-EU-G" },
        { "Polynésie", Company("PF", null, "98714"), "export", VatCategory.G, "0", "VATEX-EU-G" },
        { "Nouvelle-Calédonie by postal code", Person("FR", "98800"), "export_consumer", VatCategory.G, "0", "VATEX-EU-G" },
        { "Wallis-et-Futuna", Person("FR", "98600"), "export_consumer", VatCategory.G, "0", "VATEX-EU-G" },
        { "TAAF", Company("TF"), "export", VatCategory.G, "0", "VATEX-EU-G" },
        { "Saint-Pierre-et-Miquelon", Company("FR", null, "97500"), "export", VatCategory.G, "0", "VATEX-EU-G" },
        // Directive art. 44 and 196, CGI art. 283-2
        { "German company with a valid number", Company("DE", German, "10115"), "eu_b2b_reverse_charge", VatCategory.AE, "0", "VATEX-EU-AE" },
        { "German sole trader with a valid number (Regulation 282/2011 art. 18)", Person("DE", "10115", German), "eu_b2b_reverse_charge", VatCategory.AE, "0", "VATEX-EU-AE" },
        { "Irish number of an Austrian address", Company("AT", Irish), "eu_b2b_reverse_charge", VatCategory.AE, "0", "VATEX-EU-AE" },
        { "Greek company, number with EL", Company("GR", "EL094259216"), "eu_b2b_reverse_charge", VatCategory.AE, "0", "VATEX-EU-AE" },
        // domain.md 7: invalid, the customer is charged VAT; under the threshold it is the seller's (Directive art. 59c)
        { "German company, wrong check digit", Company("DE", "DE111111126"), "eu_b2c_seller_rate", VatCategory.S, "20", null },
        { "German company without a number", Company("DE"), "eu_b2c_seller_rate", VatCategory.S, "20", null },
        { "German company with a French number", Company("DE", French), "eu_b2c_seller_rate", VatCategory.S, "20", null },
        { "German company with a British number", Company("DE", "GB980780684"), "eu_b2c_seller_rate", VatCategory.S, "20", null },
        { "German consumer", Person("DE", "10115"), "eu_b2c_seller_rate", VatCategory.S, "20", null },
        { "Madeiran consumer", Person("PT", "9000-001"), "eu_b2c_seller_rate", VatCategory.S, "20", null },
        // Directive art. 44 (business) and 59 (consumer), CGI art. 259-1 and 259 B
        { "US company", Company("US", null, "94105"), "export", VatCategory.G, "0", "VATEX-EU-G" },
        { "US consumer", Person("US", "94105"), "export_consumer", VatCategory.G, "0", "VATEX-EU-G" },
        { "Swiss company", Company("CH"), "export", VatCategory.G, "0", "VATEX-EU-G" },
        { "British company", Company("GB", "GB980780684", "SW1A 1AA"), "export", VatCategory.G, "0", "VATEX-EU-G" },
        { "Northern Ireland is Great Britain for services (Protocol art. 8)", Company("GB", "XI980780684", "BT1 5GS"), "export", VatCategory.G, "0", "VATEX-EU-G" },
        { "XI as country", Person("XI", "BT1 5GS"), "export_consumer", VatCategory.G, "0", "VATEX-EU-G" },
        // Directive art. 6
        { "Canary Islands", Company("ES", null, "35001"), "export", VatCategory.G, "0", "VATEX-EU-G" },
        { "Tenerife", Person("ES", "38001"), "export_consumer", VatCategory.G, "0", "VATEX-EU-G" },
        { "Ceuta", Person("ES", "51001"), "export_consumer", VatCategory.G, "0", "VATEX-EU-G" },
        { "Melilla", Person("ES", "52001"), "export_consumer", VatCategory.G, "0", "VATEX-EU-G" },
        { "Åland by postal code", Company("FI", null, "22100"), "export", VatCategory.G, "0", "VATEX-EU-G" },
        { "Åland by country code", Company("AX"), "export", VatCategory.G, "0", "VATEX-EU-G" },
        { "Livigno", Person("IT", "23041"), "export_consumer", VatCategory.G, "0", "VATEX-EU-G" },
        { "Campione d'Italia", Person("IT", "22061"), "export_consumer", VatCategory.G, "0", "VATEX-EU-G" },
        { "Büsingen", Company("DE", null, "78266"), "export", VatCategory.G, "0", "VATEX-EU-G" },
        { "Heligoland", Company("DE", null, "27498"), "export", VatCategory.G, "0", "VATEX-EU-G" },
        { "Mount Athos", Person("GR", "630 86"), "export_consumer", VatCategory.G, "0", "VATEX-EU-G" },
    };

    [Theory]
    [MemberData(nameof(Services))]
    public void Decide_FrenchSellerOfServices_IsAsListed(string title, TaxBuyer buyer, string rule, VatCategory category, string rate, string? vatex) =>
        AssertDecided(title, Setup(), buyer, (rule, category, rate, vatex));

    /// <summary>The destination's rates: OSS on (Directive art. 58 and 369a, CGI art. 259 D).</summary>
    public static TheoryData<string, TaxBuyer, string, string> Oss => new()
    {
        { "German consumer", Person("DE", "10115"), "eu_b2c_oss", "19" },
        { "German company with an invalid number", Company("DE", "DE111111126"), "eu_b2c_oss", "19" },
        { "Estonian consumer", Person("EE", "10111"), "eu_b2c_oss", "24" },
        { "Finnish consumer", Person("FI", "00100"), "eu_b2c_oss", "25.5" },
        { "Madeira (art. 18 (3) CIVA)", Person("PT", "9000-001"), "eu_b2c_oss", "22" },
        { "Azores", Person("PT", "9500-150"), "eu_b2c_oss", "16" },
        { "Portuguese mainland", Person("PT", "1100-148"), "eu_b2c_oss", "23" },
        { "Greek consumer written EL", Person("EL", "10431"), "eu_b2c_oss", "24" },
        { "Austria's Jungholz from a seller elsewhere", Person("AT", "6691"), "eu_b2c_oss", "20" },
        { "French consumer all the same", Person("FR", "75003"), "domestic", "20" },
    };

    [Theory]
    [MemberData(nameof(Oss))]
    public void Decide_OssOn_HasTheDestinationsRate(string title, TaxBuyer buyer, string rule, string rate) =>
        AssertDecided(title, Setup(change: s => s.OssFrom = new DateOnly(2024, 1, 1)), buyer, (rule, VatCategory.S, rate, null));

    /// <summary>Rates by tax point (Directive art. 93): what was in force on that day, and no other.</summary>
    [Theory]
    [InlineData("DE", "2020-06-30", "19", "2007-01-01")]
    [InlineData("DE", "2020-07-01", "16", "2020-07-01")] // Zweites Corona-Steuerhilfegesetz
    [InlineData("DE", "2020-12-31", "16", "2020-07-01")]
    [InlineData("DE", "2021-01-01", "19", "2021-01-01")]
    [InlineData("IE", "2021-02-28", "21", "2020-09-01")]
    [InlineData("IE", "2021-03-01", "23", "2021-03-01")]
    [InlineData("EE", "2025-06-30", "22", "2024-01-01")]
    [InlineData("EE", "2025-07-01", "24", "2025-07-01")]
    [InlineData("LU", "2023-12-31", "16", "2023-01-01")]
    [InlineData("FI", "2024-08-31", "24", "2013-01-01")]
    public void Decide_TaxPoint_TakesTheRowOfTheDay(string country, string on, string rate, string validFrom)
    {
        var decision = TaxRules.Decide(Setup(change: s => s.OssFrom = new DateOnly(2015, 1, 1)), Person(country), Day(on)).Value;
        Assert.Equal((Number(rate), country, Day(validFrom)), (decision.Vat.Rate, decision.RateCountry, decision.RateValidFrom));
    }

    [Theory]
    [InlineData("0", "0", "eu_b2c_seller_rate", "20")]
    [InlineData("10000", "0", "eu_b2c_seller_rate", "20")] // "not exceeding" (Directive art. 59c)
    [InlineData("10000.01", "0", "eu_b2c_threshold", "19")]
    [InlineData("0", "10000", "eu_b2c_seller_rate", "20")]
    [InlineData("0", "10000.01", "eu_b2c_threshold", "19")]
    public void Decide_Threshold_CountsThisYearAndTheLast(string thisYear, string lastYear, string rule, string rate)
    {
        var setup = Setup() with { CrossBorderSales = new Dictionary<int, decimal> { [2024] = 99_999m, [2025] = Number(lastYear), [2026] = Number(thisYear) } };
        AssertDecided("consumer", setup, Person("DE"), (rule, VatCategory.S, rate, null));
        // a company with a number is not counted, nor taxed by it
        AssertDecided("company", setup, Company("DE", German), ("eu_b2b_reverse_charge", VatCategory.AE, "0", "VATEX-EU-AE"));
    }

    [Fact]
    public void Decide_OssFromADay_SwitchesAtThatTaxPoint()
    {
        var setup = Setup(change: s => s.OssFrom = new DateOnly(2026, 12, 1));
        Assert.Equal("eu_b2c_seller_rate", TaxRules.Decide(setup, Person("DE"), new DateOnly(2026, 11, 30)).Value.Rule);
        Assert.Equal("eu_b2c_oss", TaxRules.Decide(setup, Person("DE"), new DateOnly(2026, 12, 1)).Value.Rule);
    }

    /// <summary>Directive art. 138 (K), 146 (export), 33 (distance sales); CGI art. 294, 2.</summary>
    public static TheoryData<string, TaxBuyer, string, VatCategory, string, string?> Goods => new()
    {
        { "French company", Company("FR", French), "domestic", VatCategory.S, "20", null },
        { "German company", Company("DE", German), "eu_b2b_goods", VatCategory.K, "0", "VATEX-EU-IC" },
        { "German consumer", Person("DE"), "eu_b2c_seller_rate", VatCategory.S, "20", null },
        { "Northern Ireland is in the EU for goods", Company("GB", "XI980780684", "BT1 5GS"), "eu_b2b_goods", VatCategory.K, "0", "VATEX-EU-IC" },
        { "Réunion: exported from the mainland", Person("FR", "97400"), "dom_goods", VatCategory.G, "0", "VATEX-EU-G" },
        { "US company", Company("US"), "export", VatCategory.G, "0", "VATEX-EU-G" },
    };

    [Theory]
    [MemberData(nameof(Goods))]
    public void Decide_Goods_AreTaxedWhereTheyGo(string title, TaxBuyer buyer, string rule, VatCategory category, string rate, string? vatex) =>
        AssertDecided(title, Setup(change: s => s.Supply = Supply.Goods), buyer, (rule, category, rate, vatex));

    [Theory]
    [InlineData("FR", "75003")]
    [InlineData("DE", "10115")]
    [InlineData("US", "94105")]
    public void Decide_OtherRegimes_AskNoBuyer(string country, string postalCode)
    {
        var buyer = Company(country, German, postalCode);
        // CGI art. 293 B: exempt, whoever buys
        AssertDecided("franchise", Setup(TaxRegime.Franchise), buyer, ("franchise", VatCategory.E, "0", "VATEX-FR-FRANCHISE"));
        AssertDecided("simple", Setup(TaxRegime.Simple), buyer, ("single_rate", VatCategory.S, "20", null));
    }

    [Fact]
    public void Decide_SellerInGermany_FollowsTheSameRules()
    {
        var setup = Setup(change: s => s.SellerCountry = "DE");
        AssertDecided("home", setup, Company("DE", German), ("domestic", VatCategory.S, "19", null));
        AssertDecided("France", setup, Company("FR", French), ("eu_b2b_reverse_charge", VatCategory.AE, "0", "VATEX-EU-AE"));
        AssertDecided("Réunion is outside for others", setup, Person("FR", "97400"), ("export_consumer", VatCategory.G, "0", "VATEX-EU-G"));
    }

    [Theory]
    [InlineData(TaxRateKind.Intermediate, "75003", "10")] // CGI art. 279
    [InlineData(TaxRateKind.Reduced, "75003", "5.5")] // CGI art. 278-0 bis
    [InlineData(TaxRateKind.Reduced, "97400", "2.1")] // CGI art. 296
    public void Decide_OtherKindOfRate_IsThePlacesOwn(TaxRateKind kind, string postalCode, string rate) =>
        Assert.Equal(Number(rate), TaxRules.Decide(Setup(), Person("FR", postalCode), Today, new TaxItem(null, kind)).Value.Vat.Rate);

    [Fact]
    public void Decide_NoRateOfThatDayOrKind_IsRefusedNotGuessed()
    {
        Assert.Equal("tax_rate_missing", TaxRules.Decide(Setup(), Person("FR"), new DateOnly(2000, 3, 31)).Error?.Code);
        Assert.Equal("tax_rate_missing", TaxRules.Decide(Setup(), Person("FR"), Today, new TaxItem(null, TaxRateKind.Parking)).Error?.Code);
        Assert.Equal("tax_rate_missing", TaxRules.Decide(Setup(TaxRegime.Simple), Person("FR"), Today, new TaxItem(null, TaxRateKind.Reduced)).Error?.Code);
    }

    /// <summary>VIES on: what was answered, how many days before the tax point, fail-closed or not, and what the number is worth.</summary>
    [Theory]
    [InlineData(null, 0, false, VatIdState.Valid)]
    [InlineData(null, 0, true, VatIdState.Unverified)]
    [InlineData(true, 30, true, VatIdState.Valid)]
    [InlineData(true, 31, true, VatIdState.Unverified)]
    [InlineData(true, 31, false, VatIdState.Valid)]
    [InlineData(true, -5, true, VatIdState.Valid)] // asked after the period, before the invoice
    [InlineData(false, 0, false, VatIdState.Invalid)]
    [InlineData(false, 400, false, VatIdState.Invalid)] // a "no" counts until a newer answer
    public void Decide_ViesOn_NeedsFreshEvidence(bool? answer, int daysBefore, bool failClosed, VatIdState state)
    {
        var check = answer is { } valid ? new VatEvidence(valid, Today.AddDays(-daysBefore), "WAPIAAAA1") : null;
        var setup = Setup(change: s => (s.ViesEnabled, s.FailClosed) = (true, failClosed));
        var decision = TaxRules.Decide(setup, Company("DE", German, check: check), Today).Value;
        Assert.Equal(state, decision.VatIdState);
        Assert.Equal(state == VatIdState.Valid ? VatCategory.AE : VatCategory.S, decision.Vat.Category);
        Assert.Equal((German, check?.On, check?.ConsultationNumber), (decision.VatId, decision.CheckedOn, decision.ConsultationNumber));
        Assert.Equal(check is null ? VatCheckSource.Offline : VatCheckSource.Vies, decision.CheckSource);
    }

    static void AssertDecided(string title, TaxSetup setup, TaxBuyer buyer, (string Rule, VatCategory Category, string Rate, string? Vatex) expected)
    {
        var decision = TaxRules.Decide(setup, buyer, Today).Value;
        Assert.Equal((title, expected.Rule, new VatTreatment(expected.Category, Number(expected.Rate)), expected.Vatex), (title, decision.Rule, decision.Vat, decision.ExemptionCode));
        Assert.Equal(expected.Category is VatCategory.S, decision.ExemptionReason is null);
    }

    static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
