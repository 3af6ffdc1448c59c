using Npgsql;
using TwinMcp.Core.Invoicing.Proving;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing;

/// <summary>One invariant and what breaks it (at most 20 of each).</summary>
public sealed record LedgerCheck(string Code, string Description, IReadOnlyList<string> Violations);

/// <summary>
/// What must hold in the database at any time, as SQL: <c>./twin db verify</c> for operators, and after every scenario in the tests.
/// Each query returns a line of text a violation.
/// </summary>
/// <param name="timeZone">Of the seller: what days and months are.</param>
/// <param name="proving">What SQL cannot compute.</param>
public sealed class LedgerVerifier(NpgsqlDataSource dataSource, TimeZoneInfo timeZone, InvoiceProving proving)
{
    const int Most = 20;

    static readonly (string Code, string Description, string Sql)[] Checks =
    [
        ("I1", "at most one non-cancelled invoice per customer, kind and period start", """
            SELECT format('customer %s has %s invoices for the period from %s', user_id, count(*), period_start)
            FROM invoices WHERE status <> 'CANCELLED' AND period_start IS NOT NULL GROUP BY user_id, kind, period_start HAVING count(*) > 1
            """),
        ("I1", "no two periods of a customer overlap", """
            SELECT format('customer %s: invoices %s and %s overlap', a.user_id, a.id, b.id)
            FROM invoices a JOIN invoices b ON b.user_id = a.user_id AND b.kind = a.kind AND b.id > a.id
              AND a.period_start < b.period_end AND b.period_start < a.period_end
            WHERE a.status <> 'CANCELLED' AND b.status <> 'CANCELLED'
            """),
        ("I2", "numbers are 1..n in every series", """
            SELECT format('series %s-%s: %s numbers, last is %s, counter says %s', s.series, s.year, count(r.n), max(r.n), s.last_number)
            FROM number_series s LEFT JOIN number_register r USING (series, year)
            GROUP BY s.series, s.year, s.last_number
            HAVING count(r.n) <> s.last_number OR coalesce(max(r.n), 0) <> s.last_number OR coalesce(min(r.n), 1) <> 1
            """),
        ("I2", "every issued invoice stands in the register under its number, and nothing else does", """
            SELECT format('invoice %s has number %s, the register says %s', i.id, i.number, r.series || '-' || r.year || '-' || lpad(r.n::text, greatest(6, length(r.n::text)), '0'))
            FROM invoices i FULL JOIN number_register r ON r.user_id = i.user_id AND r.invoice_id = i.id
            WHERE (i.number IS NOT NULL OR r.n IS NOT NULL)
              AND i.number IS DISTINCT FROM r.series || '-' || r.year || '-' || lpad(r.n::text, greatest(6, length(r.n::text)), '0')
            """),
        ("I2", "dates of a series never go back", """
            SELECT format('%s of %s comes after a later date', number, issue_date) FROM (
              SELECT i.number, i.issue_date, max(i.issue_date) OVER (PARTITION BY r.series, r.year ORDER BY r.n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
              FROM number_register r JOIN invoices i ON i.user_id = r.user_id AND i.id = r.invoice_id) x
            WHERE before > issue_date
            """),
        ("I3", "lines, allowances and charges add up to the subtotal", """
            SELECT format('invoice %s: line total %s, lines %s, allowances %s, charges %s', i.id, i.line_total, l.net, a.allowances, a.charges)
            FROM invoices i
            CROSS JOIN LATERAL (SELECT coalesce(sum(net), 0) AS net FROM invoice_lines l WHERE l.user_id = i.user_id AND l.invoice_id = i.id) l
            CROSS JOIN LATERAL (SELECT coalesce(sum(amount) FILTER (WHERE NOT is_charge), 0) AS allowances, coalesce(sum(amount) FILTER (WHERE is_charge), 0) AS charges
                                FROM invoice_adjustments a WHERE a.user_id = i.user_id AND a.invoice_id = i.id) a
            WHERE l.net <> i.line_total OR a.allowances <> i.allowance_total OR a.charges <> i.charge_total
               OR i.subtotal <> i.line_total - i.allowance_total + i.charge_total OR i.total <> i.subtotal + i.tax
            """),
        ("I3", "every line is its quantity times its price, rounded once", """
            SELECT format('invoice %s line %s: net %s', l.invoice_id, l.line_number, l.net)
            FROM invoice_lines l JOIN invoices i ON i.user_id = l.user_id AND i.id = l.invoice_id
            WHERE l.net <> round(l.quantity * l.unit_price / l.base_quantity, currency_exponent(i.currency)) - l.allowance_total + l.charge_total
            """),
        ("I3", "every VAT group is its taxable sum times its rate; of a credit note, on the running sum of its invoice's", """
            SELECT format('invoice %s: VAT group %s %s: taxable %s tax %s, parts %s', v.invoice_id, v.category, v.rate, v.taxable, v.tax, p.taxable)
            FROM invoice_vat v JOIN invoices i ON i.user_id = v.user_id AND i.id = v.invoice_id
            CROSS JOIN LATERAL (SELECT coalesce(sum(x.amount), 0) AS taxable FROM (
              SELECT net AS amount FROM invoice_lines l WHERE l.user_id = v.user_id AND l.invoice_id = v.invoice_id AND l.vat_category = v.category AND l.vat_rate = v.rate
              UNION ALL
              SELECT CASE WHEN is_charge THEN amount ELSE -amount END FROM invoice_adjustments a
              WHERE a.user_id = v.user_id AND a.invoice_id = v.invoice_id AND a.vat_category = v.category AND a.vat_rate = v.rate) x) p
            CROSS JOIN LATERAL (SELECT coalesce(sum(e.taxable), 0) AS taxable FROM invoices n JOIN invoice_vat e ON e.user_id = n.user_id AND e.invoice_id = n.id
              WHERE n.user_id = i.user_id AND n.credited_invoice_id = i.credited_invoice_id AND n.credited_position < i.credited_position AND e.category = v.category AND e.rate = v.rate) b
            WHERE v.taxable <> p.taxable
               OR v.tax <> round((b.taxable + v.taxable) * v.rate / 100, currency_exponent(i.currency)) - round(b.taxable * v.rate / 100, currency_exponent(i.currency))
            """),
        ("I3", "VAT groups add up to the VAT total", """
            SELECT format('invoice %s: tax %s, groups %s', i.id, i.tax, v.tax)
            FROM invoices i CROSS JOIN LATERAL (SELECT coalesce(sum(tax), 0) AS tax FROM invoice_vat v WHERE v.user_id = i.user_id AND v.invoice_id = i.id) v
            WHERE v.tax <> i.tax
            """),
        .. LedgerMoneySql.Checks,
        ("I5", "one Message-ID per subject, kind and recipient", """
            SELECT format('subject %s, %s: %s Message-IDs for one recipient', coalesce(subject_id, invoice_id), kind, count(DISTINCT message_id))
            FROM outbox GROUP BY user_id, coalesce(subject_id, invoice_id), kind, lower(recipient) HAVING count(DISTINCT message_id) > 1
            """),
        ("I5", "every reminder step is one mail a recipient, and every reminder's mail is of a step", """
            SELECT format('invoice %s, %s: %s mails to %s recipients, %s steps', coalesce(m.invoice_id, s.invoice_id), coalesce(m.kind, s.kind), coalesce(m.n, 0), coalesce(m.readers, 0), coalesce(s.n, 0))
            FROM (SELECT user_id, invoice_id, kind, count(*) AS n, count(DISTINCT lower(recipient)) AS readers FROM outbox WHERE kind LIKE 'reminder%' GROUP BY 1, 2, 3) m
            FULL JOIN (SELECT user_id, invoice_id, 'reminder' || CASE WHEN step < 0 THEN '' ELSE '+' END || step AS kind, 1 AS n FROM dunning_steps) s USING (user_id, invoice_id, kind)
            WHERE m.n IS DISTINCT FROM m.readers OR (m.n IS NULL) <> (s.n IS NULL)
            """),
        ("I6", "every invoice was drafted once, and every issued one issued once, on record", """
            SELECT format('invoice %s (%s): %s drafted, %s issued in the audit log', i.id, i.status, a.drafted, a.issued)
            FROM invoices i CROSS JOIN LATERAL (
              SELECT count(*) FILTER (WHERE action = 'invoice.drafted') AS drafted, count(*) FILTER (WHERE action = 'invoice.issued') AS issued
              FROM audit_log l WHERE l.entity_id = i.id) a
            WHERE a.drafted <> 1 OR a.issued <> (i.number IS NOT NULL)::int
            """),
        ("I7", "a finished billing run has done all of its chunks, and what it drafted it issued or parked", """
            SELECT format('run %s of %s: chunk %s is %s, %s drafted, %s issued', r.id, r.month, c.number, c.status, c.drafted, c.issued)
            FROM billing_runs r JOIN billing_chunks c ON c.run_id = r.id
            WHERE r.status = 'FINISHED' AND (c.status <> 'DONE' OR c.issued > c.drafted)
            """),
        ("I8", "no invoice holds more usage than was counted", """
            SELECT format('customer %s, %s in %s: %s requests on invoices, %s counted', h.user_id, h.tool, h.month, h.requests, coalesce(m.requests, 0))
            FROM (SELECT u.user_id, u.tool, date_trunc('month', u.from_on)::date AS month, sum(u.requests) AS requests, sum(u.tokens) AS tokens
                  FROM invoice_usage u JOIN invoices i ON i.user_id = u.user_id AND i.id = u.invoice_id WHERE i.status <> 'CANCELLED' GROUP BY 1, 2, 3) h
            LEFT JOIN usage_months m ON m.user_id = h.user_id AND m.tool = h.tool AND m.month = h.month
            WHERE h.requests > coalesce(m.requests, 0) OR h.tokens > coalesce(m.tokens, 0)
            """),
        ("I8", "every raw usage record is in its own day, and every day in its month, in the seller's time zone", """
            SELECT format('customer %s, %s on %s: %s requests logged, %s in the day', coalesce(r.user_id, d.user_id), coalesce(r.tool, d.tool), coalesce(r.day, d.day), r.n, d.n)
            FROM (SELECT user_id, tool, (at AT TIME ZONE $1)::date AS day, count(*) AS n, sum(tokens) AS t FROM usage_logs GROUP BY 1, 2, 3) r
            FULL JOIN (SELECT user_id, tool, day, requests AS n, tokens AS t FROM usage_days) d USING (user_id, tool, day)
            WHERE (r.n, r.t) IS DISTINCT FROM (d.n, d.t)
            UNION ALL
            SELECT format('customer %s, %s in %s: %s requests in the days, %s in the month', coalesce(d.user_id, m.user_id), coalesce(d.tool, m.tool), coalesce(d.month, m.month), d.n, m.n)
            FROM (SELECT user_id, tool, date_trunc('month', day)::date AS month, sum(requests) AS n, sum(tokens) AS t FROM usage_days GROUP BY 1, 2, 3) d
            FULL JOIN (SELECT user_id, tool, month, requests::numeric AS n, tokens::numeric AS t FROM usage_months) m USING (user_id, tool, month)
            WHERE (d.n, d.t) IS DISTINCT FROM (m.n, m.t)
            """),
        ("I9", "every issued invoice has its document, and its SHA-256 matches the bytes", """
            SELECT format('invoice %s (%s): %s', i.id, i.number, CASE WHEN d.sha256 IS NULL THEN 'no document' ELSE 'the hash does not match' END)
            FROM invoices i LEFT JOIN invoice_documents d ON d.user_id = i.user_id AND d.invoice_id = i.id
            WHERE i.number IS NOT NULL AND (d.sha256 IS NULL OR d.sha256 <> encode(sha256(d.content), 'hex'))
            """),
        ("S1", "no two subscriptions of a customer run on the same day", """
            SELECT format('customer %s: subscriptions %s and %s overlap', a.user_id, a.id, b.id)
            FROM subscriptions a JOIN subscriptions b ON b.user_id = a.user_id AND b.id > a.id
              AND a.started_on < coalesce(b.ends_on, 'infinity') AND b.started_on < coalesce(a.ends_on, 'infinity')
            """),
        ("S1", "a subscription that took over began when the one before ended", """
            SELECT format('subscription %s from %s took over from %s, which ended on %s', s.id, s.started_on, s.previous_id, p.ends_on)
            FROM subscriptions s LEFT JOIN subscriptions p ON p.user_id = s.user_id AND p.id = s.previous_id
            WHERE s.previous_id IS NOT NULL AND (p.ends_on IS DISTINCT FROM s.started_on OR p.status <> 'EXPIRED')
            """),
        ("S1", "pauses lie within their subscription, one after the other, and an open one is a subscription that is paused", """
            SELECT format('subscription %s (%s): pause from %s to %s', s.id, s.status, p.from_on, p.to_on)
            FROM (SELECT *, max(coalesce(to_on, 'infinity')) OVER (PARTITION BY user_id, subscription_id ORDER BY from_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
                  FROM subscription_pauses) p
            JOIN subscriptions s ON s.user_id = p.user_id AND s.id = p.subscription_id
            WHERE p.from_on < s.started_on OR coalesce(p.to_on, p.from_on + 1) > coalesce(s.ends_on, 'infinity') OR p.from_on < p.before
               OR (p.to_on IS NULL AND s.status <> 'PAUSED')
            UNION ALL
            SELECT format('subscription %s is paused without a pause', id) FROM subscriptions s
            WHERE status = 'PAUSED' AND NOT EXISTS (SELECT FROM subscription_pauses p WHERE p.user_id = s.user_id AND p.subscription_id = s.id AND p.to_on IS NULL)
            """),
    ];

    public async Task<IReadOnlyList<LedgerCheck>> VerifyAsync(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var results = new List<LedgerCheck>();
        foreach (var (code, description, sql) in Checks)
        {
            await using var command = new NpgsqlCommand($"{sql} LIMIT {Most}", connection);
            if (sql.Contains("$1", StringComparison.Ordinal))
                command.Parameters.AddWithValue(timeZone.Id);
            command.CommandTimeout = 600;
            var violations = new List<string>();
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                violations.Add(reader.GetString(0));
            results.Add(new LedgerCheck(code, description, violations));
        }
        var chain = await new AuditVerifier(dataSource).VerifyAsync([], ct);
        results.Add(new LedgerCheck("I6", "the sealed chain of the audit log holds every row as it was written", [.. chain.Breaks.Take(Most)]));
        var (_, unproved) = await proving.ProveAllAsync(Most, ct);
        results.Add(new LedgerCheck("I3", "every issued invoice, computed again from its rules, plan versions and usage, gives its lines and totals", unproved));
        return results;
    }
}
