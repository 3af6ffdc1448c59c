using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Payments.Bank;

/// <param name="Imported">New transfers.</param>
/// <param name="Repeated">Transfers that an earlier statement had already brought.</param>
public sealed record BankImport(int Statements, int Entries, int Imported, int Repeated, CamtSkipped Skipped);

/// <summary>Takes in the bank's statements. The same file twice, or one that overlaps, adds nothing.</summary>
public sealed class BankStatementService(Writing writing, TimeProvider clock)
{
    public async Task<Result<BankImport>> ImportAsync(Actor actor, byte[] file, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ImportBankStatement) is { } refused)
            return refused;
        var read = CamtReading.Read(file);
        if (read.Error is { } unreadable)
            return unreadable;
        var statement = read.Value;
        return await writing.InTransactionAsync<BankImport>(async db =>
        {
            // one import at a time: two of the same file would else both find nothing
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('bank-import', 0))", ct);
            var identities = statement.Credits.Select(c => c.Identity).ToList();
            var known = await db.BankTransactions.Where(t => identities.Contains(t.Identity)).Select(t => t.Identity).ToListAsync(ct);
            var fresh = statement.Credits.ExceptBy(known, c => c.Identity).Select(Transaction).ToList();
            db.BankTransactions.AddRange(fresh);
            var import = new BankImport(statement.Statements, statement.Entries, fresh.Count, statement.Credits.Count - fresh.Count, statement.Skipped);
            db.Audit.Add(AuditEntry.Of(actor, "bank.imported", clock.GetUtcNow(), default, import));
            return import;
        }, ct);
    }

    BankTransaction Transaction(CamtCredit credit) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Identity = credit.Identity,
        Reference = credit.Reference,
        Status = BankTransactionStatus.New,
        Currency = credit.Amount.Currency,
        Amount = credit.Amount.Amount,
        BookingDate = credit.BookingDate,
        EndToEndId = credit.EndToEndId,
        Remittance = credit.Remittance,
        CreditorReference = credit.CreditorReference,
        DebtorName = credit.DebtorName,
        DebtorIban = credit.DebtorIban,
        ImportedAt = clock.GetUtcNow(),
    };
}
