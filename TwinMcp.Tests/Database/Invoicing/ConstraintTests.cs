using Microsoft.EntityFrameworkCore;
using Npgsql;
using TwinMcp.Core.Data;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.Invoicing;

public sealed class ConstraintTests(BillingDatabase billing) : IClassFixture<BillingDatabase>, IAsyncLifetime
{
    const string User = "'00000000-0000-0000-0000-00000000000a'";

    public Task InitializeAsync() => billing.Database.ExecuteAsync($"""
        INSERT INTO user_profiles (user_id, name, is_company, billing_email, language, currency, address_line1, postal_code, city, country, created_at)
        VALUES ({User}, 'A', false, 'a@example.fr', 'fr', 'EUR', 'x', 'x', 'x', 'FR', now()) ON CONFLICT DO NOTHING
        """);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("SUBSCRIPTION", "DRAFT", "2026-01-01", "SUBSCRIPTION", "DRAFT", "2026-01-01", true)]
    [InlineData("SUBSCRIPTION", "CANCELLED", "2026-02-01", "SUBSCRIPTION", "DRAFT", "2026-02-01", false)]
    [InlineData("SUBSCRIPTION", "DRAFT", "2026-03-01", "SUBSCRIPTION", "DRAFT", "2026-04-01", false)]
    [InlineData("ONE_OFF", "DRAFT", "2026-05-01", "SUBSCRIPTION", "DRAFT", "2026-05-01", false)]
    [InlineData("ONE_OFF", "DRAFT", "2026-06-01", "ONE_OFF", "DRAFT", "2026-06-01", false)]
    public async Task Insert_SecondInvoiceOfAPeriod_IsRefusedByTheIndex(string kind1, string status1, string start1, string kind2, string status2, string start2, bool refused)
    {
        await RunAsync(Insert(kind1, status1, start1));
        var refusal = await RefusalAsync(Insert(kind2, status2, start2));
        Assert.Equal(refused ? "ux_invoices_one_per_period" : null, refusal?.ConstraintName);
    }

    [Theory]
    [InlineData("JPY", "10.5", "0", "10.5")]
    [InlineData("EUR", "1.001", "0", "1.001")]
    [InlineData("TND", "1.2345", "0", "1.2345")]
    [InlineData("JPY", "10", "0.5", "10.5")]
    public async Task Insert_AmountWithMoreDecimalsThanItsCurrency_IsRefused(string currency, string lines, string tax, string total) =>
        Assert.Equal("ck_invoices_exponent", (await RefusalAsync(Insert("ONE_OFF", "DRAFT", null, currency, (lines, tax, total))))?.ConstraintName);

    [Theory]
    [InlineData("ck_invoices_totals", "ONE_OFF", "DRAFT", "10", "2", "13")]
    [InlineData("ck_invoices_kind", "SUBSCRIPTION", "DRAFT", "0", "0", "0")]
    [InlineData("ck_invoices_issued", "ONE_OFF", "SENT", "0", "0", "0")]
    [InlineData("ck_invoices_issued", "ONE_OFF", "PAID", "0", "0", "0")]
    public async Task Insert_WhatCannotBe_IsRefused(string check, string kind, string status, string lines, string tax, string total) =>
        Assert.Equal(check, (await RefusalAsync(Insert(kind, status, null, "EUR", (lines, tax, total))))?.ConstraintName);

    [Theory]
    [InlineData("ck_payments_exponent", "JPY", "10.5")]
    [InlineData("ck_payments_amount", "EUR", "0")]
    [InlineData("ck_payments_amount", "EUR", "-1")]
    public async Task Insert_WrongPayment_IsRefused(string check, string currency, string amount)
    {
        var refusal = await RefusalAsync($"INSERT INTO payments (user_id, id, invoice_id, status, currency, amount, method, received_at) VALUES ({User}, gen_random_uuid(), gen_random_uuid(), 'COMPLETED', '{currency}', {amount}, 'manual', now())");
        Assert.Equal(check, refusal?.ConstraintName);
    }

    [Fact]
    public async Task Schema_OfTheMigrations_IsTheModels()
    {
        await using var db = new BillingDbContext(DataSetup.Options(billing.ConnectionString));
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Theory]
    [InlineData("invoice_status", "DRAFT SENT PAID OVERDUE CANCELLED")]
    [InlineData("payment_status", "PENDING PROCESSING COMPLETED FAILED REFUNDED")]
    [InlineData("subscription_status", "ACTIVE PAUSED CANCELLED EXPIRED")]
    [InlineData("subscription_interval", "MONTH YEAR")]
    [InlineData("credit_type", "PROMOTIONAL REFUND COMPENSATION ADJUSTMENT")]
    [InlineData("billing_alert_type", "USAGE_THRESHOLD PAYMENT_FAILED INVOICE_OVERDUE SUBSCRIPTION_EXPIRING")]
    [InlineData("period_type", "monthly quarterly yearly")]
    public async Task Enums_OfTheDatabase_AreSpeltAsOutside(string type, string labels) =>
        Assert.Equal(labels.Split(' ').Order(StringComparer.Ordinal), (await billing.Database.ScalarAsync<string>($"SELECT string_agg(e::text, ' ') FROM unnest(enum_range(NULL::{type})) e"))!.Split(' ').Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("users")]
    [InlineData("api_keys")]
    [InlineData("libraries")]
    [InlineData("usage_logs")]
    [InlineData("user_profiles")]
    [InlineData("invoices")]
    [InlineData("payments")]
    [InlineData("subscriptions")]
    [InlineData("credits")]
    [InlineData("billing_alerts")]
    [InlineData("plans")]
    public async Task Tables_ThatTheOutsideSees_AreThere(string table) =>
        Assert.Equal(table, await billing.Database.ScalarAsync<string>($"SELECT to_regclass('{table}')::text"));

    [Fact]
    public async Task ForeignKeys_All_HaveAnIndexBehindThem() => Assert.Null(await billing.Database.ScalarAsync<string>("""
        SELECT string_agg(c.conname, ', ') FROM pg_constraint c
        WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.conparentid = 0
          AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.conrelid
            AND (SELECT array_agg(k ORDER BY k) FROM unnest(c.conkey) k) <@ (SELECT array_agg(k) FROM unnest((i.indkey::int2[])[0:cardinality(c.conkey) - 1]) k))
        """));

    static string Insert(string kind, string status, string? start, string currency = "EUR", (string Lines, string Tax, string Total)? totals = null)
    {
        var (lines, tax, total) = totals ?? ("0", "0", "0");
        var period = start is null ? "NULL, NULL, NULL" : $"'monthly', '{start}', DATE '{start}' + 28";
        return $"""
            INSERT INTO invoices (user_id, id, kind, status, currency, language, period_type, period_start, period_end, due_days, customer_name,
              line_total, allowance_total, charge_total, subtotal, tax, total, prepaid, rounding, paid, created_at, updated_at)
            VALUES ({User}, gen_random_uuid(), '{kind}', '{status}', '{currency}', 'fr', {period}, 30, 'A', {lines}, 0, 0, {lines}, {tax}, {total}, 0, 0, 0, now(), now())
            """;
    }

    async Task<PostgresException?> RefusalAsync(string sql)
    {
        try
        {
            await RunAsync(sql);
            return null;
        }
        catch (PostgresException refusal)
        {
            return refusal;
        }
    }

    async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(billing.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
