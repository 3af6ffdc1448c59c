using System.Security.Cryptography;
using System.Text;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Caching;

/// <summary>Every key in Redis, in one place. DB 0 is the cache, DB 1 the sessions.</summary>
public static class CacheKeys
{
    public const int CacheDatabase = 0;
    public const int SessionDatabase = 1;

    /// <summary>Raised by every write to a customer's invoices; null is the scope of all.</summary>
    public static string InvoiceGeneration(CustomerId? scope) => $"inv:gen:{scope?.ToString() ?? "all"}";

    public static string InvoiceList(string what, CustomerId? scope, long generation, string query) =>
        $"inv:{what}:{scope?.ToString() ?? "all"}:{generation}:{Hash(query)}";

    /// <summary>Raised by every write to a customer's profile.</summary>
    public static string CustomerGeneration(CustomerId userId) => $"user:gen:{userId}";

    public static string Customer(CustomerId userId, long generation) => $"user:{userId}:{generation}";

    /// <summary>Raised by every write to the catalogue.</summary>
    public const string LibraryGeneration = "lib:gen";

    public static string LibrarySearch(long generation, string query) => $"lib:{generation}:{Hash(query)}";

    public static string Quota(Guid keyId, string window, long number) => $"quota:{keyId:N}:{window}:{number}";

    /// <summary>In DB 1.</summary>
    public static string Session(string id) => $"session:{id}";

    /// <summary>In DB 1: which sessions a person has.</summary>
    public static string SessionsOf(Guid userId) => $"sessions:{userId:N}";

    /// <summary>The channel on which nodes tell each other whose sessions have ended.</summary>
    public const string SessionsEnded = "sessions:ended";

    /// <param name="kind">account, address, code, mail.</param>
    /// <param name="who">Hashed: no addresses of people in keys.</param>
    public static string Tries(string kind, string who, long window) => $"tries:{kind}:{Hash(who)}:{window}";

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 16);
}

public static class CacheLifetimes
{
    public static readonly TimeSpan Users = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan InvoiceLists = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan LibrarySearches = TimeSpan.FromMinutes(15);
}
