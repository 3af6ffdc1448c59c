namespace TwinMcp.Core.Common;

/// <summary>Everything that can be done, by name. Services ask <see cref="Access"/> before they act; pages ask it which buttons to show.</summary>
public enum BillingAction
{
    ReadInvoices,
    ReadDrafts,
    ReadAllCustomers,
    PreviewInvoice,
    ImportInvoice,
    GenerateInvoice,
    ChangeInvoice,
    ChangeInvoiceStatus,
    SendInvoice,
    WriteUsage,
    ChangeApiKeys,
    CheckTaxNumber,
    StartPayment,
    ReadProviderEvents,
    UsePaymentSandbox,
    ImportBankStatement,
    ReadBankTransactions,
    MatchBankTransaction,
    ReadPayments,
    RecordPayment,
    RefundPayment,
    ReadCredits,
    GrantCredit,
    IssueCreditNote,
    ReadTaxSettings,
    ChangeTaxSettings,
    ReadRuns,
    RunBilling,
    ReadAlerts,
    ChangeAlerts,
    ChangeAlertRules,
    ChangeDunning,
    ReadCustomers,
    ChangeCustomers,
    ChangeOwnContact,
    ManageUsers,
    ChangeOwnApiKeys,
    ReadLibraries,
    ChangeLibraries,
    ReadUsage,
    ReadPlans,
    ReadPlanDrafts,
    ChangePlans,
    ComparePlans,
    ReadSubscriptions,
    ChangeSubscriptions,
    CancelSubscription,
    ReadWebhooks,
    ChangeWebhooks,
}

/// <summary>Who may do what: the only table. What is not listed is refused.</summary>
public static class Access
{
    static readonly BillingAction[] Staff =
    [
        BillingAction.ReadInvoices,
        BillingAction.ReadDrafts,
        BillingAction.ReadAllCustomers,
        BillingAction.PreviewInvoice,
        BillingAction.ImportInvoice,
        BillingAction.SendInvoice,
        BillingAction.CheckTaxNumber,
        BillingAction.StartPayment,
        BillingAction.ReadProviderEvents,
        BillingAction.ImportBankStatement,
        BillingAction.ReadBankTransactions,
        BillingAction.ReadPayments,
        BillingAction.ReadCredits,
        BillingAction.ReadTaxSettings,
        BillingAction.ReadRuns,
        BillingAction.ReadAlerts,
        BillingAction.ChangeAlerts,
        BillingAction.ChangeDunning,
        BillingAction.ReadCustomers,
        BillingAction.ReadLibraries,
        BillingAction.ReadUsage,
        BillingAction.ReadPlans,
        BillingAction.ReadPlanDrafts,
        BillingAction.ComparePlans,
        BillingAction.ReadSubscriptions,
    ];

    static readonly BillingAction[] Customer =
    [
        BillingAction.ReadInvoices,
        BillingAction.CheckTaxNumber,
        BillingAction.ReadAlerts,
        BillingAction.ChangeAlerts,
        BillingAction.ChangeAlertRules,
        BillingAction.StartPayment,
        BillingAction.ReadPayments,
        BillingAction.ReadCredits,
        BillingAction.ReadCustomers,
        BillingAction.ChangeOwnContact,
        BillingAction.ChangeOwnApiKeys,
        BillingAction.ReadLibraries,
        BillingAction.ReadUsage,
        BillingAction.ReadPlans,
        BillingAction.ReadSubscriptions,
        BillingAction.CancelSubscription,
    ];

    static readonly BillingAction[] Admin =
    [
        .. Staff,
        BillingAction.GenerateInvoice,
        BillingAction.ChangeInvoice,
        BillingAction.ChangeInvoiceStatus,
        BillingAction.ChangeApiKeys,
        BillingAction.UsePaymentSandbox,
        BillingAction.MatchBankTransaction,
        BillingAction.RecordPayment,
        BillingAction.RefundPayment,
        BillingAction.GrantCredit,
        BillingAction.IssueCreditNote,
        BillingAction.ChangeTaxSettings,
        BillingAction.RunBilling,
        BillingAction.ReadWebhooks,
        BillingAction.ChangeWebhooks,
        BillingAction.ChangeAlertRules,
        BillingAction.ChangeCustomers,
        BillingAction.ManageUsers,
        BillingAction.ChangeLibraries,
        BillingAction.ChangePlans,
        BillingAction.ChangeSubscriptions,
        BillingAction.CancelSubscription,
    ];

