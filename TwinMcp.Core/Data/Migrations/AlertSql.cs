namespace TwinMcp.Core.Data.Migrations;

/// <summary>Alerts of the last release, all of one type, get the facts that their message had as a sentence.</summary>
static class AlertSql
{
    public const string Up = """
        UPDATE billing_alerts a SET subject = a.invoice_id::text, data = jsonb_build_object('number', i.number, 'dueDate', i.due_date)
        FROM invoices i WHERE i.user_id = a.user_id AND i.id = a.invoice_id AND a.type = 'INVOICE_OVERDUE';
        """;

    /// <summary>The last release knows one alert per invoice and type.</summary>
    public const string Down = """
        DELETE FROM billing_alerts a USING billing_alerts b
        WHERE b.user_id = a.user_id AND b.invoice_id = a.invoice_id AND b.type = a.type AND (b.created_at, b.id) < (a.created_at, a.id);
        """;
}
