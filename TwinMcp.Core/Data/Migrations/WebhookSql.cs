using TwinMcp.Core.Webhooks;

namespace TwinMcp.Core.Data.Migrations;

/// <summary>
/// What happened and who is told of it are one: whatever writes an audit row, by whatever way (EF, SQL, COPY), queues its deliveries in the
/// same transaction. Once a statement, and for next to nothing while there is no endpoint.
/// </summary>
static class WebhookSql
{
    public static readonly string Up = $$"""
        CREATE FUNCTION queue_webhooks() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
        BEGIN
          IF EXISTS (SELECT 1 FROM webhook_endpoints WHERE disabled_at IS NULL) THEN
            INSERT INTO webhook_deliveries (id, endpoint_id, event_id, event_type, payload, state, attempts, next_attempt_at, created_at)
            SELECT gen_random_uuid(), e.id, 'evt_' || a.id, a.action,
              json_build_object('id', 'evt_' || a.id, 'type', a.action, 'createdAt', to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                'data', jsonb_build_object('userId', a.user_id, 'id', a.entity_id) || coalesce(a.data, '{}'))::text,
              'PENDING', 0, a.at, a.at
            FROM added a JOIN webhook_endpoints e ON e.disabled_at IS NULL AND (cardinality(e.events) = 0 OR a.action = ANY (e.events))
            WHERE a.action IN ({{string.Join(", ", WebhookEvents.All.Select(e => $"'{e}'"))}});
          END IF;
          RETURN NULL;
        END $$;
        CREATE TRIGGER audit_log_webhooks AFTER INSERT ON audit_log REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION queue_webhooks();
        """;

    public const string Down = "DROP TRIGGER audit_log_webhooks ON audit_log; DROP FUNCTION queue_webhooks();";
}
