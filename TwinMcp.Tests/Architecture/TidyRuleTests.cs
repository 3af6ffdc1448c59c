using Xunit;

namespace TwinMcp.Tests.Architecture;

/// <summary>Every tidy rule seen red: a sample that breaks it is reported, and one that only looks like it is not.</summary>
public sealed class TidyRuleTests
{
    const string Core = "TwinMcp.Core/Invoicing/Sample.cs";
    const string Test = "TwinMcp.Tests/Unit/SampleTests.cs";

    [Theory]
    [InlineData(Core, 301, true)]
    [InlineData(Core, 300, false)]
    [InlineData("TwinMcp.Web/Components/Sample.razor", 151, true)]
    [InlineData("TwinMcp.Web/Components/Sample.razor", 150, false)]
    [InlineData("TwinMcp.Core/Data/Migrations/1_Initial.cs", 5000, false)]
    public void TooLong_LineCount_IsReportedPastTheLimit(string path, int lines, bool reported) =>
        Assert.Equal(reported, TidyRules.TooLong(new SourceFile(path, Lines(lines))).Any());

    [Theory]
    [InlineData("    void Long()\n    {\n", "    }\n", 58, true)]
    [InlineData("    void Long()\n    {\n", "    }\n", 57, false)]
    [InlineData("    int Long<T>() where T : class =>\n", "        0;\n", 60, true)]
    [InlineData("    int Long\n    {\n        get\n        {\n", "        }\n    }\n", 55, true)]
    [InlineData("    static readonly int[] Table = new[]\n    {\n", "    };\n", 200, false)]
    public void LongMembers_OfAClass_AreReportedPastTheLimit(string head, string tail, int filling, bool reported)
    {
        var text = "namespace A;\n\nsealed class B(int c) : D(\"{\")\n{\n    int first = 1;\n\n" + head + string.Concat(Enumerable.Repeat("        // }\n", filling)) + tail + "\n    void Short() => First(x => { });\n}\n";
        Assert.Equal(reported, TidyRules.LongMembers(new SourceFile(Core, text)).Any());
    }

    [Theory]
    [InlineData("double x;", true)]
    [InlineData("(float)x", true)]
    [InlineData("var x = 0.2;", true)]
    [InlineData("var x = 2e3;", true)]
    [InlineData("var x = 2f;", true)]
    [InlineData("var x = 0.2m + 1_000m + 0x1F + 2;", false)]
    [InlineData("var doubled = \"double 0.2\"; // double", false)]
    [InlineData("var range = list[1..2];", false)]
    public void BinaryFloats_InABillingFolder_AreReported(string code, bool reported)
    {
        Assert.Equal(reported, TidyRules.BinaryFloats(new SourceFile(Core, code)).Any());
        Assert.Empty(TidyRules.BinaryFloats(new SourceFile("TwinMcp.Core/Documents/Sample.cs", code)));
    }

    [Theory]
    [InlineData("// TO" + "DO later", true)]
    [InlineData("throw new NotImplemented" + "Exception();", true)]
    [InlineData("# FIX" + "ME", true)]
    [InlineData("// HA" + "CK", true)]
    [InlineData("var method = mastodon;", false)]
    public void Unfinished_Text_IsReported(string text, bool reported) => Assert.Equal(reported, TidyRules.Unfinished(new SourceFile("twin", text)).Any());

    [Theory]
    [InlineData("try { } catch { }", true)]
    [InlineData("try { } catch (Exception e) { /* fine */ }", true)]
    [InlineData("try { } catch (Exception e) when (e.Is(x(1)))\n{\n}", true)]
    [InlineData("try { } catch (Exception) { return; }", false)]
    [InlineData("// catch { }", false)]
    public void EmptyCatches_Code_IsReported(string code, bool reported) => Assert.Equal(reported, TidyRules.EmptyCatches(new SourceFile(Core, code)).Any());

    [Theory]
    [InlineData("[Fact(Skip = \"later\")]", true)]
    [InlineData("[Fact] void Skip_X_Y() { page.Skip(1); }", false)]
    public void SkippedTests_Code_IsReported(string code, bool reported) => Assert.Equal(reported, TidyRules.SkippedTests(new SourceFile(Test, code)).Any());

    [Theory]
    [InlineData(Test, "await Task.Delay(1);", true)]
    [InlineData(Test, "Thread.Sleep(1);", true)]
    [InlineData("TwinMcp.Tests/Support/Wire.cs", "await Task.Delay(1);", false)]
    public void Sleeps_InTests_AreReportedOutsideSupport(string path, string code, bool reported) =>
        Assert.Equal(reported, TidyRules.Sleeps(new SourceFile(path, code)).Any());

    [Theory]
    [InlineData("-----BEGIN RSA " + "PRIVATE KEY-----")]
    [InlineData("sk_" + "live_4eC39HqLyjWDarjtT1zdp7dc")]
    [InlineData("AKIA" + "IOSFODNN7EXAMPLE")]
    [InlineData("ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789")]
    public void Secrets_Text_IsReported(string text) => Assert.NotEmpty(TidyRules.Secrets(new SourceFile("appsettings.json", text)));

