namespace TwinMcp.Core.Common;

/// <summary>
/// What an API key can be narrowed to: a scope takes of the role's actions those that are listed here and never adds one. What stands in no
/// scope (<see cref="Never"/>) is not for narrowed keys. Whose data it is (<see cref="BillingAction.ReadAllCustomers"/>) is the role's alone.
/// </summary>
public static class KeyScopes
{
    /// <summary>Keys, people and webhooks are the way to more rights or out of the house; the sandbox and the test mail are for trying out by hand.</summary>
    internal static readonly BillingAction[] Never =
    [
        BillingAction.ChangeApiKeys,
        BillingAction.ChangeOwnApiKeys,
        BillingAction.ManageUsers,
        BillingAction.UsePaymentSandbox,
        BillingAction.ReadWebhooks,
        BillingAction.ChangeWebhooks,
        BillingAction.TestMail,
    ];

    static readonly BillingAction[] InvoiceReading =
    [
        BillingAction.ReadInvoices,
        BillingAction.ReadDrafts,
        BillingAction.PreviewInvoice,
        BillingAction.ImportInvoice,
    ];

    static readonly BillingAction[] PaymentReading =
    [
        BillingAction.ReadPayments,
        BillingAction.ReadProviderEvents,
        BillingAction.ReadBankTransactions,
    ];

    static readonly BillingAction[] PlanReading =
    [
        BillingAction.ReadPlans,
        BillingAction.ReadPlanDrafts,
        BillingAction.ComparePlans,
    ];

    /// <summary>Writing contains reading: a change is answered with what it made.</summary>
    static readonly Dictionary<string, BillingAction[]> Gives = new(StringComparer.Ordinal)
    {
        ["invoices:read"] = InvoiceReading,
        ["invoices:write"] = [.. InvoiceReading, BillingAction.GenerateInvoice, BillingAction.ChangeInvoice, BillingAction.ChangeInvoiceStatus, BillingAction.SendInvoice, BillingAction.ShareInvoice, BillingAction.IssueCreditNote, BillingAction.ChangeDunning],
        ["payments:read"] = PaymentReading,
        ["payments:write"] = [.. PaymentReading, BillingAction.StartPayment, BillingAction.RecordPayment, BillingAction.RefundPayment, BillingAction.ImportBankStatement, BillingAction.MatchBankTransaction],
        ["accounting:read"] = [BillingAction.ExportAccounting],
        ["credits:read"] = [BillingAction.ReadCredits],
        ["credits:write"] = [BillingAction.ReadCredits, BillingAction.GrantCredit],
        ["subscriptions:read"] = [BillingAction.ReadSubscriptions],
        ["subscriptions:write"] = [BillingAction.ReadSubscriptions, BillingAction.ChangeSubscriptions, BillingAction.CancelSubscription],
        ["plans:read"] = PlanReading,
        ["plans:write"] = [.. PlanReading, BillingAction.ChangePlans],
        ["runs:read"] = [BillingAction.ReadRuns],
        ["runs:write"] = [BillingAction.ReadRuns, BillingAction.RunBilling],
        ["alerts:read"] = [BillingAction.ReadAlerts],
        ["alerts:write"] = [BillingAction.ReadAlerts, BillingAction.ChangeAlerts, BillingAction.ChangeAlertRules],
        ["outbox:read"] = [BillingAction.ReadOutbox],
        ["outbox:write"] = [BillingAction.ReadOutbox, BillingAction.RepeatMail],
        ["usage:read"] = [BillingAction.ReadUsage],
        ["usage:write"] = [BillingAction.WriteUsage],
        ["tax:read"] = [BillingAction.CheckTaxNumber, BillingAction.ReadTaxSettings],
        ["tax:write"] = [BillingAction.CheckTaxNumber, BillingAction.ReadTaxSettings, BillingAction.ChangeTaxSettings],
        ["settings:read"] = [BillingAction.ReadSeller],
        ["settings:write"] = [BillingAction.ReadSeller, BillingAction.ChangeSeller],
        ["customers:read"] = [BillingAction.ReadCustomers],
        ["customers:write"] = [BillingAction.ReadCustomers, BillingAction.ChangeCustomers, BillingAction.ChangeOwnContact],
        ["libraries:read"] = [BillingAction.ReadLibraries],
        ["audit:read"] = [BillingAction.ReadAudit],
        ["libraries:write"] = [BillingAction.ReadLibraries, BillingAction.ChangeLibraries],
    };

    public static IEnumerable<string> All => Gives.Keys;

    /// <summary>True when the scope leaves the role anything to do.</summary>
    public static bool Fits(string scope, Role role) => Gives.TryGetValue(scope, out var actions) && actions.Intersect(Access.Actions(role)).Any();

    /// <param name="scopes">Null: not narrowed.</param>
    internal static bool Allow(IReadOnlyList<string>? scopes, BillingAction action) =>
        scopes is null || action == BillingAction.ReadAllCustomers || scopes.Any(s => Gives.TryGetValue(s, out var actions) && actions.Contains(action));
}
