namespace TwinMcp.Core.Data.Migrations;

/// <summary>
/// People's names and addresses leave the audit row as it is written (a mask and a salted hash stay), whoever writes it: EF, COPY or SQL.
/// Log and chain are append-only by trigger and by privilege, for the tables' owner too.
/// </summary>
static class AuditSql
{
    public const string Up = """
        CREATE FUNCTION split_audit_personal() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          salt bytea := uuid_send(gen_random_uuid());
        BEGIN
          INSERT INTO audit_personal (audit_id, at, salt, actor_name, ip_address, user_agent)
          VALUES (NEW.id, NEW.at, salt, NEW.actor_name, NEW.ip_address, NEW.user_agent);
          NEW.personal := sha256(salt || convert_to(jsonb_build_array(NEW.actor_name, NEW.ip_address, NEW.user_agent)::text, 'UTF8'));
          NEW.actor_name := left(NEW.actor_name, 1) || '***';
          NEW.ip_address := NULL;
          NEW.user_agent := NULL;
          RETURN NEW;
        END $$;
        CREATE TRIGGER split_personal BEFORE INSERT ON audit_log FOR EACH ROW WHEN (NEW.actor_role <> 'SYSTEM') EXECUTE FUNCTION split_audit_personal();

        ALTER TABLE audit_log DISABLE TRIGGER append_only;
        INSERT INTO audit_personal (audit_id, at, salt, actor_name, ip_address)
        SELECT id, at, uuid_send(gen_random_uuid()), actor_name, ip_address FROM audit_log WHERE actor_role <> 'SYSTEM';
        UPDATE audit_log a SET actor_name = left(a.actor_name, 1) || '***', ip_address = NULL,
          personal = sha256(p.salt || convert_to(jsonb_build_array(p.actor_name, p.ip_address, p.user_agent)::text, 'UTF8'))
        FROM audit_personal p WHERE p.audit_id = a.id;
        ALTER TABLE audit_log ENABLE TRIGGER append_only;

        CREATE FUNCTION refuse_young_audit_personal() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'DELETE' AND OLD.at < now() - interval '365 days' THEN
            RETURN OLD;
          END IF;
          RAISE EXCEPTION 'audit_personal is kept for 12 months and never changed' USING ERRCODE = 'TW001';
        END $$;
        CREATE TRIGGER keep_young BEFORE UPDATE OR DELETE ON audit_personal FOR EACH ROW EXECUTE FUNCTION refuse_young_audit_personal();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_personal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_seals FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_verifications FOR EACH ROW EXECUTE FUNCTION refuse_change();
        REVOKE UPDATE, DELETE, TRUNCATE ON audit_log, audit_seals, audit_verifications FROM CURRENT_USER;
        REVOKE UPDATE, TRUNCATE ON audit_personal FROM CURRENT_USER;
        """;

    /// <summary>Before the tables and columns go: the clear text that is left comes back.</summary>
    public const string Down = """
        GRANT UPDATE, DELETE, TRUNCATE ON audit_log, audit_seals, audit_verifications, audit_personal TO CURRENT_USER;
        DROP TRIGGER split_personal ON audit_log;
        DROP FUNCTION split_audit_personal();
        ALTER TABLE audit_log DISABLE TRIGGER append_only;
        UPDATE audit_log a SET actor_name = p.actor_name, ip_address = p.ip_address FROM audit_personal p WHERE p.audit_id = a.id;
        ALTER TABLE audit_log ENABLE TRIGGER append_only;
        DROP FUNCTION refuse_young_audit_personal() CASCADE;
        """;
}
