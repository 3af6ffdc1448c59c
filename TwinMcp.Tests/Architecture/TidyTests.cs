using System.Reflection;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Architecture;

/// <summary>The tidy rules on the whole tree. That each can fail is shown in <see cref="TidyRuleTests"/>.</summary>
public sealed class TidyTests
{
    static readonly Lazy<Task<IReadOnlyList<SourceFile>>> Files = new(SourceFile.AllAsync);

    static readonly Type[] Product = [.. typeof(Money).Assembly.GetTypes(), .. Assembly.Load("TwinMcp.Web").GetTypes()];

    [Fact]
    public async Task Files_OfAllKinds_AreFound()
    {
        var files = await Files.Value;
        Assert.Contains(files, f => f.Path == "TwinMcp.Core/Common/Money.cs");
        Assert.Contains(files, f => f.Path == "TwinMcp.Tests/Architecture/TidyTests.cs");
    }

    [Fact]
    public async Task Sources_All_AreTidy() => Findings.AssertNone((await Files.Value).SelectMany(TidyRules.All));

    [Fact]
    public async Task TrackedFiles_All_AreWrittenNotMade() =>
        Findings.AssertNone((await Repository.FilesAsync(untracked: false)).SelectMany(TidyRules.Rubbish));

    [Fact]
    public async Task FileNames_OfCode_SaySomething() =>
        Findings.AssertNone((await Files.Value).Where(f => f.Is(".cs") || f.Is(".razor")).SelectMany(f => ShapeRules.BannedName(f.Name)));

    [Fact]
    public void Types_OfTheProduct_SaySomething() => Findings.AssertNone(Product.SelectMany(ShapeRules.BannedNames));

    [Fact]
    public void Constructors_OfTheProduct_AskForFewThings() => Findings.AssertNone(Product.SelectMany(ShapeRules.TooManyDependencies));

    [Fact]
    public void Methods_OfTheProduct_AskForFewThings() => Findings.AssertNone(Product.SelectMany(ShapeRules.TooManyParameters));

    [Fact]
    public async Task Resources_All_AreCompleteInBothLanguages() =>
        Findings.AssertNone(ResourceRules.Incomplete([.. (await Files.Value).Where(f => f.Is(".resx"))]));

    [Fact]
    public async Task BannedSymbols_File_ListsWhatTheHouseForbids() =>
        Findings.AssertNone(AnalyzerRules.MissingSymbols(await ReadAsync("BannedSymbols.txt")));

    [Fact]
    public async Task EditorConfigs_All_MakeABannedSymbolAnError()
    {
        Findings.AssertNone(AnalyzerRules.SoftBan(await ReadAsync(".editorconfig")));
        var nested = (await Repository.FilesAsync(untracked: true)).Where(f => f.EndsWith("/.editorconfig", StringComparison.Ordinal));
        foreach (var file in nested)
            Assert.DoesNotContain("RS0030", await ReadAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BuildProps_File_WiresTheAnalyzers() => Findings.AssertNone(AnalyzerRules.NotWired(await ReadAsync("Directory.Build.props")));

    static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(Repository.PathOf(path));
}
