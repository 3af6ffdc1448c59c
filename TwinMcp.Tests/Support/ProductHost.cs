using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Tests.Support;

/// <summary>The product as it runs: Kestrel on a free port, real PostgreSQL and Redis, mail into a folder, and a clock that stands still.</summary>
public sealed class ProductHost : IAsyncDisposable
{
    static readonly Dictionary<string, string> Company = new()
    {
        ["COMPANY_NAME"] = "TwinMCP SAS",
        ["COMPANY_ADDRESS_LINE1"] = "18 bis, rue de l’Égalité",
        ["COMPANY_POSTAL_CODE"] = "69003",
        ["COMPANY_CITY"] = "Lyon",
        ["COMPANY_COUNTRY"] = "FR",
        ["COMPANY_EMAIL"] = "facturation@twinmcp.example",
        ["COMPANY_SIREN"] = "842317901",
        ["COMPANY_SIRET"] = "84231790100010",
        ["COMPANY_VAT_ID"] = "FR22842317901",
        ["COMPANY_LEGAL_FORM"] = "SAS au capital de 120 000 €",
        ["COMPANY_RCS"] = "RCS Lyon 842 317 901",
    };

    readonly TempFolder home = new();
    readonly Factory factory;
    readonly IAsyncDisposable? ownDatabase;
    readonly RedisServer? ownRedis;
    readonly HttpClient http;

    ProductHost(ProductOptions options, TestDatabase database, RedisServer? redis)
    {
        (Database, ownDatabase, ownRedis) = (database, options.Database is null ? database : null, redis);
        Clock = new TestClock(options.Start);
        factory = new Factory(options, Settings(options), Clock);
        factory.UseKestrel(0);
        factory.StartServer();
        BaseAddress = new Uri(factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = BaseAddress, Timeout = TimeSpan.FromSeconds(60) };
        Anonymous = new ApiClient(http, null);
        Data = new ProductData(Services, Clock);
    }

    public TestDatabase Database { get; }

    public TestClock Clock { get; }

    public Uri BaseAddress { get; }

    public IServiceProvider Services => factory.Services;

    /// <summary>Customers, plans, subscriptions and keys, made straight in the database.</summary>
    public ProductData Data { get; }

    public ApiClient Anonymous { get; }

    public ApiClient Admin { get; private set; } = null!;

    public ApiClient Staff { get; private set; } = null!;

    public ApiClient Ingestion { get; private set; } = null!;

    /// <summary>Where mails are filed as .eml.</summary>
    public string MailFolder => Path.Combine(home.Path, "mail");

    /// <summary>The host's own Redis; null when the options named one.</summary>
    public RedisServer? Redis => ownRedis;

    public static async Task<ProductHost> StartAsync(ProductOptions? options = null)
    {
        options ??= new ProductOptions();
        var database = options.Database ?? await BillingDatabase.CloneAsync();
        var redis = options.RedisConnectionString is null ? await RedisServer.StartAsync() : null;
        var host = new ProductHost(options, database, redis);
        host.Admin = await host.ClientAsync(Role.Admin);
        host.Staff = await host.ClientAsync(Role.Staff);
        host.Ingestion = await host.ClientAsync(Role.Ingestion);
        return host;
    }

    /// <summary>A client with a fresh key of the role (and customer).</summary>
    public async Task<ApiClient> ClientAsync(Role role, CustomerId? customer = null) => new(http, await Data.KeyAsync(role, customer));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await factory.DisposeAsync();
        if (ownRedis is not null)
            await ownRedis.DisposeAsync();
        if (ownDatabase is not null)
            await ownDatabase.DisposeAsync();
        home.Dispose();
    }

    Dictionary<string, string> Settings(ProductOptions options)
    {
        var settings = new Dictionary<string, string>(Company)
        {
            ["ConnectionStrings:Postgres"] = options.PostgresConnectionString ?? Database.ConnectionString,
            ["ConnectionStrings:Redis"] = options.RedisConnectionString ?? ownRedis!.ConnectionString,
            ["TWIN_HOME"] = home.Path,
            // not None: without any logger there is no request activity, and so no trace id
            ["Logging:LogLevel:Default"] = "Critical",
        };
        foreach (var (name, value) in options.Settings)
            settings[name] = value;
        return settings;
    }

    sealed class Factory(ProductOptions options, Dictionary<string, string> settings, TestClock clock) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            // a browser asks for the compressed files, which a build keeps elsewhere than a publish
            builder.UseStaticWebAssets();
            foreach (var (name, value) in settings)
                builder.UseSetting(name, value);
            builder.ConfigureTestServices(services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                services.AddSingleton(new SecondFactorOptions(options.RequireSecondFactor));
                if (options.WithJobs)
                    return;
                foreach (var job in services.Where(IsOurJob).ToList())
                    services.Remove(job);
            });
        }

        static bool IsOurJob(ServiceDescriptor service) =>
            service.ServiceType == typeof(IHostedService) && service.ImplementationFactory?.Method.DeclaringType?.FullName?.StartsWith("TwinMcp.Web.Jobs.", StringComparison.Ordinal) == true;
    }
}
