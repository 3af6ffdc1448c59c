namespace TwinMcp.Core.Invoicing.Ledgers;

/// <summary>
/// Every accounting entry of a range of days as one statement over what is stored: a row for each side, debits positive.
/// $1 first day, $2 last day, $3 the seller's time zone. An entry is of one event; what is in it sums to nothing, because
/// the side that closes it is the negative sum of the others, after they are turned into euro and rounded.
/// </summary>
static class LedgerSql
{
    /// <summary>Rows: day, journal, event, piece, piece's day, customer, name, rate, then account (0 the closing one), label, amount, euro, currency.</summary>
    public const string Entries = Events + """
        , euro AS (
          SELECT s.*, CASE WHEN currency = 'EUR' THEN amount ELSE round(amount * rate, 2) END AS eur FROM sides s
        ), closed AS (
          SELECT day, journal, event, kind, piece, piece_day, user_id, currency, rate, account, vat_rate, amount, eur, 1 AS place FROM euro
          UNION ALL
          SELECT day, journal, event, kind, piece, piece_day, user_id, currency, rate, closing, NULL, -sum(amount), -sum(eur), 0 FROM euro
          GROUP BY day, journal, event, kind, piece, piece_day, user_id, currency, rate, closing
        )
        SELECT c.day, c.journal, c.event, c.kind, coalesce(c.piece, left(c.event, 8)), coalesce(c.piece_day, c.day), c.user_id, u.name, c.currency, c.account, c.vat_rate, c.amount, c.eur
        FROM closed c JOIN user_profiles u ON u.user_id = c.user_id
        WHERE c.amount <> 0
        ORDER BY c.day, array_position(ARRAY['VE', 'AV', 'BQ', 'OD'], c.journal), coalesce(c.piece, ''), c.event, c.place, c.account, c.vat_rate
        """;

    /// <summary>The first amount in another currency that has no rate to euro: named, not guessed.</summary>
    public const string WithoutRate = Events + """
        SELECT coalesce(piece, left(event, 8)), currency, day FROM sides WHERE currency <> 'EUR' AND rate IS NULL ORDER BY day LIMIT 1
        """;

    /// <summary>
    /// Sales and credit notes close on the customer, from their VAT groups. Money and credits are two-sided: one side here,
    /// the other closes. A credit note takes all of its amount from the customer; the money that it sets free, or the credit
    /// that it gives back, then stands on the customer's credit, as an over-payment does.
    /// </summary>
    const string Events = """
        WITH issued AS (
          SELECT i.user_id, i.id, i.issue_date AS day, i.number, i.currency, i.exchange_rate AS rate, i.prepaid, i.rounding,
            CASE WHEN i.kind = 'CREDIT_NOTE' THEN 'AV' ELSE 'VE' END AS journal, CASE WHEN i.kind = 'CREDIT_NOTE' THEN 1 ELSE -1 END AS sign
          FROM invoices i WHERE i.number IS NOT NULL AND i.issue_date BETWEEN $1 AND $2
        ), money AS (
          SELECT p.user_id, (p.received_at AT TIME ZONE $3)::date AS day, p.id::text AS event, 'PAYMENT' AS kind, p.amount, p.currency, p.invoice_id
          FROM payments p WHERE p.status IN ('COMPLETED', 'REFUNDED')
          UNION ALL
          SELECT p.user_id, (a.at AT TIME ZONE $3)::date, a.id::text || '-' || p.id, 'PAYBACK', -(a.data->>'amount')::numeric, p.currency, p.invoice_id
          FROM audit_log a JOIN payments p ON p.user_id = a.user_id AND p.id = a.entity_id WHERE a.action = 'payment.refunded'
        ), held AS (
          SELECT e.user_id, (e.at AT TIME ZONE $3)::date AS day, e.id::text || '-' || e.credit_id AS event, e.kind::text AS kind, -e.amount AS amount, c.currency,
            coalesce(e.invoice_id, c.source_credit_note_id, p.invoice_id) AS invoice_id,
            CASE WHEN e.kind = 'EXPIRE' OR (e.kind = 'GRANT' AND c.source_payment_id IS NULL AND c.source_credit_note_id IS NULL) THEN 'granted' ELSE 'customers' END AS closing
          FROM credit_entries e JOIN credits c ON c.user_id = e.user_id AND c.id = e.credit_id
          LEFT JOIN payments p ON p.user_id = e.user_id AND p.id = coalesce(e.payment_id, c.source_payment_id)
        ), moved AS (
          SELECT user_id, day, 'BQ' AS journal, event, kind, 'bank' AS account, amount, currency, invoice_id, 'customers' AS closing FROM money WHERE day BETWEEN $1 AND $2
          UNION ALL
          SELECT user_id, day, 'OD', event, kind, 'credits', amount, currency, invoice_id, closing FROM held WHERE day BETWEEN $1 AND $2
        ), sides AS (
          SELECT d.day, d.journal, d.id::text AS event, 'SALE' AS kind, d.number AS piece, d.day AS piece_day, d.user_id, d.currency::text AS currency, d.rate, x.account, 'customers' AS closing, x.vat_rate, x.amount
          FROM issued d CROSS JOIN LATERAL (
            SELECT 'sales' AS account, v.rate AS vat_rate, d.sign * v.taxable AS amount FROM invoice_vat v WHERE v.user_id = d.user_id AND v.invoice_id = d.id
            UNION ALL
            SELECT 'vat', v.rate, d.sign * v.tax FROM invoice_vat v WHERE v.user_id = d.user_id AND v.invoice_id = d.id AND v.tax <> 0
            UNION ALL
            SELECT 'advances', NULL, -d.sign * d.prepaid WHERE d.prepaid <> 0
            UNION ALL
            SELECT 'rounding', NULL, d.sign * d.rounding WHERE d.rounding <> 0) x
          UNION ALL
          SELECT m.day, m.journal, m.event, m.kind, i.number, i.issue_date, m.user_id, m.currency::text,
            coalesce(i.exchange_rate, (SELECT r.rate_to_eur FROM exchange_rates r WHERE r.currency = m.currency AND r."on" <= m.day ORDER BY r."on" DESC LIMIT 1)),
            m.account, m.closing, NULL, m.amount
          FROM moved m LEFT JOIN invoices i ON i.user_id = m.user_id AND i.id = m.invoice_id AND i.currency = m.currency
        )
        """;
}
