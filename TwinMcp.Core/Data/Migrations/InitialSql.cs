namespace TwinMcp.Core.Data.Migrations;

/// <summary>What EF's model cannot say: functions, the partitioned usage table, and the rules that the database holds by itself.</summary>
static class InitialSql
{
    /// <summary>Before the tables: their CHECKs use it. The same list as <c>Currency</c>; a test compares the two.</summary>
    public const string CurrencyExponent = """
        CREATE FUNCTION currency_exponent(code text) RETURNS int IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
          SELECT CASE
            WHEN code IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','VND','VUV','XAF','XOF','XPF') THEN 0
            WHEN code IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND') THEN 3
            ELSE 2 END
        $$;
        """;

    /// <summary>
    /// Raw usage, one partition a month, made on demand. The (user_id, id) register makes a repeated id count once whatever its time;
    /// a unique index on the partitioned table would have to contain the time.
    /// </summary>
    public const string Usage = """
        CREATE TABLE usage_logs (
          user_id uuid NOT NULL REFERENCES user_profiles (user_id),
          at timestamptz NOT NULL,
          id uuid NOT NULL,
          tool varchar(60) NOT NULL,
          library_id varchar(200),
          tokens bigint NOT NULL CHECK (tokens >= 0),
          response_time_ms int NOT NULL CHECK (response_time_ms >= 0),
          api_key_id uuid,
          PRIMARY KEY (user_id, at, id)
        ) PARTITION BY RANGE (at);

        CREATE TABLE usage_record_ids (
          user_id uuid NOT NULL,
          id uuid NOT NULL,
          PRIMARY KEY (user_id, id)
        );

        CREATE FUNCTION ensure_usage_partition(month_start date) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE
          first date := date_trunc('month', month_start)::date;
          name text := 'usage_logs_' || to_char(first, 'YYYYMM');
        BEGIN
          IF to_regclass(name) IS NULL THEN
            PERFORM pg_advisory_xact_lock(hashtext('usage_logs'), 1);
            EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF usage_logs FOR VALUES FROM (%L) TO (%L)',
              name, first::text || ' 00:00:00+00', (first + interval '1 month')::date::text || ' 00:00:00+00');
          END IF;
        END $$;
        """;

    /// <summary>Issued invoices are frozen, documents and registers are append-only, lines add up.</summary>
    public const string Rules = """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '% on % is forbidden: it is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'TW001';
        END $$;

        CREATE FUNCTION guard_issued_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          -- the last three are generated: not yet computed in NEW
          free text[] := ARRAY['status', 'paid', 'paid_date', 'updated_at', 'sort_date', 'sort_due', 'sort_number'];
        BEGIN
          IF OLD.number IS NULL AND OLD.status = 'DRAFT' THEN
            RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
          END IF;
          IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'Invoice % is %: it cannot be deleted', OLD.id, OLD.status USING ERRCODE = 'TW001';
          END IF;
          IF to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
            RAISE EXCEPTION 'Invoice % is %: only status and payment can change', OLD.id, OLD.status USING ERRCODE = 'TW001';
          END IF;
          IF NEW.status = 'DRAFT' THEN
            RAISE EXCEPTION 'Invoice % is %: it cannot become a draft again', OLD.id, OLD.status USING ERRCODE = 'TW001';
          END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER guard_issued BEFORE UPDATE OR DELETE ON invoices FOR EACH ROW EXECUTE FUNCTION guard_issued_invoice();

        CREATE FUNCTION guard_issued_parts() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          part record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
          invoice_status invoice_status;
        BEGIN
          IF TG_OP = 'UPDATE' AND (OLD.user_id, OLD.invoice_id) <> (NEW.user_id, NEW.invoice_id) THEN
            RAISE EXCEPTION 'A part of invoice % cannot move to another', OLD.invoice_id USING ERRCODE = 'TW001';
          END IF;
          SELECT status INTO invoice_status FROM invoices WHERE user_id = part.user_id AND id = part.invoice_id;
          IF invoice_status <> 'DRAFT' THEN
            RAISE EXCEPTION 'Invoice % is %: % on % is forbidden', part.invoice_id, invoice_status, TG_OP, TG_TABLE_NAME USING ERRCODE = 'TW001';
          END IF;
          RETURN part;
        END $$;
        CREATE TRIGGER guard_issued BEFORE INSERT OR UPDATE OR DELETE ON invoice_lines FOR EACH ROW EXECUTE FUNCTION guard_issued_parts();
        CREATE TRIGGER guard_issued BEFORE INSERT OR UPDATE OR DELETE ON invoice_vat FOR EACH ROW EXECUTE FUNCTION guard_issued_parts();
        CREATE TRIGGER guard_issued BEFORE INSERT OR UPDATE OR DELETE ON invoice_adjustments FOR EACH ROW EXECUTE FUNCTION guard_issued_parts();

        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON invoice_documents FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON number_register FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON invoices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON invoice_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON invoice_vat FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON invoice_adjustments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON invoice_documents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON number_register FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

        CREATE FUNCTION check_invoice_sums() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          lines numeric;
          groups numeric;
        BEGIN
          SELECT coalesce(sum(net), 0) INTO lines FROM invoice_lines WHERE user_id = NEW.user_id AND invoice_id = NEW.id;
          SELECT coalesce(sum(tax), 0) INTO groups FROM invoice_vat WHERE user_id = NEW.user_id AND invoice_id = NEW.id;
          IF lines <> NEW.line_total OR groups <> NEW.tax THEN
            RAISE EXCEPTION 'Invoice %: lines % and VAT % do not add up to % and %', NEW.id, lines, groups, NEW.line_total, NEW.tax
              USING ERRCODE = 'TW002';
          END IF;
          RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER sums_add_up AFTER INSERT OR UPDATE OF line_total, tax, status ON invoices
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_invoice_sums();

        ALTER TABLE invoices SET (autovacuum_vacuum_scale_factor = 0.02);
        ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.02);
        """;

    /// <summary>The triggers go with their functions.</summary>
    public const string DropRulesAndUsage = """
        DROP FUNCTION guard_issued_invoice, guard_issued_parts, refuse_change, check_invoice_sums CASCADE;
        DROP TABLE usage_logs, usage_record_ids;
        DROP FUNCTION ensure_usage_partition;
        """;

    public const string DropFunctionsAndTypes = """
        DROP FUNCTION currency_exponent;
        DO $$
        DECLARE name regtype;
        BEGIN
          FOR name IN SELECT oid FROM pg_type WHERE typtype = 'e' AND typnamespace = 'public'::regnamespace LOOP
            EXECUTE format('DROP TYPE %s', name);
          END LOOP;
        END $$;
        """;
}
