namespace TwinMcp.Core.Common;

/// <summary>
/// What an API key can be narrowed to: a scope takes of the role's actions those that are listed here and never adds one. What stands in no
/// scope (keys, users) is not for narrowed keys. Whose data it is (<see cref="BillingAction.ReadAllCustomers"/>) is the role's alone.
/// </summary>
public static class KeyScopes
{
    static readonly BillingAction[] InvoiceReading =
    [
        BillingAction.ReadInvoices,
        BillingAction.ReadDrafts,
        BillingAction.PreviewInvoice,
    ];

    /// <summary>Writing contains reading: a change is answered with what it made.</summary>
    static readonly Dictionary<string, BillingAction[]> Gives = new(StringComparer.Ordinal)
    {
        ["invoices:read"] = InvoiceReading,
        ["invoices:write"] = [.. InvoiceReading, BillingAction.GenerateInvoice, BillingAction.ChangeInvoice, BillingAction.ChangeInvoiceStatus, BillingAction.SendInvoice],
        ["usage:read"] = [BillingAction.ReadUsage],
        ["usage:write"] = [BillingAction.WriteUsage],
        ["tax:read"] = [BillingAction.CheckTaxNumber],
        ["customers:read"] = [BillingAction.ReadCustomers],
        ["customers:write"] = [BillingAction.ReadCustomers, BillingAction.ChangeCustomers, BillingAction.ChangeOwnContact],
        ["libraries:read"] = [BillingAction.ReadLibraries],
        ["libraries:write"] = [BillingAction.ReadLibraries, BillingAction.ChangeLibraries],
    };

    public static IEnumerable<string> All => Gives.Keys;

    /// <summary>True when the scope leaves the role anything to do.</summary>
    public static bool Fits(string scope, Role role) => Gives.TryGetValue(scope, out var actions) && actions.Intersect(Access.Actions(role)).Any();

    /// <param name="scopes">Null: not narrowed.</param>
    internal static bool Allow(IReadOnlyList<string>? scopes, BillingAction action) =>
        scopes is null || action == BillingAction.ReadAllCustomers || scopes.Any(s => Gives.TryGetValue(s, out var actions) && actions.Contains(action));
}
