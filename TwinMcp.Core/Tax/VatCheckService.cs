using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;
using TwinMcp.Core.Tax.VatNumbers;

namespace TwinMcp.Core.Tax;

/// <summary>Looks VAT numbers up and keeps what came back. Every answer is a new row.</summary>
/// <param name="vies">Asked when the settings switch it on; else format and check digit answer.</param>
public sealed class VatCheckService(Writing writing, IDbContextFactory<BillingDbContext> contexts, IVatNumberRegister vies, LocalDates dates)
{
    /// <summary>The waiting for VIES happens outside the transaction.</summary>
    public async Task<Result<VatCheck>> CheckAsync(Actor actor, string number, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeTaxSettings) is { } refused)
            return refused;
        if (VatNumberQueries.Check(actor, number).Error is { } unreadable)
            return unreadable;
        var offline = VatNumber.Check(number);
        if (offline.Country is null)
            return BillingError.Invalid("number", offline.Reason!);
        var answer = await (await RegisterAsync(offline, ct)).ConsultAsync(offline.Number, ct);
        if (answer.Error is { } silent)
            return silent;
        return await writing.InTransactionAsync<VatCheck>(db =>
        {
            var check = Evidence(answer.Value);
            db.VatChecks.Add(check);
            db.Audit.Add(AuditEntry.Of(actor, "tax.vat_number_checked", dates.Now, new AuditSubject(null, check.Id), new { Source = check.Source.ToString(), check.Valid }));
            return Task.FromResult<Result<VatCheck>>(check);
        }, ct);
    }

    /// <summary>A number that cannot be is not worth a question, and VIES does not know Great Britain.</summary>
    async Task<IVatNumberRegister> RegisterAsync(VatNumberCheck offline, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var isOn = await db.TaxSettings.Select(s => s.ViesEnabled).SingleAsync(ct);
        return isOn && offline.Valid && offline.Country != "GB" ? vies : new OfflineRegister();
    }

    VatCheck Evidence(VatConsultation answer) => new()
    {
        Id = Guid.CreateVersion7(dates.Now),
        Number = answer.Number,
        RequestedAt = dates.Now,
        RequestedOn = dates.Today,
        Valid = answer.Valid,
        Source = answer.Source,
        ConsultationNumber = answer.ConsultationNumber,
        Name = answer.Name,
    };
}
