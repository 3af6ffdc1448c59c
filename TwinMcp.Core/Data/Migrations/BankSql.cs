namespace TwinMcp.Core.Data.Migrations;

/// <summary>What EF's model cannot say of the bank's transfers: open invoices by exactly what is due (see BankTransactionQueries).</summary>
static class BankSql
{
    public const string Up = """
        CREATE INDEX ix_invoices_open_amount ON invoices (currency, (total - prepaid + rounding - paid - credited + released))
          WHERE status IN ('SENT', 'OVERDUE');
        """;

    public const string Down = "DROP INDEX ix_invoices_open_amount;";
}
