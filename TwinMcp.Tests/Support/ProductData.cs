using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Security.ApiKeys;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Tests.Support;

/// <summary>What has to be there before the API can be called.</summary>
public sealed class ProductData(IServiceProvider services, TimeProvider clock)
{
    /// <summary>The prices of domain.md 3: code, monthly fee, per 1,000 requests, per 1,000,000 tokens.</summary>
    public static IReadOnlyDictionary<string, (decimal Fee, decimal Requests, decimal Tokens)> Prices { get; } = new Dictionary<string, (decimal, decimal, decimal)>
    {
        ["free"] = (0m, 1m, 1m),
        ["basic"] = (29m, 0.80m, 0.80m),
        ["premium"] = (99m, 0.60m, 0.60m),
        ["enterprise"] = (499m, 0.40m, 0.40m),
    };

    readonly SemaphoreSlim planning = new(1, 1);
    int customers;

    /// <summary>A French company on a plan since 2024, or on none.</summary>
    public async Task<CustomerId> CustomerAsync(string? plan = "premium", string currency = "EUR", Action<Customer>? change = null)
    {
        var n = Interlocked.Increment(ref customers);
        var customer = new Customer
        {
            UserId = CustomerId.New(),
            Name = $"Société d’essai {n}",
            IsCompany = true,
            BillingEmail = $"compta{n}@client.example",
            Language = "fr",
            Currency = Currency.Of(currency),
            Siren = "732829320",
            VatId = "FR44732829320",
            Address = new PostalAddress("1, place de la République", null, "75003", "Paris", "FR"),
            CreatedAt = clock.GetUtcNow(),
        };
        change?.Invoke(customer);
        await using (var db = await ContextAsync())
        {
            db.Customers.Add(customer);
            await db.SaveChangesAsync();
        }
        if (plan is not null)
            await SubscribeAsync(customer.UserId, plan, new DateOnly(2024, 1, 1));
        return customer.UserId;
    }

    public async Task SubscribeAsync(CustomerId userId, string plan, DateOnly from, int anchorDay = 1)
    {
        var version = await PlanAsync(plan);
        await using var db = await ContextAsync();
        db.Add(new Subscription
        {
            UserId = userId,
            Id = Guid.CreateVersion7(),
            PlanVersionId = version,
            Status = SubscriptionStatus.Active,
            Interval = SubscriptionInterval.Month,
            AnchorDay = anchorDay,
            StartedOn = from,
            YearsFrom = from,
            CreatedAt = clock.GetUtcNow(),
        });
        await db.SaveChangesAsync();
    }

    /// <summary>A key that no quota stops: the tests' clock stands still.</summary>
    public async Task<string> KeyAsync(Role role, CustomerId? customer = null)
    {
        var input = new CreateApiKey { Name = $"{role} of a test", Role = role, UserId = customer, RequestsPerMinute = 1_000_000, RequestsPerDay = 1_000_000 };
        var created = await services.GetRequiredService<ApiKeyService>().CreateAsync(Actor.System("test"), input, CancellationToken.None);
        return created.Value.Key;
    }

    /// <summary>The plan's version 1, made when it is first asked for.</summary>
    public async Task<Guid> PlanAsync(string code)
    {
        await planning.WaitAsync();
        try
        {
            await using var db = await ContextAsync();
            if (await db.PlanVersions.Where(v => v.Plan!.Code == code).Select(v => (Guid?)v.Id).SingleOrDefaultAsync() is { } known)
                return known;
            var version = Version(code);
            db.Add(version);
            await db.SaveChangesAsync();
            return version.Id;
        }
        finally
        {
            planning.Release();
        }
    }

    internal static PlanVersion Version(string code)
    {
        var (fee, requests, tokens) = Prices[code];
        var plan = new Plan { Id = Guid.CreateVersion7(), Code = code, Name = char.ToUpperInvariant(code[0]) + code[1..] };
        var id = Guid.CreateVersion7();
        return new PlanVersion
        {
            Id = id,
            PlanId = plan.Id,
            Plan = plan,
            Number = 1,
            Currency = Currency.Eur,
            MonthlyFee = fee,
            EffectiveFrom = new DateOnly(2024, 1, 1),
            Prices =
            [
                new PlanPrice { PlanVersionId = id, Component = PriceComponent.Requests, UnitPrice = requests, BaseQuantity = 1_000m },
                new PlanPrice { PlanVersionId = id, Component = PriceComponent.Tokens, UnitPrice = tokens, BaseQuantity = 1_000_000m },
            ],
        };
    }

    Task<BillingDbContext> ContextAsync() => services.GetRequiredService<IDbContextFactory<BillingDbContext>>().CreateDbContextAsync();
}
