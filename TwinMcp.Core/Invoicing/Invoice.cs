using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

public enum InvoiceKind
{
    /// <summary>One period of a subscription: fee and usage.</summary>
    Subscription,

    /// <summary>Free lines, no period of its own.</summary>
    OneOff,

    /// <summary>Takes back all or a part of an issued invoice (type code 381); its amounts are positive, in a series of its own.</summary>
    CreditNote,
}

/// <summary>DRAFT until issued; issuing gives it its number and freezes it for ever.</summary>
public sealed class Invoice
{
    Invoice()
    {
    }

    public CustomerId UserId { get; private init; }
    public InvoiceId Id { get; private init; }
    public InvoiceKind Kind { get; private init; }
    public InvoiceStatus Status { get; private set; }
    public string? Number { get; private set; }
    public Currency Currency { get; private init; }

    /// <summary>"fr" or "en": the customer's language when it was drafted.</summary>
    public string Language { get; private set; } = "en";

    public PeriodType? PeriodType { get; private init; }
    public DateOnly? PeriodStart { get; private init; }

    /// <summary>Exclusive.</summary>
    public DateOnly? PeriodEnd { get; private init; }

    public DateOnly? IssueDate { get; private set; }
    public DateOnly? DueDate { get; private set; }
    public DateOnly? PaidDate { get; private set; }

    /// <summary>Payment term in days from the issue date.</summary>
    public int DueDays { get; private set; }

    public string CustomerName { get; private set; } = "";
    public string? PlanName { get; private set; }
    public string? PurchaseOrder { get; private set; }
    public string? BuyerReference { get; private set; }
    public string? Note { get; private set; }

    public decimal LineTotal { get; private set; }
    public decimal AllowanceTotal { get; private set; }
    public decimal ChargeTotal { get; private set; }

    /// <summary>Total without VAT (BT-109).</summary>
    public decimal Subtotal { get; private set; }

    public decimal Tax { get; private set; }

    /// <summary>Total with VAT (BT-112).</summary>
    public decimal Total { get; private set; }

    public decimal Prepaid { get; private set; }
    public decimal Rounding { get; private set; }

    /// <summary>The day whose rates count: the period's last, or the day of a one-off invoice. Null before the release that keeps it.</summary>
    public DateOnly? TaxPoint { get; private set; }

    /// <summary>The rule of the first decision (<see cref="TaxRuleCodes"/>); null when every line was given its VAT.</summary>
    public string? TaxRule { get; private set; }

    /// <summary>Why it is taxed as it is; frozen with the rest.</summary>
    public TaxEvidence? TaxEvidence { get; private set; }

    /// <summary>EUR for one unit of the currency, when issued in another than EUR.</summary>
    public decimal? ExchangeRate { get; private set; }

    public DateOnly? ExchangeRateOn { get; private set; }

    /// <summary>Total VAT in EUR (BT-111), rounded once.</summary>
    public decimal? TaxEur { get; private set; }

    /// <summary>What credits and completed payments have covered since. A credit note is settled by being issued.</summary>
    public decimal Paid { get; private set; }

    /// <summary>What credit notes have taken back.</summary>
    public decimal Credited { get; private set; }

    /// <summary>Money that had been paid and that a credit note set free: it is the customer's again.</summary>
    public decimal Released { get; private set; }

    /// <summary>Of a credit note: the invoice that it is about, as it was printed (BT-25, BT-26).</summary>
    public InvoiceId? CreditedInvoiceId { get; private init; }

    public string? CreditedNumber { get; private init; }
    public DateOnly? CreditedDate { get; private init; }

    /// <summary>1 for the first credit note of its invoice.</summary>
    public int? CreditedPosition { get; private init; }

    /// <summary>As they were when the invoice was issued (as they are now while it is a draft).</summary>
    public Party? Seller { get; private set; }

    public Party? Buyer { get; private set; }

