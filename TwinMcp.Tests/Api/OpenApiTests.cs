using System.Text.Json;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Api;

public sealed class OpenApiTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    /// <summary>The contract's operations: who changes one changes docs/api.md and the changelog too.</summary>
    const string Operations = """
        GET /api/billing/invoices -> 200 400 401
        POST /api/billing/invoices -> 200 201 400 409 422
        POST /api/billing/invoices/preview -> 200 400
        GET /api/billing/invoices/{id} -> 200 404
        PATCH /api/billing/invoices/{id} -> 200 404 409 412 428
        GET /api/billing/invoices/{id}/pdf -> 200 404
        POST /api/billing/invoices/{id}/send -> 202 404 409
        GET /api/billing/alerts -> 200 400 401 403
        GET /api/billing/alerts/unread-count -> 200 400 401 403
        PATCH /api/billing/alerts/{id} -> 200 400 403 404
        POST /api/billing/alerts/read-all -> 200 400 403 404
        GET /api/billing/alert-rules/{userId} -> 200 403 404
        PUT /api/billing/alert-rules/{userId} -> 200 400 403 404
        GET /api/billing/invoices/{id}/penalty -> 200 400 404 409
        GET /api/billing/invoices/{id}/dunning -> 200 403 404
        PATCH /api/billing/invoices/{id}/dunning -> 200 400 403 404
        POST /api/billing/invoices/{id}/apply-credits -> 200 404 409 422
        POST /api/billing/invoices/{id}/credit-notes -> 201 400 404 409 422
        GET /api/billing/payments -> 200 400 401
        POST /api/billing/payments -> 200 201 400 404 409 422
        GET /api/billing/payments/{id} -> 200 404
        POST /api/billing/payments/{id}/refund -> 200 400 404 409 422
        GET /api/billing/credits -> 200 400 401
        POST /api/billing/credits -> 201 400 409 422
        GET /api/billing/credits/balance -> 200 400 401
        GET /api/tax/rates -> 200 400 403
        POST /api/tax/rates -> 201 400 403 409
        GET /api/tax/settings -> 200 403
        PUT /api/tax/settings -> 200 400 403 412
        PUT /api/tax/exchange-rates -> 200 400 403
        GET /api/billing/plans -> 200 400
        POST /api/billing/plans -> 201 400 409
        GET /api/billing/plans/{code} -> 200 404
        POST /api/billing/plans/{code}/versions -> 201 400 404 409
        GET /api/billing/plans/{code}/versions/{currency}/{number} -> 200 404
        PUT /api/billing/plans/{code}/versions/{currency}/{number} -> 200 400 404 409 412 428
        DELETE /api/billing/plans/{code}/versions/{currency}/{number} -> 204 404 409 412 428
        POST /api/billing/plans/{code}/versions/{currency}/{number}/publish -> 200 404 409 412 428
        POST /api/billing/plans/{code}/versions/{currency}/{number}/what-if -> 200 400 404
        GET /api/billing/subscriptions -> 200 400
        POST /api/billing/subscriptions -> 201 400 409 422
        GET /api/billing/subscriptions/{id} -> 200 404
        DELETE /api/billing/subscriptions/{id} -> 204 404 409 412 428
        POST /api/billing/subscriptions/{id}/change -> 200 400 404 409 412 428
        DELETE /api/billing/subscriptions/{id}/change -> 200 400 404 409 412 428
        POST /api/billing/subscriptions/{id}/pause -> 200 400 404 409 412 428
        POST /api/billing/subscriptions/{id}/resume -> 200 400 404 409 412 428
        POST /api/billing/subscriptions/{id}/cancel -> 200 400 404 409 412 428
        POST /api/billing/subscriptions/{id}/reactivate -> 200 400 404 409 412 428
        GET /api/tax/vat-numbers/{number} -> 200 400 401 403
        POST /api/tax/vat-numbers/{number}/checks -> 201 400 403 503
        GET /api/billing/bank-transactions -> 200 400
        GET /api/billing/provider-events -> 200 400
        POST /api/billing/bank-statements -> 200 400 413 415
        POST /api/billing/bank-transactions/{id}/ignore -> 200 404 409 422
        POST /api/billing/bank-transactions/{id}/match -> 200 400 404 409 422
        POST /api/billing/invoices/{id}/payments -> 200 201 404 409 422 503
        POST /api/billing/payments/{id}/provider-refund -> 202 400 404 409 503
        POST /api/webhooks/stripe -> 200 400 413 503
        POST /api/usage -> 200 400 401 403 413 429 503
        GET /api/billing/runs -> 200 401 403
        POST /api/billing/runs -> 200 201 400 403
        POST /api/billing/runs/preview -> 200 400 403
        GET /api/billing/runs/parked -> 200 403
        GET /api/billing/runs/{id} -> 200 403 404
        POST /api/billing/runs/{id}/pause -> 200 403 404 409
        POST /api/billing/runs/{id}/resume -> 200 403 404 409
        GET /health/live -> 200
        GET /health/ready -> 200
        DELETE /api/customers/{userId} -> 204 403 404 409
        DELETE /api/keys/{id} -> 204 403 404
        DELETE /api/libraries/{id} -> 204 403 404
        DELETE /api/users/{id} -> 200 204 403 404 409
        GET /api/customers -> 200 400 403
        GET /api/customers/{userId} -> 200 404
        GET /api/keys -> 200 400 403
        GET /api/keys/{id} -> 200 403 404
        GET /api/libraries -> 200 400 403
        GET /api/libraries/{id} -> 200 403 404
        GET /api/usage/daily -> 200 400 403 404
        GET /api/usage/libraries -> 200 400 403 404
        GET /api/usage/monthly -> 200 400 403 404
        GET /api/usage/records -> 200 400 403 404
        GET /api/users -> 200 400 403
        GET /api/users/{id} -> 200 403 404
        PATCH /api/customers/{userId} -> 200 400 403 404 409 412 428
        PATCH /api/users/{id} -> 200 400 403 404 409
        POST /api/customers -> 201 400 403 422
        POST /api/keys -> 201 400 403 404 409 422
        POST /api/users -> 201 400 403 409
        PUT /api/libraries/{id} -> 200 201 400 403
        """;

    const string Schemas = """
        AddTaxRate
        AdjustmentRequest
        BankImport
        BankTransactionStatus
        BankTransactionWire
        CamtSkipped
        IgnoreBankTransaction
        ListWireOfBankTransactionWire
        ListWireOfProviderEventWire
        MatchBankTransaction
        MatchReason
        ProviderEventOutcome
        ProviderEventWire
        ProviderRefund
        RefundAtProvider
        StartPayment
        StartedPaymentWire
        SuggestionWire
        WebhookReceipt
        AdjustmentWire
        AlertData
        AlertRuleInput
        AlertRuleWire
        AlertRulesWire
        AlertWire
        AmountRequest
        BillingAlertType
        BillingRunStatus
        ListWireOfParkedWire
        ListWireOfRunWire
        ParkedWire
        RunPreviewWire
        RunWire
        StartBillingRun
        BalanceInWire
        BalanceWire
        CreditType
        CreditWire
        CreditedLineRequest
        Currency
        CustomerId
        DunningStepWire
        DunningWire
        ApiKeyWire
        CreateApiKey
        CreatedApiKeyWire
        CreatedUserWire
        Currency
        CustomerId
        CustomerWire
        DatedUsageWire
        EditAddress
        EditCustomer
        EditUser
        ChangeTaxSettings
        CrossBorderSalesWire
        Currency
        CustomerId
        EuroTaxWire
        ExchangeRateInput
        ExchangeRateWire
        ExchangeRatesWire
        ComparePlan
        CreatePlan
        Currency
        CustomerId
        CustomerWhatIfWire
        DraftPlanVersion
        CancelSubscription
        ChangeSubscription
        ChangeTime
        Currency
        CustomerId
        DaysWire
        GenerateInvoice
        GenerateOptions
        GrantCredit
        IngestRecord
        IngestUsage
        InvoiceHeadWire
        InvoiceId
        InvoiceKind
        InvoiceStatus
        InvoiceVatWire
        InvoiceWire
        IssueCreditNote
        LineComponent
        LineRequest
        LineWire
        ListWireOfAlertWire
        ListWireOfInvoiceHeadWire
        MarkAlert
        LibraryReportWire
        LibraryUsageWire
        LibraryView
        LineComponent
        LineRequest
        LineWire
        ListWireOfApiKeyWire
        ListWireOfCustomerWire
        ListWireOfInvoiceHeadWire
        ListWireOfLibraryView
        ListWireOfUsageRecordWire
        ListWireOfUserView
        ListWireOfTaxRateWire
        ListWireOfCustomerWhatIfWire
        ListWireOfInvoiceHeadWire
        ListWireOfPlanVersionWire
        ListWireOfPlanWire
        Party
        PauseDunning
        ListWireOfCreditWire
        ListWireOfInvoiceHeadWire
        ListWireOfPaymentDetailWire
        Party
        PaymentDetailWire
        PaymentStatus
        PaymentWire
        PenaltyPeriodWire
        PenaltyWire
        ListWireOfSubscriptionHeadWire
        Party
        PauseSubscription
        PauseWire
        PaymentStatus
        PaymentWire
        PendingChangeWire
        PeriodInput
        PeriodType
        PlanDetailWire
        PlanPriceInput
        PlanPriceWire
        PlanTierInput
        PlanTierWire
        PlanVersionWire
        PlanWire
        PostalAddress
        PreviewInvoice
        PreviewLineWire
        PreviewWire
        PriceComponent
        PriceModelKind
        ProblemDetails
        ReadAlerts
        ReadAllAlerts
        RecordPayment
        RefundPayment
        RejectedRecord
        RelatedInvoiceWire
        SendInvoice
        SetAlertRules
        PutLibrary
        RejectedRecord
        Role
        SendInvoice
        ToolUsageWire
        SetExchangeRates
        Supply
        TaxDecisionWire
        TaxRateKind
        TaxRateWire
        TaxRegime
        TaxSettingsWire
        ReactivateSubscription
        RejectedRecord
        RenewalWire
        ResumeSubscription
        SendInvoice
        StartSubscription
        SubscriptionHeadWire
        SubscriptionInterval
        SubscriptionStatus
        SubscriptionWire
        TotalsWire
        UnreadAlerts
        UpdateInvoice
        UsageMetric
        UsageReceipt
        UsageRecordWire
        UsageReportWire
        UserView
        VatCategory
        VatCheckSource
        VatCheckWire
        VatIdState
        VatNumberCheck
        VatWire
        WhatIfSumsWire
        WhatIfWire
        """;

    [Fact]
    public async Task Document_Operations_AreTheContract()
    {
        var operations = (await DocumentAsync()).GetProperty("paths").EnumerateObject()
            .Where(p => p.Name.StartsWith("/api/", StringComparison.Ordinal) || p.Name.StartsWith("/health/", StringComparison.Ordinal))
            .SelectMany(p => p.Value.EnumerateObject().Select(o =>
                $"{o.Name.ToUpperInvariant()} {p.Name} -> {string.Join(' ', o.Value.GetProperty("responses").EnumerateObject().Select(r => r.Name).Order(StringComparer.Ordinal))}"));
        Assert.Equal(Operations.Split('\n').Order(StringComparer.Ordinal), operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_Schemas_AreTheContract() =>
        Assert.Equal(Schemas.Split('\n').Order(StringComparer.Ordinal), (await DocumentAsync()).GetProperty("components").GetProperty("schemas").EnumerateObject().Select(s => s.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Document_Enums_AreSpeltAsOnTheWire()
    {
        var schemas = (await DocumentAsync()).GetProperty("components").GetProperty("schemas");
        Assert.Equal(["DRAFT", "SENT", "PAID", "OVERDUE", "CANCELLED"], Values(schemas.GetProperty("InvoiceStatus")));
        Assert.Equal(["monthly", "quarterly", "yearly"], Values(schemas.GetProperty("PeriodType")));
        Assert.Equal(["S", "Z", "E", "AE", "K", "G", "O"], Values(schemas.GetProperty("VatCategory")));
    }

    [Fact]
    public async Task Document_PatchAndPost_SayTheirHeaders()
    {
        var paths = (await DocumentAsync()).GetProperty("paths");
        Assert.Contains("If-Match", Parameters(paths.GetProperty("/api/billing/invoices/{id}").GetProperty("patch")));
        Assert.Contains("Idempotency-Key", Parameters(paths.GetProperty("/api/billing/invoices").GetProperty("post")));
        Assert.Equal(
            ["currency", "cursor", "from", "maxTotal", "minTotal", "page", "pageSize", "q", "sort", "status", "to", "userId"],
            Parameters(paths.GetProperty("/api/billing/invoices").GetProperty("get")).Order(StringComparer.Ordinal));
    }

    static IEnumerable<string?> Values(JsonElement schema) => schema.GetProperty("enum").EnumerateArray().Select(v => v.GetString()).Where(v => v is not null);

    static IEnumerable<string> Parameters(JsonElement operation) => operation.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()!);

    async Task<JsonElement> DocumentAsync() => (await product.Host.Anonymous.GetAsync("/openapi/v1.json")).Expect(200).Json;
}
