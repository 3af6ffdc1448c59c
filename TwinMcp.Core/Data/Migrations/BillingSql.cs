namespace TwinMcp.Core.Data.Migrations;

/// <summary>What invoices of the release before accounted for, and guards that a batch does not pay for line by line.</summary>
static class BillingSql
{
    public const string Up = """
        -- usage on the invoices of before; what came in since they were computed stays open, taken from the tool with the most
        INSERT INTO invoice_usage (user_id, invoice_id, from_on, to_on, tool, kind, requests, tokens)
        SELECT user_id, id, from_on, to_on, tool, 'REGULAR',
          requests - CASE WHEN place = 1 THEN greatest(counted_requests - billed_requests, 0) ELSE 0 END,
          tokens - CASE WHEN place = 1 THEN greatest(counted_tokens - billed_tokens, 0) ELSE 0 END
        FROM (
          SELECT d.*, sum(requests) OVER invoice AS counted_requests, sum(tokens) OVER invoice AS counted_tokens,
            row_number() OVER (PARTITION BY user_id, id ORDER BY requests DESC, from_on DESC, tool) AS place,
            coalesce((SELECT sum(quantity) FROM invoice_lines l WHERE l.user_id = d.user_id AND l.invoice_id = d.id AND l.component = 'REQUESTS'), 0) AS billed_requests,
            coalesce((SELECT sum(quantity) FROM invoice_lines l WHERE l.user_id = d.user_id AND l.invoice_id = d.id AND l.component = 'TOKENS'), 0) AS billed_tokens
          FROM (
            SELECT i.user_id, i.id, u.tool, greatest(date_trunc('month', u.day)::date, i.period_start) AS from_on,
              least((date_trunc('month', u.day) + interval '1 month')::date, i.period_end) AS to_on, sum(u.requests)::bigint AS requests, sum(u.tokens)::bigint AS tokens
            FROM invoices i JOIN usage_days u ON u.user_id = i.user_id AND u.day >= i.period_start AND u.day < i.period_end
            WHERE i.kind = 'SUBSCRIPTION' AND i.status <> 'CANCELLED' GROUP BY 1, 2, 3, 4, 5) d
          WINDOW invoice AS (PARTITION BY user_id, id)) spread;

        CREATE FUNCTION guard_issued_new_parts() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          parent record;
        BEGIN
          -- locked: an issue that is under way and this change do not pass each other. What this transaction made is its own
          FOR parent IN SELECT i.id, i.status FROM (SELECT DISTINCT user_id, invoice_id FROM added) a
            JOIN invoices i ON i.user_id = a.user_id AND i.id = a.invoice_id WHERE i.xmin <> pg_current_xact_id()::xid FOR SHARE OF i
          LOOP
            IF parent.status <> 'DRAFT' THEN
              RAISE EXCEPTION 'Invoice % is %: % on % is forbidden', parent.id, parent.status, TG_OP, TG_TABLE_NAME USING ERRCODE = 'TW001';
            END IF;
          END LOOP;
          RETURN NULL;
        END $$;
        DROP TRIGGER guard_issued ON invoice_lines;
        DROP TRIGGER guard_issued ON invoice_vat;
        DROP TRIGGER guard_issued ON invoice_adjustments;
        CREATE TRIGGER guard_issued BEFORE UPDATE OR DELETE ON invoice_lines FOR EACH ROW EXECUTE FUNCTION guard_issued_parts();
        CREATE TRIGGER guard_issued BEFORE UPDATE OR DELETE ON invoice_vat FOR EACH ROW EXECUTE FUNCTION guard_issued_parts();
        CREATE TRIGGER guard_issued BEFORE UPDATE OR DELETE ON invoice_adjustments FOR EACH ROW EXECUTE FUNCTION guard_issued_parts();
        CREATE TRIGGER guard_issued BEFORE UPDATE OR DELETE ON invoice_usage FOR EACH ROW EXECUTE FUNCTION guard_issued_parts();
        CREATE TRIGGER guard_issued_new AFTER INSERT ON invoice_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION guard_issued_new_parts();
        CREATE TRIGGER guard_issued_new AFTER INSERT ON invoice_vat REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION guard_issued_new_parts();
        CREATE TRIGGER guard_issued_new AFTER INSERT ON invoice_adjustments REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION guard_issued_new_parts();
        CREATE TRIGGER guard_issued_new AFTER INSERT ON invoice_usage REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION guard_issued_new_parts();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON invoice_usage FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        """;

    public const string Down = """
        DROP TRIGGER guard_issued_new ON invoice_lines;
        DROP TRIGGER guard_issued_new ON invoice_vat;
        DROP TRIGGER guard_issued_new ON invoice_adjustments;
        DROP TRIGGER guard_issued_new ON invoice_usage;
        DROP FUNCTION guard_issued_new_parts;
        DROP TRIGGER guard_issued ON invoice_lines;
        DROP TRIGGER guard_issued ON invoice_vat;
        DROP TRIGGER guard_issued ON invoice_adjustments;
        CREATE TRIGGER guard_issued BEFORE INSERT OR UPDATE OR DELETE ON invoice_lines FOR EACH ROW EXECUTE FUNCTION guard_issued_parts();
        CREATE TRIGGER guard_issued BEFORE INSERT OR UPDATE OR DELETE ON invoice_vat FOR EACH ROW EXECUTE FUNCTION guard_issued_parts();
        CREATE TRIGGER guard_issued BEFORE INSERT OR UPDATE OR DELETE ON invoice_adjustments FOR EACH ROW EXECUTE FUNCTION guard_issued_parts();
        """;
}
