namespace TwinMcp.Core.Data.Migrations;

/// <summary>What goes with a profile (billing contacts, unsubscriptions) is no history: it does not keep the profile from being removed.</summary>
static class MailSql
{
    public const string Up = """
        CREATE OR REPLACE FUNCTION customer_records(customer uuid) RETURNS SETOF text STABLE LANGUAGE plpgsql AS $$
        DECLARE
          part record;
          has_some boolean;
        BEGIN
          FOR part IN
            SELECT c.conrelid::regclass::text AS name, a.attname AS key
            FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            WHERE c.contype = 'f' AND c.confdeltype <> 'c' AND c.confrelid = 'user_profiles'::regclass AND c.conparentid = 0
            ORDER BY 1
          LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %I = $1)', part.name, part.key) INTO has_some USING customer;
            IF has_some THEN
              RETURN NEXT part.name;
            END IF;
          END LOOP;
        END $$;
        """;

    /// <summary>The last release has only mails about invoices. Run before the column becomes NOT NULL again.</summary>
    public const string Down = "DELETE FROM outbox WHERE invoice_id IS NULL;";
}
