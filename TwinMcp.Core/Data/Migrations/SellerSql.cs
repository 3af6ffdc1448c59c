namespace TwinMcp.Core.Data.Migrations;

/// <summary>A logo that an issued document names is never changed and never lost.</summary>
static class SellerSql
{
    public const string Up = """
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON seller_logos FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON seller_logos FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        """;
}
