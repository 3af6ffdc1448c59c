namespace TwinMcp.Core.Data.Migrations;

/// <summary>A published version of a plan is frozen with its prices and tiers; drafts are free.</summary>
static class PlanSql
{
    public const string Up = """
        CREATE FUNCTION guard_plan_versions() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'INSERT' THEN
            -- made published, as seeds do: its prices follow in the same transaction, and what that has made it remembers by itself.
            -- Not by xmin: behind a savepoint that is a subtransaction's
            IF NOT NEW.is_draft THEN
              PERFORM set_config('twinmcp.new_plan_versions', concat(current_setting('twinmcp.new_plan_versions', true), ' ', NEW.id), true);
            END IF;
            RETURN NEW;
          END IF;
          IF NOT OLD.is_draft AND (TG_OP = 'DELETE' OR NEW IS DISTINCT FROM OLD) THEN
            RAISE EXCEPTION 'Plan version % is published: % is forbidden', OLD.id, TG_OP USING ERRCODE = 'TW001';
          END IF;
          IF TG_OP = 'DELETE' THEN
            RETURN OLD;
          END IF;
          IF OLD.is_draft AND NOT NEW.is_draft AND EXISTS (SELECT 1 FROM plan_versions v
              WHERE v.plan_id = NEW.plan_id AND v.currency = NEW.currency AND NOT v.is_draft AND v.effective_from >= NEW.effective_from) THEN
            RAISE EXCEPTION 'Plan version % is effective from %: a published one is not earlier', NEW.id, NEW.effective_from USING ERRCODE = 'TW001';
          END IF;
          RETURN NEW;
        END $$;

        CREATE FUNCTION guard_plan_parts() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          part record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
          draft boolean;
        BEGIN
          IF TG_OP = 'UPDATE' AND NEW.plan_version_id <> OLD.plan_version_id THEN
            RAISE EXCEPTION '% does not move from one version to another', TG_TABLE_NAME USING ERRCODE = 'TW001';
          END IF;
          -- locked: a publication that is under way and this change do not pass each other
          SELECT is_draft INTO draft FROM plan_versions WHERE id = part.plan_version_id FOR SHARE;
          IF NOT draft AND NOT (TG_OP = 'INSERT' AND position(part.plan_version_id::text IN coalesce(current_setting('twinmcp.new_plan_versions', true), '')) > 0) THEN
            RAISE EXCEPTION 'Plan version % is published: % on % is forbidden', part.plan_version_id, TG_OP, TG_TABLE_NAME USING ERRCODE = 'TW001';
          END IF;
          RETURN part;
        END $$;

        CREATE TRIGGER guard_published BEFORE INSERT OR UPDATE OR DELETE ON plan_versions FOR EACH ROW EXECUTE FUNCTION guard_plan_versions();
        CREATE TRIGGER guard_published BEFORE INSERT OR UPDATE OR DELETE ON plan_prices FOR EACH ROW EXECUTE FUNCTION guard_plan_parts();
        CREATE TRIGGER guard_published BEFORE INSERT OR UPDATE OR DELETE ON plan_price_tiers FOR EACH ROW EXECUTE FUNCTION guard_plan_parts();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON plan_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON plan_prices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON plan_price_tiers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        """;

    /// <summary>The guards go with their functions.</summary>
    public const string Down = """
        DROP TRIGGER no_truncate ON plan_versions;
        DROP TRIGGER no_truncate ON plan_prices;
        DROP TRIGGER no_truncate ON plan_price_tiers;
        DROP FUNCTION guard_plan_versions, guard_plan_parts CASCADE;
        """;
}
