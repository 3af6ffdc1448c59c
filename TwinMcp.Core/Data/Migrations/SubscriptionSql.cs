namespace TwinMcp.Core.Data.Migrations;

static class SubscriptionSql
{
    public const string Up = "UPDATE subscriptions SET years_from = started_on;";

    public const string Down = "SELECT 1;";
}