    [Theory]
    [InlineData("TwinMcp.Core/bin/Debug/a.dll", true)]
    [InlineData("obj/project.assets.json", true)]
    [InlineData("build.log", true)]
    [InlineData(".env", true)]
    [InlineData(".env.example", false)]
    [InlineData("docs/binary.md", false)]
    public void Rubbish_TrackedPath_IsReported(string path, bool reported) => Assert.Equal(reported, TidyRules.Rubbish(path).Any());

    [Theory]
    [InlineData("InvoiceManager", true)]
    [InlineData("DateHelpers.cs", true)]
    [InlineData("InvoiceDto", true)]
    [InlineData("PageBase`1", true)]
    [InlineData("InvoiceServiceV2", true)]
    [InlineData("StringUtil", true)]
    [InlineData("Database", false)]
    [InlineData("BaseQuantity", false)]
    [InlineData("ManagementReport", false)]
    public void BannedName_Word_IsReported(string name, bool reported) => Assert.Equal(reported, ShapeRules.BannedName(name).Any());

    [Fact]
    public void TooManyDependencies_Sample_IsReportedAndARecordIsNot()
    {
        Assert.NotEmpty(ShapeRules.TooManyDependencies(typeof(Greedy)));
        Assert.Empty(ShapeRules.TooManyDependencies(typeof(Wide)));
        Assert.Empty(ShapeRules.TooManyDependencies(typeof(WideValue)));
    }

    [Fact]
    public void TooManyParameters_Sample_IsReportedAndGeneratedOnesAreNot()
    {
        Assert.Single(ShapeRules.TooManyParameters(typeof(Greedy)));
        Assert.Empty(ShapeRules.TooManyParameters(typeof(Wide)));
    }

    [Fact]
    public void BannedNames_SampleMethod_IsReported() => Assert.Single(ShapeRules.BannedNames(typeof(Greedy)));

    [Theory]
    [InlineData("<data name='A'><value>a</value></data>", null, "there is no")]
    [InlineData("<data name='A'><value>a</value></data>", "", "'A' is missing")]
    [InlineData("", "<data name='B'><value>b</value></data>", "'B' is missing")]
    [InlineData("<data name='A'><value>a</value></data>", "<data name='A'><value> </value></data>", "is empty")]
    [InlineData("<data name='A'><value>{0} of {1}</value></data>", "<data name='A'><value>{0} sur</value></data>", "has other")]
    [InlineData("<data name='A'><value>{0} of {1}</value></data>", "<data name='A'><value>{1} / {0}</value></data>", null)]
    public void Incomplete_Resources_AreReported(string english, string? french, string? finding)
    {
        List<SourceFile> files = [new("T.resx", $"<root>{english}</root>")];
        if (french is not null)
            files.Add(new("T.fr.resx", $"<root>{french}</root>"));
        var found = ResourceRules.Incomplete(files).ToList();
        Assert.Equal(finding is null ? 0 : 1, found.Count);
        Assert.All(found, f => Assert.Contains(finding!, f, StringComparison.Ordinal));
    }

    [Fact]
    public void Incomplete_FrenchAlone_IsReported() => Assert.Single(ResourceRules.Incomplete([new("T.fr.resx", "<root/>")]));

    [Theory]
    [InlineData("dotnet_diagnostic.RS0030.severity = error", false)]
    [InlineData("", true)]
    [InlineData("dotnet_diagnostic.RS0030.severity = error\n[TwinMcp.Web/*.cs]\ndotnet_diagnostic.RS0030.severity = none", true)]
    public void SoftBan_EditorConfig_IsReported(string text, bool reported) => Assert.Equal(reported, AnalyzerRules.SoftBan(text).Any());

    [Fact]
    public void MissingSymbols_ShortList_IsReported() => Assert.Contains(AnalyzerRules.MissingSymbols("P:System.DateTime.Now;why"), f => f.Contains("Task`1.Result", StringComparison.Ordinal));

    [Fact]
    public void NotWired_EmptyProps_IsReported() => Assert.Equal(4, AnalyzerRules.NotWired("<Project/>").Count());

    static string Lines(int count) => string.Join('\n', Enumerable.Repeat("x", count)) + "\n";

#pragma warning disable CA1822, IDE0060, CS9113 // wrong on purpose
    sealed class Greedy(int a, int b, int c, int d, int e, int f, int g)
    {
        public void LoadV2(int h, int i, int j, int k, int l, int m)
        {
            // counted by reflection
        }
    }
#pragma warning restore CA1822, IDE0060, CS9113

    sealed record Wide(int A, int B, int C, int D, int E, int F, int G);

    readonly record struct WideValue(int A, int B, int C, int D, int E, int F, int G);
}