    /// <summary>The billing run that drafted it; null when a person did.</summary>
    public Guid? RunId { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>The database's row version (xmin); the API's ETag carries it.</summary>
    public uint Version { get; private set; }

    public List<InvoiceLine> Lines { get; private init; } = [];
    public List<InvoiceAdjustment> Adjustments { get; private init; } = [];
    public List<InvoiceVat> Vat { get; private init; } = [];

    /// <summary>The usage that it accounts for.</summary>
    public List<InvoiceUsage> Usage { get; private init; } = [];

    public decimal Due => Total - Prepaid + Rounding - Paid - Credited + Released;

    public bool IsCreditNote => Kind == InvoiceKind.CreditNote;

    /// <summary>Of which day the legends are: what the law cites changes.</summary>
    public DateOnly LegendsOn => IssueDate ?? TaxPoint ?? DateOnly.MaxValue;

    public bool IsIssued => Number is not null;

    public BillingPeriod? Period => PeriodType is { } type ? BillingPeriod.Stored(type, PeriodStart!.Value, PeriodEnd!.Value) : null;

    /// <summary>A new draft. The content comes from <see cref="InvoiceCalculator"/>.</summary>
    internal static Invoice Draft(Customer customer, InvoiceKind kind, BillingPeriod? period, InvoiceContent content, DateTimeOffset now)
    {
        var invoice = new Invoice
        {
            UserId = customer.UserId,
            Id = InvoiceId.New(),
            Kind = kind,
            Status = InvoiceStatus.Draft,
            Currency = content.Totals.Currency,
            PeriodType = period?.Type,
            PeriodStart = period?.Start,
            PeriodEnd = period?.End,
            RunId = content.RunId,
            CreatedAt = now,
        };
        invoice.Fill(customer.Language, customer.Name, content, now);
        return invoice;
    }

    /// <summary>A credit note before it is issued, in the words and for the party of its invoice. Nothing is due on it.</summary>
    internal static Invoice CreditNote(Invoice credited, int position, InvoiceContent content, DateTimeOffset now)
    {
        var note = new Invoice
        {
            UserId = credited.UserId,
            Id = InvoiceId.New(),
            Kind = InvoiceKind.CreditNote,
            Status = InvoiceStatus.Draft,
            Currency = credited.Currency,
            CreditedInvoiceId = credited.Id,
            CreditedNumber = credited.Number,
            CreditedDate = credited.IssueDate,
            CreditedPosition = position,
            CreatedAt = now,
        };
        note.Fill(credited.Language, credited.CustomerName, content, now);
        (note.ExchangeRate, note.ExchangeRateOn, note.TaxEur) = (credited.ExchangeRate, credited.ExchangeRateOn, credited.ExchangeRate is { } rate ? Currency.Eur.Round(note.Tax * rate) : null);
        note.Paid = note.Due;
        return note;
    }

    /// <summary>Replaces a draft's content by a fresh computation.</summary>
    internal void Recompute(Customer customer, InvoiceContent content, DateTimeOffset now)
    {
        RequireDraft();
        Fill(customer.Language, customer.Name, content, now);
    }

    internal void Annotate(InvoiceNotes notes, DateTimeOffset now)
    {
        RequireDraft();
        (PurchaseOrder, BuyerReference, Note, DueDays, UpdatedAt) = (notes.PurchaseOrder, notes.BuyerReference, notes.Note, notes.DueDays, now);
    }

    /// <summary>Just before issue: the evidence as it is now, and the VAT in euro.</summary>
    internal void ConfirmTax(InvoiceTax tax, EuroTax? euro, DateTimeOffset now)
    {
        RequireDraft();
        SetTax(tax);
        (ExchangeRate, ExchangeRateOn, TaxEur, UpdatedAt) = (euro?.ExchangeRate, euro?.On, euro?.TaxEur, now);
    }

    /// <summary>DRAFT -> SENT: the number and the dates are set and nothing else ever changes again but status, payment and delivery.</summary>
    internal void Issue(string number, DateOnly issueDate, Party seller, Party buyer, DateTimeOffset now)
    {
        RequireDraft();
        (Number, IssueDate, DueDate) = (number, issueDate, IsCreditNote ? null : issueDate.AddDays(DueDays));
        (Seller, Buyer, CustomerName) = (seller, buyer, buyer.Name);
        MoveTo(InvoiceStatus.Sent, now);
    }

    /// <summary>Adds money that came in, or credit. Returns what was more than due.</summary>
    internal decimal Settle(decimal amount, DateOnly on, DateTimeOffset now)
    {
        var used = Math.Min(amount, Due);
        Paid += used;
        UpdatedAt = now;
        PayIfNothingIsDue(on, now);
        return amount - used;
    }

    /// <summary>A credit note takes back a part of it, or what was left. Returns the money that this sets free.</summary>
    internal decimal Credit(decimal amount, bool isWhole, DateOnly on, DateTimeOffset now)
    {
        Credited += amount;
        var freed = Math.Max(-Due, 0);
        Released += freed;
        UpdatedAt = now;
        if (isWhole)
            MoveTo(InvoiceStatus.Cancelled, now);
        else
            PayIfNothingIsDue(on, now);
        return freed;
    }

    /// <summary>Money that had come in is gone again (the bank or the card's holder took it back): that much is due once more.</summary>
    /// <param name="amount">Not more than payments still have on it: what a credit note set free is not.</param>
    internal void Unsettle(decimal amount, DateOnly today, DateTimeOffset now)
    {
        Paid -= amount;
        UpdatedAt = now;
        if (amount == 0 || Status != InvoiceStatus.Paid)
            return;
        MoveTo(DueDate < today ? InvoiceStatus.Overdue : InvoiceStatus.Sent, now);
        PaidDate = null;
    }

    /// <exception cref="InvalidOperationException">The table forbids it: the service did not ask first, a bug.</exception>
    internal void MoveTo(InvoiceStatus to, DateTimeOffset now)
    {
        if (!InvoiceTransitions.Allows(Status, to) && !InvoiceTransitions.Follows(Status, to))
            throw new InvalidOperationException($"{Status} -> {to} is not a transition.");
        (Status, UpdatedAt) = (to, now);
    }

    void PayIfNothingIsDue(DateOnly on, DateTimeOffset now)
    {
        if (Due != 0 || Status is not (InvoiceStatus.Sent or InvoiceStatus.Overdue))
            return;
        MoveTo(InvoiceStatus.Paid, now);
        PaidDate = on;
    }

    void Fill(string language, string customerName, InvoiceContent content, DateTimeOffset now)
    {
        (Language, CustomerName, PlanName, UpdatedAt) = (language, customerName, content.PlanName, now);
        (PurchaseOrder, BuyerReference, Note, DueDays) = (content.Notes.PurchaseOrder, content.Notes.BuyerReference, content.Notes.Note, content.Notes.DueDays);
        var totals = content.Totals;
        (LineTotal, AllowanceTotal, ChargeTotal) = (totals.LineTotal, totals.AllowanceTotal, totals.ChargeTotal);
        (Subtotal, Tax, Total, Prepaid, Rounding) = (totals.TaxBasis, totals.TaxTotal, totals.GrandTotal, totals.Prepaid, totals.Rounding);
        Lines.Clear();
        Lines.AddRange(totals.Lines.Select((line, i) => InvoiceLine.From(this, i + 1, line)));
        Adjustments.Clear();
        Adjustments.AddRange(totals.Adjustments.Select((adjustment, i) => InvoiceAdjustment.From(this, i + 1, adjustment)));
        SetTax(content.Tax);
        Vat.Clear();
        Vat.AddRange(totals.Vat.Select((group, i) => InvoiceVat.From(this, i + 1, group)));
        Usage.Clear();
        Usage.AddRange(content.Usage.Select(share => InvoiceUsage.From(this, share)));
    }

    void SetTax(InvoiceTax? tax) => (TaxPoint, TaxRule, TaxEvidence) = (tax?.TaxPoint, tax?.Decisions.FirstOrDefault()?.Rule, tax is null ? null : new TaxEvidence(tax.Decisions));

    void RequireDraft()
    {
        if (Status != InvoiceStatus.Draft)
            throw new InvalidOperationException($"Invoice {Id} is {Status}; only a draft can be changed.");
    }
}

/// <summary>What a person may still change on a draft.</summary>
public sealed record InvoiceNotes(int DueDays, string? PurchaseOrder = null, string? BuyerReference = null, string? Note = null);

/// <summary>Everything that fills a draft.</summary>
sealed record InvoiceContent(InvoiceTotals Totals, string? PlanName, InvoiceNotes Notes)
{
    /// <summary>Null when nothing was decided: a document that repeats another's VAT.</summary>
    public InvoiceTax? Tax { get; init; }

    public IReadOnlyList<UsageShare> Usage { get; init; } = [];
    public Guid? RunId { get; init; }
}
