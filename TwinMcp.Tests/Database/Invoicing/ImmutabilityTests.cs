using Npgsql;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Database.Invoicing;

/// <summary>What was issued cannot be changed with SQL either, by the role that the product connects with.</summary>
public sealed class ImmutabilityTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string AppendOnly = "TW001";
    const string NotGranted = "42501";
    const string NotAddingUp = "TW002";

    ProductHost Host => product.Host;

    [Theory]
    [InlineData("UPDATE invoices SET total = total, updated_at = updated_at WHERE id = $I", null)] // changes nothing
    [InlineData("UPDATE invoices SET line_total = line_total + 1, subtotal = subtotal + 1, total = total + 1 WHERE id = $I", AppendOnly)]
    [InlineData("UPDATE invoices SET tax = 0, total = subtotal WHERE id = $I", AppendOnly)]
    [InlineData("UPDATE invoices SET number = 'FA-2026-000999' WHERE id = $I", AppendOnly)]
    [InlineData("UPDATE invoices SET number = NULL, issue_date = NULL, status = 'DRAFT' WHERE id = $I", AppendOnly)]
    [InlineData("UPDATE invoices SET issue_date = issue_date - 1 WHERE id = $I", AppendOnly)]
    [InlineData("UPDATE invoices SET due_date = due_date + 30 WHERE id = $I", AppendOnly)]
    [InlineData("UPDATE invoices SET customer_name = 'x' WHERE id = $I", AppendOnly)]
    [InlineData("UPDATE invoices SET seller = '{}' WHERE id = $I", AppendOnly)]
    [InlineData("UPDATE invoices SET buyer = NULL WHERE id = $I", AppendOnly)]
    [InlineData("UPDATE invoices SET note = 'x' WHERE id = $I", AppendOnly)]
    [InlineData("UPDATE invoices SET prepaid = 1 WHERE id = $I", AppendOnly)]
    [InlineData("UPDATE invoices SET currency = 'USD' WHERE id = $I", AppendOnly)]
    [InlineData("UPDATE invoices SET status = 'DRAFT' WHERE id = $I", AppendOnly)]
    [InlineData("UPDATE invoices SET credited_number = 'x' WHERE id = $I", AppendOnly)]
    [InlineData("UPDATE invoice_lines SET credited_line = 1 WHERE invoice_id = $I", AppendOnly)]
    [InlineData("DELETE FROM invoices WHERE id = $I", AppendOnly)]
    [InlineData("TRUNCATE invoices CASCADE", AppendOnly)]
    [InlineData("UPDATE invoice_lines SET net = 1 WHERE invoice_id = $I", AppendOnly)]
    [InlineData("UPDATE invoice_lines SET description = 'x' WHERE invoice_id = $I", AppendOnly)]
    [InlineData("UPDATE invoice_lines SET invoice_id = $D, line_number = 9 WHERE invoice_id = $I", AppendOnly)]
    [InlineData("UPDATE invoice_lines SET invoice_id = $I, line_number = 9 WHERE invoice_id = $D", AppendOnly)]
    [InlineData("DELETE FROM invoice_lines WHERE invoice_id = $I", AppendOnly)]
    [InlineData("INSERT INTO invoice_lines SELECT user_id, invoice_id, 9, component, description, detail, quantity, unit, unit_price, base_quantity, allowance_total, charge_total, net, vat_category, vat_rate FROM invoice_lines WHERE invoice_id = $I", AppendOnly)]
    [InlineData("TRUNCATE invoice_lines", AppendOnly)]
    [InlineData("UPDATE invoice_vat SET tax = 0 WHERE invoice_id = $I", AppendOnly)]
    [InlineData("DELETE FROM invoice_vat WHERE invoice_id = $I", AppendOnly)]
    [InlineData("TRUNCATE invoice_vat", AppendOnly)]
    [InlineData("UPDATE invoice_adjustments SET amount = 1 WHERE invoice_id = $I", AppendOnly)]
    [InlineData("TRUNCATE invoice_adjustments", AppendOnly)]
    [InlineData("UPDATE invoice_documents SET content = 'x' WHERE invoice_id = $I", AppendOnly)]
    [InlineData("DELETE FROM invoice_documents WHERE invoice_id = $I", AppendOnly)]
    [InlineData("TRUNCATE invoice_documents", AppendOnly)]
    [InlineData("UPDATE number_register SET n = n + 1000 WHERE invoice_id = $I", AppendOnly)]
    [InlineData("DELETE FROM number_register WHERE invoice_id = $I", AppendOnly)]
    [InlineData("TRUNCATE number_register", AppendOnly)]
    [InlineData("UPDATE audit_log SET actor_name = 'nobody' WHERE entity_id = $I", NotGranted)]
    [InlineData("DELETE FROM audit_log WHERE entity_id = $I", NotGranted)]
    [InlineData("TRUNCATE audit_log", NotGranted)]
    public async Task Sql_OnAnIssuedInvoice_IsRefusedByTheDatabase(string sql, string? state)
    {
        var customer = await Host.Data.CustomerAsync(null);
        var body = new { userId = customer.Value, lines = new[] { new { description = "x", quantity = 1, unitPrice = 100m } }, charges = new[] { new { amount = 5m } }, options = new { sendImmediately = true } };
        var issued = (await Host.Admin.PostAsync(Invoices, body)).Expect(201);
        var draft = await Host.DraftAsync(customer);
        var text = sql.Replace("$I", $"'{issued["id"]}'", StringComparison.Ordinal).Replace("$D", $"'{draft["id"]}'", StringComparison.Ordinal);

        var refusal = await RunAsync(text);

        Assert.True(state == refusal?.SqlState, $"{refusal?.SqlState ?? "done"}: {refusal?.MessageText}\n{text}");
        Assert.Equal(issued.Text, (await Host.Admin.GetAsync(Invoice(issued["id"]!))).Text);
    }

    [Theory]
    [InlineData("UPDATE invoices SET line_total = line_total + 1, subtotal = subtotal + 1, total = total + 1 WHERE id = $D")]
    [InlineData("UPDATE invoices SET tax = tax + 1, total = total + 1 WHERE id = $D")]
    [InlineData("DELETE FROM invoice_lines WHERE invoice_id = $D; UPDATE invoices SET status = 'CANCELLED' WHERE id = $D")]
    [InlineData("UPDATE invoice_vat SET tax = tax + 1 WHERE invoice_id = $D; UPDATE invoices SET status = 'CANCELLED' WHERE id = $D")]
    public async Task Sql_DraftWhoseLinesDoNotAddUp_IsRefusedAtCommit(string sql)
    {
        var draft = await Host.DraftAsync(await Host.Data.CustomerAsync(null));
        Assert.Equal(NotAddingUp, (await RunAsync(sql.Replace("$D", $"'{draft["id"]}'", StringComparison.Ordinal)))?.SqlState);
    }

    [Fact]
    public async Task Sql_DraftChangedWholeInOneTransaction_IsTaken()
    {
        var id = (await Host.DraftAsync(await Host.Data.CustomerAsync(null)))["id"];
        Assert.Null(await RunAsync($"""
            UPDATE invoices SET line_total = 200, subtotal = 200, tax = 40, total = 240 WHERE id = '{id}';
            UPDATE invoice_lines SET quantity = 2, net = 200 WHERE invoice_id = '{id}';
            UPDATE invoice_vat SET taxable = 200, tax = 40 WHERE invoice_id = '{id}'
            """));
    }

    [Fact]
    public async Task Sql_DeleteOfADraft_IsAllowed()
    {
        var id = (await Host.DraftAsync(await Host.Data.CustomerAsync(null)))["id"];
        Assert.Null(await RunAsync($"DELETE FROM invoices WHERE id = '{id}'"));
    }

    /// <summary>As the application's role, in one transaction.</summary>
    async Task<PostgresException?> RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Host.Database.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        try
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
            return null;
        }
        catch (PostgresException refusal)
        {
            return refusal;
        }
    }
}
