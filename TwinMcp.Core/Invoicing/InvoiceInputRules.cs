using TwinMcp.Core.Common;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

/// <summary>From lines as they were asked for to lines that can be computed. Names every field that is wrong.</summary>
sealed class InvoiceInputRules(Currency currency, BuyerTax tax, bool allowCorrections)
{
    const int MaxLines = 2_000;
    const int MaxAdjustments = 100;
    const decimal MaxAmount = 1_000_000_000_000m;

    /// <summary>What numeric(20,10) holds.</summary>
    const decimal MaxUnitPrice = 10_000_000_000m;

    const string NoControls = "No control characters.";

    readonly FieldErrors errors = new();

    /// <summary>A rate that is not there is no wrong field: the whole request has to wait for it.</summary>
    BillingError? undecided;

    /// <summary>A currency and everything that the totals are made of.</summary>
    /// <param name="allowCorrections">Negative allowances and charges, as corrective documents have them; an invoice has none.</param>
    internal static Result<InvoiceInput> Parse(PreviewInvoice request, BuyerTax tax, bool allowCorrections) =>
        Currency.TryParse(request.Currency, out var currency)
            ? new InvoiceInputRules(currency, tax, allowCorrections).Parse(request)
            : BillingError.Invalid("currency", request.Currency is null ? "Required: an ISO 4217 code." : "Not a currency we know.");

    Result<InvoiceInput> Parse(PreviewInvoice request)
    {
        var lines = request.Lines ?? [];
        errors.Require(lines.Count is >= 1 and <= MaxLines, "lines", $"From 1 to {MaxLines} lines.");
        var input = lines.Count > MaxLines ? null : new InvoiceInput(currency, lines.Select(Line).ToList())
        {
            Adjustments = [.. Adjustments(request.Allowances, false), .. Adjustments(request.Charges, true)],
            Prepaid = Amount(request.Prepaid ?? 0, "prepaid"),
            Rounding = Amount(request.Rounding ?? 0, "rounding"),
        };
        for (var i = 0; !errors.Any && i < lines.Count; i++)
            errors.Require(Math.Abs(InvoiceCalculator.Net(input!.Lines[i], currency)) <= MaxAmount, $"lines[{i}]", "The line's total is over 10^12.");
        if (errors.Any)
            return errors.ToError();
        if (undecided is not null)
            return undecided;
        var totals = InvoiceCalculator.Compute(input!);
        if (Math.Abs(totals.GrandTotal) > MaxAmount)
            return BillingError.Invalid("lines", "The total is over 10^12.");
        return input!;
    }

    LineInput Line(LineRequest? line, int index)
    {
        var at = $"lines[{index}]";
        if (line is null)
        {
            errors.Add(at, "Required.");
            return new LineInput("", 1, 0, default);
        }
        errors.Require(!string.IsNullOrWhiteSpace(line.Description), $"{at}.description", "Required.");
        errors.Require(line.Description is null or { Length: <= 500 }, $"{at}.description", "At most 500 characters.");
        errors.Require(line.Detail is null or { Length: <= 500 }, $"{at}.detail", "At most 500 characters.");
        errors.Require(line.Unit is null or { Length: <= 30 }, $"{at}.unit", "At most 30 characters.");
        errors.Require(TextRules.IsOneLine(line.Description), $"{at}.description", NoControls);
        errors.Require(TextRules.IsOneLine(line.Detail), $"{at}.detail", NoControls);
        errors.Require(TextRules.IsOneLine(line.Unit), $"{at}.unit", NoControls);
        errors.Require((line.VatRateKind is null && line.Supply is null) || (line.VatCategory is null && line.VatRate is null), $"{at}.vatRateKind", "Either a kind of rate or supply, or category and rate.");
        errors.Require(line.UnitPrice is null or < MaxUnitPrice, $"{at}.unitPrice", "Less than 10^10.");
        return new LineInput(
            line.Description ?? "",
            Scaled(line.Quantity, $"{at}.quantity", decimals: 4, allowNegative: true),
            Scaled(line.UnitPrice, $"{at}.unitPrice", decimals: 10, allowZero: true),
            Vat(line.VatCategory, line.VatRate, new TaxItem(line.Supply, line.VatRateKind ?? TaxRateKind.Standard), at))
        {
            Detail = line.Detail,
            Unit = line.Unit ?? "",
            BaseQuantity = line.BaseQuantity is null ? 1m : Scaled(line.BaseQuantity, $"{at}.baseQuantity", decimals: 4),
            Allowances = Amounts(line.Allowances, $"{at}.allowances"),
            Charges = Amounts(line.Charges, $"{at}.charges"),
        };
    }