    public static bool Allows(Actor actor, BillingAction action) => Actions(actor.Role).Contains(action) && KeyScopes.Allow(actor.Scopes, action);

    /// <summary>Null when allowed, else the refusal.</summary>
    public static BillingError? Check(Actor actor, BillingAction action)
    {
        if (Allows(actor, action))
            return null;
        var who = Actions(actor.Role).Contains(action) ? "A key of these scopes" : Name(actor.Role);
        return BillingError.Forbidden($"{who} may not do this: {Words(action)}.");
    }

    /// <summary>All that a role may do.</summary>
    internal static BillingAction[] Actions(Role role) => role switch
    {
        Role.Customer => Customer,
        Role.Staff => Staff,
        Role.Admin => Admin,
        Role.Ingestion => [BillingAction.WriteUsage],
        Role.System => [.. Admin, BillingAction.WriteUsage],
        _ => [],
    };

    static string Name(Role role) => role switch
    {
        Role.Customer => "A customer",
        Role.Staff => "A member of staff",
        Role.Admin => "An admin",
        Role.Ingestion => "An ingestion key",
        Role.System => "The system",
        _ => "This role",
    };

    static string Words(BillingAction action) => action switch
    {
        BillingAction.ReadInvoices => "read invoices",
        BillingAction.ReadDrafts => "read drafts",
        BillingAction.ReadAllCustomers => "read all customers",
        BillingAction.PreviewInvoice => "preview an invoice",
        BillingAction.ImportInvoice => "look into a document",
        BillingAction.GenerateInvoice => "generate an invoice",
        BillingAction.ChangeInvoice => "change an invoice",
        BillingAction.ChangeInvoiceStatus => "change an invoice's status",
        BillingAction.SendInvoice => "send an invoice",
        BillingAction.WriteUsage => "write usage",
        BillingAction.ChangeApiKeys => "change API keys",
        BillingAction.CheckTaxNumber => "check a tax number",
        BillingAction.StartPayment => "start a payment",
        BillingAction.ReadProviderEvents => "read a payment provider's events",
        BillingAction.UsePaymentSandbox => "use the payment sandbox",
        BillingAction.ImportBankStatement => "import a bank statement",
        BillingAction.ReadBankTransactions => "read bank transactions",
        BillingAction.MatchBankTransaction => "match a bank transaction",
        BillingAction.ReadPayments => "read payments",
        BillingAction.RecordPayment => "record a payment",
        BillingAction.RefundPayment => "refund a payment",
        BillingAction.ReadCredits => "read credits",
        BillingAction.GrantCredit => "grant a credit",
        BillingAction.IssueCreditNote => "issue a credit note",
        BillingAction.ReadTaxSettings => "read the tax settings",
        BillingAction.ChangeTaxSettings => "change the tax settings",
        BillingAction.ReadRuns => "read billing runs",
        BillingAction.RunBilling => "run the billing",
        BillingAction.ReadAlerts => "read alerts",
        BillingAction.ChangeAlerts => "mark alerts as read",
        BillingAction.ChangeAlertRules => "change alert rules",
        BillingAction.ChangeDunning => "look after reminders",
        BillingAction.ReadCustomers => "read customers",
        BillingAction.ChangeCustomers => "change customers",
        BillingAction.ChangeOwnContact => "change one's own contact data",
        BillingAction.ManageUsers => "manage users",
        BillingAction.ChangeOwnApiKeys => "change one's own API keys",
        BillingAction.ReadLibraries => "read libraries",
        BillingAction.ChangeLibraries => "change libraries",
        BillingAction.ReadUsage => "read usage",
        BillingAction.ReadPlans => "read plans",
        BillingAction.ReadPlanDrafts => "read drafts of plans",
        BillingAction.ChangePlans => "change plans",
        BillingAction.ComparePlans => "compare plans",
        BillingAction.ReadSubscriptions => "read subscriptions",
        BillingAction.ChangeSubscriptions => "change a subscription",
        BillingAction.CancelSubscription => "cancel a subscription",
        BillingAction.ReadWebhooks => "read webhooks",
        BillingAction.ChangeWebhooks => "change webhooks",
        _ => action.ToString(),
    };
}
