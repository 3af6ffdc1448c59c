namespace TwinMcp.Core.Common;

/// <summary>Everything that can be done, by name. Services ask <see cref="Access"/> before they act; pages ask it which buttons to show.</summary>
public enum BillingAction
{
    ReadInvoices,
    ReadDrafts,
    ReadAllCustomers,
    PreviewInvoice,
    GenerateInvoice,
    ChangeInvoice,
    ChangeInvoiceStatus,
    SendInvoice,
    WriteUsage,
    ChangeApiKeys,
    CheckTaxNumber,
    ReadSubscriptions,
    ChangeSubscriptions,
    CancelSubscription,
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
        BillingAction.SendInvoice,
        BillingAction.CheckTaxNumber,
        BillingAction.ReadSubscriptions,
    ];

    static readonly BillingAction[] Customer =
    [
        BillingAction.ReadInvoices,
        BillingAction.CheckTaxNumber,
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
        BillingAction.ChangeSubscriptions,
        BillingAction.CancelSubscription,
    ];

    public static bool Allows(Actor actor, BillingAction action) => Actions(actor.Role).Contains(action);

    /// <summary>Null when allowed, else the refusal.</summary>
    public static BillingError? Check(Actor actor, BillingAction action) =>
        Allows(actor, action) ? null : BillingError.Forbidden($"{Name(actor.Role)} may not do this: {Words(action)}.");

    static BillingAction[] Actions(Role role) => role switch
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
        BillingAction.GenerateInvoice => "generate an invoice",
        BillingAction.ChangeInvoice => "change an invoice",
        BillingAction.ChangeInvoiceStatus => "change an invoice's status",
        BillingAction.SendInvoice => "send an invoice",
        BillingAction.WriteUsage => "write usage",
        BillingAction.ChangeApiKeys => "change API keys",
        BillingAction.CheckTaxNumber => "check a tax number",
        BillingAction.ReadSubscriptions => "read subscriptions",
        BillingAction.ChangeSubscriptions => "change a subscription",
        BillingAction.CancelSubscription => "cancel a subscription",
        _ => action.ToString(),
    };
}
