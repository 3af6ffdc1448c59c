namespace TwinMcp.Core.Data.Migrations;

/// <summary>Credits change only with their entries, payments and credits keep what they were, and what of an issued invoice may change.</summary>
static class MoneyLedgerSql
{
    public const string Up = """
        UPDATE payments SET applied = amount WHERE status = 'COMPLETED';
        INSERT INTO credit_entries (user_id, credit_id, kind, amount, at) SELECT user_id, id, 'GRANT', amount, created_at FROM credits;
        INSERT INTO credit_entries (user_id, credit_id, kind, amount, at) SELECT user_id, id, 'USE', remaining - amount, created_at FROM credits WHERE remaining < amount;

        CREATE OR REPLACE FUNCTION guard_issued_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          -- the last three are generated: not yet computed in NEW
          free text[] := ARRAY['status', 'paid', 'credited', 'released', 'paid_date', 'updated_at', 'sort_date', 'sort_due', 'sort_number'];
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
          IF NEW.credited < OLD.credited OR NEW.released < OLD.released THEN
            RAISE EXCEPTION 'Invoice %: a credit note is not taken back', OLD.id USING ERRCODE = 'TW001';
          END IF;
          RETURN NEW;
        END $$;

        -- the arguments are the columns that may change
        CREATE FUNCTION guard_money_row() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION '% on % is forbidden: money is not forgotten', TG_OP, TG_TABLE_NAME USING ERRCODE = 'TW001';
          END IF;
          IF to_jsonb(NEW) - TG_ARGV <> to_jsonb(OLD) - TG_ARGV THEN
            RAISE EXCEPTION '% %: only % can change', TG_TABLE_NAME, OLD.id, TG_ARGV USING ERRCODE = 'TW001';
          END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER guard_money BEFORE UPDATE OR DELETE ON payments FOR EACH ROW EXECUTE FUNCTION guard_money_row('status', 'applied', 'refunded');
        CREATE TRIGGER guard_money BEFORE UPDATE OR DELETE ON credits FOR EACH ROW EXECUTE FUNCTION guard_money_row('remaining');
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON credit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON credit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON credits FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

        CREATE FUNCTION check_credit_sum() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          entries numeric;
          there numeric;
        BEGIN
          SELECT remaining INTO there FROM credits WHERE user_id = NEW.user_id AND id = NEW.id;
          SELECT coalesce(sum(amount), 0) INTO entries FROM credit_entries WHERE user_id = NEW.user_id AND credit_id = NEW.id;
          IF entries <> there THEN
            RAISE EXCEPTION 'Credit %: % left, its entries say %', NEW.id, there, entries USING ERRCODE = 'TW002';
          END IF;
          RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER entries_add_up AFTER INSERT OR UPDATE OF remaining ON credits
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_credit_sum();
        """;

    public const string Down = """
        DROP FUNCTION guard_money_row, check_credit_sum CASCADE;
        DROP TRIGGER no_truncate ON credits;
        CREATE OR REPLACE FUNCTION guard_issued_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
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
        """;
}
