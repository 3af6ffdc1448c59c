namespace TwinMcp.Core.Invoicing;

/// <summary>The verifier's checks of money: what is paid, credited, set free, and left.</summary>
static class LedgerMoneySql
{
    public static readonly (string Code, string Description, string Sql)[] Checks =
    [
        ("I4", "paid is what payments and credit covered; a credit note's is its whole amount", """
            SELECT format('invoice %s (%s): paid %s, payments %s, credit used %s', i.id, i.kind, i.paid, p.applied, c.used)
            FROM invoices i
            CROSS JOIN LATERAL (SELECT coalesce(sum(applied), 0) AS applied FROM payments p WHERE p.user_id = i.user_id AND p.invoice_id = i.id) p
            CROSS JOIN LATERAL (SELECT coalesce(-sum(amount), 0) AS used FROM credit_entries e WHERE e.user_id = i.user_id AND e.invoice_id = i.id AND e.kind = 'USE') c
            WHERE i.paid <> p.applied + c.used + CASE WHEN i.credited_invoice_id IS NOT NULL THEN i.total - i.prepaid + i.rounding ELSE 0 END
            """),
        ("I4", "credited is what credit notes take back, released what they set free as credit", """
            SELECT format('invoice %s: credited %s, credit notes %s, released %s, made credit %s, given back to credits %s', i.id, i.credited, n.credited, i.released, n.freed, r.restored)
            FROM invoices i
            CROSS JOIN LATERAL (SELECT coalesce(sum(n.total + n.rounding), 0) AS credited, coalesce(sum(f.freed), 0) AS freed FROM invoices n
              CROSS JOIN LATERAL (SELECT sum(amount) AS freed FROM credits c WHERE c.user_id = n.user_id AND c.source_credit_note_id = n.id) f
              WHERE n.user_id = i.user_id AND n.credited_invoice_id = i.id AND n.number IS NOT NULL) n
            CROSS JOIN LATERAL (SELECT coalesce(sum(amount), 0) AS restored FROM credit_entries e WHERE e.user_id = i.user_id AND e.invoice_id = i.id AND e.kind = 'RESTORE') r
            WHERE i.credited <> n.credited OR i.released <> n.freed + r.restored
            """),
        ("I4", "nothing is owed the other way; PAID means nothing is due, CANCELLED that all was credited", """
            SELECT format('invoice %s (%s): due %s, credited %s of %s', id, status, due, credited, total + rounding)
            FROM (SELECT *, total - prepaid + rounding - paid - credited + released AS due FROM invoices WHERE number IS NOT NULL) i
            WHERE due < 0 OR (status = 'PAID') <> (due = 0 AND status <> 'CANCELLED') OR (status = 'CANCELLED') <> (credited = total + rounding AND
              EXISTS (SELECT 1 FROM invoices n WHERE n.user_id = i.user_id AND n.credited_invoice_id = i.id))
            """),
        ("I4", "credit notes take back no more than each line and VAT group of their invoice, and all of a cancelled one", """
            SELECT format('invoice %s line %s: net %s, credited %s', i.id, l.line_number, l.net, c.net)
            FROM invoices i JOIN invoice_lines l ON l.user_id = i.user_id AND l.invoice_id = i.id
            CROSS JOIN LATERAL (SELECT coalesce(sum(x.net), 0) AS net FROM invoices n JOIN invoice_lines x ON x.user_id = n.user_id AND x.invoice_id = n.id AND x.credited_line = l.line_number
              WHERE n.user_id = i.user_id AND n.credited_invoice_id = i.id) c
            WHERE i.credited > 0 AND (CASE WHEN i.status = 'CANCELLED' THEN c.net <> l.net ELSE abs(c.net) > abs(l.net) OR c.net * l.net < 0 END)
            UNION ALL
            SELECT format('invoice %s VAT group %s %s: %s + %s, credited %s + %s', i.id, v.category, v.rate, v.taxable, v.tax, c.taxable, c.tax)
            FROM invoices i JOIN invoice_vat v ON v.user_id = i.user_id AND v.invoice_id = i.id
            CROSS JOIN LATERAL (SELECT coalesce(sum(x.taxable), 0) AS taxable, coalesce(sum(x.tax), 0) AS tax FROM invoices n JOIN invoice_vat x ON x.user_id = n.user_id AND x.invoice_id = n.id AND x.category = v.category AND x.rate = v.rate
              WHERE n.user_id = i.user_id AND n.credited_invoice_id = i.id) c
            WHERE i.credited > 0 AND (CASE WHEN i.status = 'CANCELLED' THEN (c.taxable, c.tax) <> (v.taxable, v.tax) ELSE abs(c.taxable) > abs(v.taxable) OR abs(c.tax) > abs(v.tax) END)
            """),
        ("I4", "credit notes of an invoice are counted 1..n, in its currency, and take back what it has", """
            SELECT format('invoice %s: %s credit notes, the last is %s', i.id, count(*), max(n.credited_position))
            FROM invoices n JOIN invoices i ON i.user_id = n.user_id AND i.id = n.credited_invoice_id
            GROUP BY i.user_id, i.id, i.currency, i.number
            HAVING max(n.credited_position) <> count(*) OR bool_or(n.currency <> i.currency) OR bool_or(n.credited_number <> i.number) OR i.number IS NULL
            """),
        ("I4", "no credit is below zero, and what is left of it is the sum of its entries", """
            SELECT format('credit %s: %s of %s left, entries %s', c.id, c.remaining, c.amount, e.sum)
            FROM credits c CROSS JOIN LATERAL (SELECT coalesce(sum(amount), 0) AS sum FROM credit_entries e WHERE e.user_id = c.user_id AND e.credit_id = c.id) e
            WHERE c.remaining < 0 OR c.remaining > c.amount OR c.remaining <> e.sum
            """),
        ("I4", "a payment covers its invoice or is credit, and is paid back at most once", """
            SELECT format('payment %s (%s): amount %s, applied %s, made credit %s, refunded %s, from credits %s', p.id, p.status, p.amount, p.applied, c.made, p.refunded, r.back)
            FROM payments p
            CROSS JOIN LATERAL (SELECT coalesce(sum(amount), 0) AS made FROM credits c WHERE c.user_id = p.user_id AND c.source_payment_id = p.id) c
            CROSS JOIN LATERAL (SELECT coalesce(-sum(amount), 0) AS back FROM credit_entries e WHERE e.user_id = p.user_id AND e.payment_id = p.id) r
            WHERE p.refunded > p.amount OR r.back > p.refunded OR p.applied + c.made > p.amount
               OR (p.refunded = r.back AND p.applied + c.made <> CASE WHEN p.status IN ('COMPLETED', 'REFUNDED') THEN p.amount ELSE 0 END)
            """),
    ];
}