    decimal Scaled(decimal? value, string field, int decimals, bool allowNegative = false, bool allowZero = false)
    {
        if (value is not { } number)
        {
            errors.Add(field, "Required.");
            return 1m;
        }
        errors.Require(allowZero || number != 0, field, "Not 0.");
        errors.Require(allowNegative || number >= 0, field, "Not negative.");
        errors.Require(Math.Abs(number) < MaxAmount, field, "Less than 10^12.");
        errors.Require(decimal.Round(number, decimals, MidpointRounding.ToZero) == number, field, $"At most {decimals} decimals.");
        return number == 0 && !allowZero ? 1m : number;
    }

    decimal Amount(decimal amount, string field, bool allowNegative = true)
    {
        errors.Require(currency.Fits(amount), field, $"{currency} has {currency.Exponent} decimals.");
        errors.Require(Math.Abs(amount) < MaxAmount, field, "Less than 10^12.");
        errors.Require(allowNegative || amount >= 0, field, "Not negative.");
        return amount;
    }

    List<decimal> Amounts(IReadOnlyList<AmountRequest>? amounts, string field)
    {
        errors.Require(amounts is null or { Count: <= MaxAdjustments }, field, $"At most {MaxAdjustments}.");
        return (amounts ?? []).Select((a, i) => Required(a?.Amount, $"{field}[{i}].amount")).ToList();
    }

    IEnumerable<AdjustmentInput> Adjustments(IReadOnlyList<AdjustmentRequest>? adjustments, bool isCharge)
    {
        var field = isCharge ? "charges" : "allowances";
        errors.Require(adjustments is null or { Count: <= MaxAdjustments }, field, $"At most {MaxAdjustments}.");
        return (adjustments ?? []).Select((a, i) => Adjustment(a, isCharge, $"{field}[{i}]"));
    }

    AdjustmentInput Adjustment(AdjustmentRequest? request, bool isCharge, string at)
    {
        errors.Require(request?.Reason is null or { Length: <= 500 }, $"{at}.reason", "At most 500 characters.");
        errors.Require(TextRules.IsOneLine(request?.Reason), $"{at}.reason", NoControls);
        return new AdjustmentInput(isCharge, Required(request?.Amount, $"{at}.amount"), Vat(request?.VatCategory, request?.VatRate, default, at), request?.Reason);
    }

    decimal Required(decimal? amount, string field)
    {
        errors.Require(amount is not null, field, "Required.");
        return Amount(amount ?? 0, field, allowNegative: allowCorrections);
    }

    VatTreatment Vat(VatCategory? category, decimal? rate, TaxItem item, string at)
    {
        if (category is null && rate is null)
            return Decided(item);
        var known = category ?? (rate == 0 ? VatCategory.Z : VatCategory.S);
        var percent = rate ?? (known == VatCategory.S ? tax.DomesticRate : 0m);
        var isStandard = known == VatCategory.S;
        errors.Require(percent is >= 0 and <= 100, $"{at}.vatRate", "From 0 to 100 percent.");
        errors.Require(decimal.Round(percent, 4, MidpointRounding.ToZero) == percent, $"{at}.vatRate", "At most 4 decimals.");
        errors.Require(isStandard ? percent > 0 : percent == 0, $"{at}.vatRate", isStandard ? "Category S has a rate above 0." : $"Category {known} has rate 0.");
        return new VatTreatment(known, percent);
    }

    VatTreatment Decided(TaxItem item)
    {
        var decided = tax.Of(item);
        undecided ??= decided.Error;
        return decided.IsOk ? decided.Value : default;
    }
}
