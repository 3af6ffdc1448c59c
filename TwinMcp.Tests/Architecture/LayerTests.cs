using System.Reflection;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Architecture;

/// <summary>Each rule on our assemblies, and each rule on a sample that breaks it.</summary>
public sealed class LayerTests
{
    const string Core = "TwinMcp.Core";
    const string Web = "TwinMcp.Web";
    const string Samples = "TwinMcp.Tests.Architecture.Samples";

    static readonly Assembly CoreAssembly = typeof(Money).Assembly;
    static readonly IReadOnlySet<TypeUse> CoreUses = TypeGraph.Read(CoreAssembly.Location);
    static readonly IReadOnlySet<TypeUse> WebUses = TypeGraph.Read(Path.Combine(AppContext.BaseDirectory, Web + ".dll"));
    static readonly IReadOnlySet<TypeUse> SampleUses = TypeGraph.Read(typeof(LayerTests).Assembly.Location);
    static readonly LayerRules CoreLayers = new(Core);
    static readonly LayerRules SampleLayers = new(Samples);

    [Fact]
    public void Core_Layers_AreUsedDownwardOnly() => Findings.AssertNone(CoreLayers.Upward(CoreUses));

    [Theory]
    [InlineData("Pricing.SampleCalculator", "Invoicing.SampleInvoice")]
    [InlineData("Pricing.SampleCalculator", "Customers.SampleCustomer")]
    [InlineData("Usage.SampleService", "Invoicing.SampleInvoice")]
    public void Upward_Sample_IsReported(string from, string to) =>
        Assert.Contains(SampleLayers.Upward(SampleUses), f => f.StartsWith($"{Samples}.{from} -> {Samples}.{to}:", StringComparison.Ordinal));

    [Fact]
    public void Upward_DataThatKnowsAnEntity_IsNotReported() =>
        Assert.DoesNotContain(SampleLayers.Upward(SampleUses), f => f.StartsWith(Samples + ".Data.", StringComparison.Ordinal));

    [Fact]
    public void Core_Features_FormNoCircle() => Findings.AssertNone(CoreLayers.Circles(CoreUses));

    [Fact]
    public void Circles_Sample_IsReported() =>
        Assert.Equal(["Customers", "Pricing"], SampleLayers.Circles(SampleUses).Select(f => f.Split(' ')[0]));

    [Fact]
    public void Core_Features_AllStandInALayer() => Findings.AssertNone(CoreLayers.Unlisted(CoreUses));

    [Fact]
    public void Unlisted_Sample_IsReported() =>
        Assert.Contains(SampleLayers.Unlisted(SampleUses), f => f.Contains(".Nowhere ", StringComparison.Ordinal));

    [Fact]
    public void Core_Data_IsUsedByServicesQueriesAndMappingsOnly() => Findings.AssertNone(CoreLayers.DataUsers(CoreUses));

    [Fact]
    public void DataUsers_Sample_IsReportedAndAServiceIsNot()
    {
        var found = SampleLayers.DataUsers(SampleUses).ToList();
        Assert.Contains(found, f => f.Contains("Invoicing.SampleInvoice -> ", StringComparison.Ordinal));
        Assert.DoesNotContain(found, f => f.Contains("Usage.SampleService -> ", StringComparison.Ordinal));
    }

    [Fact]
    public void Core_PureTypes_NeverSeeTheDatabase() =>
        Findings.AssertNone(PurityRules.PureTypesThatSeeTheDatabase(CoreUses, Core, PurityRules.EntitiesAndValues(CoreAssembly.GetTypes())));

    [Fact]
    public void PureTypes_SampleInALambda_IsReported() =>
        Assert.Contains(
            PurityRules.PureTypesThatSeeTheDatabase(SampleUses, Samples, new HashSet<TypeName>()),
            f => f.Contains("SampleAmount -> Microsoft.EntityFrameworkCore.DbContext", StringComparison.Ordinal));

    [Fact]
    public void PureTypes_EntityThatSeesEf_IsReported()
    {
        var entity = new TypeName(Samples + ".Components", "SamplePage");
        var found = PurityRules.PureTypesThatSeeTheDatabase(SampleUses, Samples, new HashSet<TypeName> { entity });
        Assert.Contains(found, f => f.Contains("SamplePage", StringComparison.Ordinal));
    }

    [Fact]
    public void EntitiesAndValues_OfCore_AreFound()
    {
        var found = PurityRules.EntitiesAndValues(CoreAssembly.GetTypes());
        Assert.Contains(new TypeName(Core + ".Invoicing", "Invoice"), found);
        Assert.Contains(new TypeName(Core + ".Common", "Money"), found);
    }

    [Fact]
    public void Web_ComponentsAndEndpoints_NeverSeeTheDatabase() => Findings.AssertNone(PurityRules.DoorsThatSeeTheDatabase(WebUses, Web));

    [Fact]
    public void Doors_SampleInAnAsyncMethod_IsReported()
    {
        var found = PurityRules.DoorsThatSeeTheDatabase(SampleUses, Samples).ToList();
        Assert.Contains(found, f => f.Contains("SamplePage -> TwinMcp.Core.Data.BillingDbContext", StringComparison.Ordinal));
        Assert.Contains(found, f => f.Contains("SamplePage -> Microsoft.EntityFrameworkCore.", StringComparison.Ordinal));
    }

    [Fact]
    public void Core_Assembly_KnowsNothingOfTheWeb() =>
        Assert.DoesNotContain(Web, TypeGraph.ReferencedAssemblies(CoreAssembly.Location));

    [Fact]
    public void ReferencedAssemblies_OfTheTests_NameBoth() =>
        Assert.Superset(new HashSet<string> { Core }, TypeGraph.ReferencedAssemblies(typeof(LayerTests).Assembly.Location).ToHashSet());

    [Fact]
    public async Task Program_File_IsShort() =>
        Findings.AssertNone(TidyRules.LongerThan(60, new SourceFile("TwinMcp.Web/Program.cs", await File.ReadAllTextAsync(Repository.PathOf("TwinMcp.Web/Program.cs")))));
}
