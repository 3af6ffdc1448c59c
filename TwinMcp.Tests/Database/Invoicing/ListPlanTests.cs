using System.Text.RegularExpressions;
using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.Invoicing;

/// <summary>How PostgreSQL would run the list's own statements, by its own choice, on 20,000 invoices.</summary>
public sealed partial class ListPlanTests(ManyInvoices many) : IClassFixture<ManyInvoices>
{
    static readonly Actor Staff = new(Role.Staff, Guid.NewGuid(), "staff");

    public static TheoryData<string> Sorts => ["issueDate", "-issueDate", "dueDate", "-dueDate", "number", "-number", "total", "-total", "status", "-status"];

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Rows_OfAnySort_ComeOutOfAnIndexInOrder(string sort)
    {
        var plan = await ExplainAsync(InvoiceListSql.Rows(Staff, new InvoiceFilter { Sort = sort }, null, fewMatch: false));
        Assert.DoesNotContain("Sort", plan.Replace("Sort Key", "", StringComparison.Ordinal), StringComparison.Ordinal);
        AssertIndexed(plan);
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Rows_AfterACursor_SeekIntoTheIndex(string sort)
    {
        var first = (await many.Host.Staff.GetAsync($"/api/billing/invoices?sort={sort}&pageSize=200")).Expect(200);
        var cursor = InvoiceListSql.Cursor.Decode(first["nextCursor"]!, sort);
        var plan = await ExplainAsync(InvoiceListSql.Rows(Staff, new InvoiceFilter { Sort = sort }, cursor, fewMatch: false));
        Assert.Contains("Index Cond: (ROW(", plan, StringComparison.Ordinal);
        AssertIndexed(plan);
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Rows_OfACustomer_AreFoundByIndex(string sort) =>
        AssertIndexed(await ExplainAsync(InvoiceListSql.Rows(new Actor(Role.Customer, Guid.NewGuid(), "a", many.Customer), new InvoiceFilter { Sort = sort }, null, fewMatch: false)));

    public static TheoryData<string, InvoiceFilter> Filters { get; } = new()
    {
        { "status", new InvoiceFilter { Status = [InvoiceStatus.Overdue] } },
        { "two statuses", new InvoiceFilter { Status = [InvoiceStatus.Sent, InvoiceStatus.Overdue] } },
        { "a month", new InvoiceFilter { From = new DateOnly(2024, 3, 1), To = new DateOnly(2024, 3, 31) } },
        { "a status in a month", new InvoiceFilter { Status = [InvoiceStatus.Sent], From = new DateOnly(2024, 3, 1), To = new DateOnly(2024, 3, 31) } },
        { "a number", new InvoiceFilter { Q = "2026-012345" } },
        { "a part of a number", new InvoiceFilter { Q = "01234" } },
        { "a name", new InvoiceFilter { Q = "0a1b" } },
        { "an amount", new InvoiceFilter { Q = "79,19" } },
        { "an amount range", new InvoiceFilter { MinTotal = 10m, MaxTotal = 11m, Sort = "total" } },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Rows_OfAFilter_AreFoundByIndex(string what, InvoiceFilter filter)
    {
        Assert.NotEmpty(what);
        AssertIndexed(await ExplainAsync(InvoiceListSql.Rows(Staff, filter, null, fewMatch: filter.Q is not null)));
    }

    [Fact]
    public async Task List_MoreThanTheCap_SaysThatItStoppedCounting()
    {
        var page = (await many.Host.Staff.GetAsync("/api/billing/invoices?pageSize=200")).Expect(200);
        Assert.Equal((10_000, "True", 200), (page.Json.GetProperty("total").GetInt32(), page["totalIsCapped"], page.Items.Count));
        var exact = (await many.Host.Staff.GetAsync("/api/billing/invoices?status=OVERDUE")).Expect(200);
        Assert.Equal((800, "False"), (exact.Json.GetProperty("total").GetInt32(), exact["totalIsCapped"]));
        (await many.Host.Staff.GetAsync("/api/billing/invoices?pageSize=200&page=51")).Expect(200);
        (await many.Host.Staff.GetAsync("/api/billing/invoices?pageSize=200&page=52")).ExpectProblem(400, field: "page");
    }

    [Fact]
    public async Task List_ByCursor_ReachesTheVeryLast()
    {
        var (seen, cursor) = (0, "");
        do
        {
            var page = (await many.Host.Staff.GetAsync($"/api/billing/invoices?sort=-number&pageSize=200&cursor={cursor}")).Expect(200);
            (seen, cursor) = (seen + page.Items.Count, page["nextCursor"]);
        }
        while (cursor is not null);
        Assert.Equal(ManyInvoices.Count, seen);
    }

    static void AssertIndexed(string plan)
    {
        Assert.DoesNotContain("Seq Scan on invoices", plan, StringComparison.Ordinal);
        Assert.Matches(UsesIndex(), plan);
    }

    async Task<string> ExplainAsync(NpgsqlCommand command)
    {
        await using var source = DataSetup.BuildDataSource(many.Host.Database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using (command)
        {
            command.Connection = connection;
            command.CommandText = "EXPLAIN " + command.CommandText;
            var lines = new List<string>();
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                lines.Add(reader.GetString(0));
            return string.Join('\n', lines);
        }
    }

    [GeneratedRegex("Index (Only )?Scan|Bitmap Index Scan")]
    private static partial Regex UsesIndex();
}
