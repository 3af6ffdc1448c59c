namespace TwinMcp.Tests.Api;

/// <summary>What the OpenAPI document says of the contract, a line each.</summary>
static class OpenApiContract
{
    /// <summary>The contract's operations: who changes one changes docs/api.md and the changelog too.</summary>
    public const string Operations = """
        DELETE /api/billing/invoices/{id}/link -> 204 403 404
        DELETE /api/billing/plans/{code}/versions/{currency}/{number} -> 204 404 409 412 428
        DELETE /api/billing/subscriptions/{id} -> 204 404 409 412 428
        DELETE /api/billing/subscriptions/{id}/change -> 200 400 404 409 412 428
        DELETE /api/customers/{userId} -> 204 403 404 409
        DELETE /api/keys/{id} -> 204 403 404
        DELETE /api/libraries/{id} -> 204 403 404
        DELETE /api/settings/company/logo -> 200 403 412 428
        DELETE /api/users/{id} -> 200 204 403 404 409
        DELETE /api/webhook-endpoints/{id} -> 204 403 404
        GET /api/audit -> 200 400 403
        GET /api/audit.csv -> 200 400 403
        GET /api/audit/chain -> 200 403
        GET /api/billing/alert-rules/{userId} -> 200 403 404
        GET /api/billing/alerts -> 200 400 401 403
        GET /api/billing/alerts/unread-count -> 200 400 401 403
        GET /api/billing/bank-transactions -> 200 400
        GET /api/billing/credits -> 200 400 401
        GET /api/billing/credits/balance -> 200 400 401
        GET /api/billing/exports/fec -> 200 400 403 409
        GET /api/billing/exports/journal.csv -> 200 400 403 409
        GET /api/billing/invoices -> 200 400 401
        GET /api/billing/invoices/archive -> 200 400 404
        GET /api/billing/invoices/{id} -> 200 404
        GET /api/billing/invoices/{id}/dunning -> 200 403 404
        GET /api/billing/invoices/{id}/explain -> 200 404
        GET /api/billing/invoices/{id}/pdf -> 200 404
        GET /api/billing/invoices/{id}/penalty -> 200 400 404 409
        GET /api/billing/invoices/{id}/xml -> 200 400 404 409
        GET /api/billing/outbox -> 200 400 401 403
        GET /api/billing/payments -> 200 400 401
        GET /api/billing/payments/{id} -> 200 404
        GET /api/billing/plans -> 200 400
        GET /api/billing/plans/{code} -> 200 404
        GET /api/billing/plans/{code}/versions/{currency}/{number} -> 200 404
        GET /api/billing/provider-events -> 200 400
        GET /api/billing/runs -> 200 401 403
        GET /api/billing/runs/parked -> 200 403
        GET /api/billing/runs/{id} -> 200 403 404
        GET /api/billing/subscriptions -> 200 400
        GET /api/billing/subscriptions/{id} -> 200 404
        GET /api/customers -> 200 400 403
        GET /api/customers/{userId} -> 200 404
        GET /api/customers/{userId}/contacts -> 200 403 404
        GET /api/keys -> 200 400 403
        GET /api/keys/{id} -> 200 403 404
        GET /api/libraries -> 200 400 403
        GET /api/libraries/{id} -> 200 403 404
        GET /api/settings/company -> 200 403
        GET /api/settings/company/logo -> 200 403 404
        GET /api/tax/rates -> 200 400 403
        GET /api/tax/settings -> 200 403
        GET /api/tax/vat-numbers/{number} -> 200 400 401 403
        GET /api/usage/daily -> 200 400 403 404
        GET /api/usage/libraries -> 200 400 403 404
        GET /api/usage/monthly -> 200 400 403 404
        GET /api/usage/records -> 200 400 403 404
        GET /api/users -> 200 400 403
        GET /api/users/{id} -> 200 403 404
        GET /api/webhook-endpoints -> 200 403
        GET /api/webhook-endpoints/{id} -> 200 403 404
        GET /api/webhook-endpoints/{id}/deliveries -> 200 400 403 404
        GET /health/live -> 200
        GET /health/ready -> 200
        PATCH /api/billing/alerts/{id} -> 200 400 403 404
        PATCH /api/billing/invoices/{id} -> 200 404 409 412 428
        PATCH /api/billing/invoices/{id}/dunning -> 200 400 403 404
        PATCH /api/customers/{userId} -> 200 400 403 404 409 412 428
        PATCH /api/users/{id} -> 200 400 403 404 409
        PATCH /api/webhook-endpoints/{id} -> 200 400 403 404 412 428
        POST /api/billing/alerts/read-all -> 200 400 403 404
        POST /api/billing/bank-statements -> 200 400 413 415
        POST /api/billing/bank-transactions/{id}/ignore -> 200 404 409 422
        POST /api/billing/bank-transactions/{id}/match -> 200 400 404 409 422
        POST /api/billing/credits -> 201 400 409 422
        POST /api/billing/invoices -> 200 201 400 409 422
        POST /api/billing/invoices/archive -> 200 400 404 409
        POST /api/billing/invoices/import -> 200 400 413 415
        POST /api/billing/invoices/preview -> 200 400
        POST /api/billing/invoices/{id}/apply-credits -> 200 404 409 422
        POST /api/billing/invoices/{id}/credit-notes -> 201 400 404 409 422
        POST /api/billing/invoices/{id}/link -> 201 403 404 409
        POST /api/billing/invoices/{id}/payments -> 200 201 404 409 422 503
        POST /api/billing/invoices/{id}/send -> 202 404 409
        POST /api/billing/outbox/{id}/resend -> 202 403 404 409
        POST /api/billing/outbox/{id}/withdraw -> 200 403 404 409
        POST /api/billing/payments -> 200 201 400 404 409 422
        POST /api/billing/payments/{id}/provider-refund -> 202 400 404 409 503
        POST /api/billing/payments/{id}/refund -> 200 400 404 409 422
        POST /api/billing/plans -> 201 400 409
        POST /api/billing/plans/{code}/versions -> 201 400 404 409
        POST /api/billing/plans/{code}/versions/{currency}/{number}/publish -> 200 404 409 412 428
        POST /api/billing/plans/{code}/versions/{currency}/{number}/what-if -> 200 400 404
        POST /api/billing/runs -> 200 201 400 403
        POST /api/billing/runs/preview -> 200 400 403
        POST /api/billing/runs/{id}/pause -> 200 403 404 409
        POST /api/billing/runs/{id}/resume -> 200 403 404 409
        POST /api/billing/subscriptions -> 201 400 409 422
        POST /api/billing/subscriptions/{id}/cancel -> 200 400 404 409 412 428
        POST /api/billing/subscriptions/{id}/change -> 200 400 404 409 412 428
        POST /api/billing/subscriptions/{id}/pause -> 200 400 404 409 412 428
        POST /api/billing/subscriptions/{id}/reactivate -> 200 400 404 409 412 428
        POST /api/billing/subscriptions/{id}/resume -> 200 400 404 409 412 428
        POST /api/customers -> 201 400 403 422
        POST /api/keys -> 201 400 403 404 409 422
        POST /api/settings/company/preview -> 200 400 403
        POST /api/tax/rates -> 201 400 403 409
        POST /api/tax/vat-numbers/{number}/checks -> 201 400 403 503
        POST /api/usage -> 200 400 401 403 413 429 503
        POST /api/users -> 201 400 403 409
        POST /api/webhook-endpoints -> 201 400 403 409 422
        POST /api/webhook-endpoints/{id}/deliveries/{deliveryId}/resend -> 202 403 404 409
        POST /api/webhook-endpoints/{id}/ping -> 202 403 404 409
        POST /api/webhook-endpoints/{id}/rotate-secret -> 200 403 404
        POST /api/webhooks/stripe -> 200 400 413 503
        PUT /api/billing/alert-rules/{userId} -> 200 400 403 404
        PUT /api/billing/plans/{code}/versions/{currency}/{number} -> 200 400 404 409 412 428
        PUT /api/customers/{userId}/contacts -> 200 400 403 404
        PUT /api/libraries/{id} -> 200 201 400 403
        PUT /api/settings/company -> 200 400 403 412 428
        PUT /api/settings/company/logo -> 200 400 403 412 413 415 428
        PUT /api/tax/exchange-rates -> 200 400 403
        PUT /api/tax/settings -> 200 400 403 412
        """;
}
