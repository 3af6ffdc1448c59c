using System.Globalization;
using Microsoft.Extensions.Localization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Web.Components.Shared;
using TwinMcp.Web.Resources;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>How an invoice is named and its amounts written on the pages.</summary>
internal static class InvoiceText
{
    /// <summary>The key of icons, colours and texts: "draft", "sent" …</summary>
    public static string Key(this InvoiceStatus status) => status switch
    {
        InvoiceStatus.Draft => "draft",
        InvoiceStatus.Sent => "sent",
        InvoiceStatus.Paid => "paid",
        InvoiceStatus.Overdue => "overdue",
        InvoiceStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>The number, or "Draft, Ateliers Brunel".</summary>
    public static string Name(this InvoiceHead head, IStringLocalizer<UiText> texts) =>
        head.Number ?? texts["invoice.unnumbered.of", head.CustomerName];

    public static string Money(this InvoiceHead head, decimal amount) => MoneyFormat.Text(new Money(amount, head.Currency), CultureInfo.CurrentUICulture);

    /// <summary>"août 2026"; for free lines "Facture ponctuelle".</summary>
    public static string Period(this InvoiceHead head, IStringLocalizer<UiText> texts) =>
        head is { PeriodStart: { } start, PeriodEnd: { } end }
            ? DateFormat.Period(start, end, CultureInfo.CurrentUICulture)
            : texts["invoice.oneoff"];

    public static bool IsCreditNote(this InvoiceHead head) => head.Kind == InvoiceKind.CreditNote;

    /// <summary>What stands in the badge: the status, or that it is a credit note, of which nothing else has to be known.</summary>
    public static string Badge(this InvoiceHead head) => head.IsCreditNote() ? "creditnote" : head.Status.Key();

    /// <summary>Beside invoices a credit note counts the other way.</summary>
    public static decimal Signed(this InvoiceHead head) => head.IsCreditNote() ? -head.Total : head.Total;

    /// <summary>What is still open: nothing for a cancelled one.</summary>
    public static decimal Open(this InvoiceHead head) => head.Status == InvoiceStatus.Cancelled ? 0 : head.Due;

    public static string Pdf(this InvoiceHead head) => $"/api/billing/invoices/{head.Id}/pdf";

    /// <summary>The structured invoice; a draft has none.</summary>
    public static string? Xml(this InvoiceHead head) => head.Number is null ? null : $"/api/billing/invoices/{head.Id}/xml";
}
