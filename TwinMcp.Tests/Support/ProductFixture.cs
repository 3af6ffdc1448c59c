using Xunit;

namespace TwinMcp.Tests.Support;

/// <summary>One running product for a test class: <c>IClassFixture&lt;ProductFixture&gt;</c>. After the class every invariant holds.</summary>
public sealed class ProductFixture : IAsyncLifetime
{
    ProductHost? host;

    public ProductHost Host => host ?? throw new InvalidOperationException("xunit has not initialised the fixture.");

    public async Task InitializeAsync() => host = await ProductHost.StartAsync();

    public async Task DisposeAsync()
    {
        await using (Host)
            await InvariantChecker.AssertHoldAsync(Host.Database);
    }
}
