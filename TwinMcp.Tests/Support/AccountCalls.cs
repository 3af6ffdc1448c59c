using System.Text.Json;
using System.Text.Json.Nodes;

namespace TwinMcp.Tests.Support;

/// <summary>Bodies and paths of profiles, users, keys and libraries.</summary>
public static class AccountCalls
{
    public const string Customers = "/api/customers";
    public const string Users = "/api/users";
    public const string Keys = "/api/keys";
    public const string Libraries = "/api/libraries";

    /// <summary>A whole profile of a French company, with members set or, when null, left out: "address.city" is a member of the address.</summary>
    public static string Profile(params (string Member, object? Value)[] changes)
    {
        var profile = JsonNode.Parse("""
            { "name": "Atelier Lumière", "isCompany": true, "contactName": "Jeanne Roy", "billingEmail": "compta@lumiere.example", "phone": "+33 1 23 45 67 89",
              "language": "fr", "currency": "EUR", "vatId": "FR44732829320", "siren": "732829320",
              "address": { "line1": "1, rue de la Paix", "postalCode": "75002", "city": "Paris", "country": "FR" } }
            """)!.AsObject();
        foreach (var (member, value) in changes)
        {
            var target = member.StartsWith("address.", StringComparison.Ordinal) ? profile["address"]!.AsObject() : profile;
            var name = member.Split('.')[^1];
            if (value is null)
                target.Remove(name);
            else
                target[name] = JsonSerializer.SerializeToNode(value);
        }
        return profile.ToJsonString();
    }

    /// <summary>A profile as it is now.</summary>
    public static async Task<ApiAnswer> CustomerAsync(this ApiClient client, object userId) => (await client.GetAsync($"{Customers}/{userId}")).Expect(200);
}
