using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Web.Auth;

/// <summary>Data-protection keys in PostgreSQL (the feed has no package for it).</summary>
internal sealed class PostgresKeyRing(IDbContextFactory<BillingDbContext> contexts, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = contexts.CreateDbContext();
        return [.. db.DataProtectionKeys.AsNoTracking().OrderBy(k => k.CreatedAt).Take(1_000).Select(k => k.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = contexts.CreateDbContext();
        var now = clock.GetUtcNow();
        db.DataProtectionKeys.Add(new DataProtectionKey { Id = Guid.CreateVersion7(now), FriendlyName = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting), CreatedAt = now });
        db.SaveChanges();
    }
}

internal static class KeyRingSetup
{
    public static IServiceCollection AddDataProtectionKeysInPostgres(this IServiceCollection services)
    {
        services.AddSingleton<PostgresKeyRing>();
        services.AddOptions<KeyManagementOptions>().Configure<PostgresKeyRing>((o, ring) => o.XmlRepository = ring);
        return services;
    }
}
