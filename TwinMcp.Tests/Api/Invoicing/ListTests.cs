using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Invoicing;

public sealed class ListTests(ListFixture list) : IClassFixture<ListFixture>
{
    public static TheoryData<string, Func<ListedInvoice, bool>> Filters { get; } = new()
    {
        { "", _ => true },
        { "status=DRAFT", i => i.Status == "DRAFT" },
        { "status=SENT&status=PAID", i => i.Status is "SENT" or "PAID" },
        { "status=OVERDUE", _ => false },
        { "from=2026-09-21", i => i.IssueDate >= new DateOnly(2026, 9, 21) },
        { "to=2026-09-21", i => i.IssueDate <= new DateOnly(2026, 9, 21) },
        { "from=2026-09-21&to=2026-09-21", i => i.IssueDate == new DateOnly(2026, 9, 21) },
        { "currency=JPY", i => i.Currency == "JPY" },
        { "minTotal=480", i => i.Total >= 480 },
        { "maxTotal=480.00", i => i.Total <= 480 },
        { "minTotal=360&maxTotal=480", i => i.Total is >= 360 and <= 480 },
        { "q=FA-2026-00000", i => i.Number?.Contains("FA-2026-00000", StringComparison.Ordinal) == true },
        { "q=000007", i => i.Number?.EndsWith("000007", StringComparison.Ordinal) == true },
        { "q=atelier", i => i.CustomerName.StartsWith("Atelier", StringComparison.Ordinal) },
        { "q=%E6%9D%B1%E4%BA%AC", i => i.CustomerName.StartsWith("東京", StringComparison.Ordinal) },
        { "q=100%25", i => i.CustomerName.Contains("100%", StringComparison.Ordinal) },
        { "q=d_O", i => i.CustomerName.Contains("d_O", StringComparison.Ordinal) },
        { "q=%25", _ => false }, // no wildcard
        { "q=at", i => i.CustomerName.StartsWith("At", StringComparison.Ordinal) }, // two letters: from the beginning
        { "q=480", i => i.Total == 480 },
        { "q=480%2C00%20%E2%82%AC", i => i.Total == 480 },
        { "q=%27%3B%20DROP%20TABLE%20invoices%3B--", _ => false },
        { "status=PAID&currency=EUR&minTotal=200&q=teli", i => i is { Status: "PAID", Currency: "EUR", Total: >= 200 } && i.CustomerName.StartsWith("Atelier", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task List_Filter_ShowsWhatMatchesAndCountsIt(string query, Func<ListedInvoice, bool> matches)
    {
        var page = (await list.Host.Staff.GetAsync($"{Invoices}?pageSize=200&{query}")).Expect(200);
        var expected = list.Invoices.Where(matches).Select(i => i.Id).Order().ToList();
        Assert.Equal(expected, Listed(page).Select(i => i.Id).Order());
        Assert.Equal((expected.Count, "False"), (page.Json.GetProperty("total").GetInt32(), page["totalIsCapped"]));
        Assert.Null(page["nextCursor"]);
    }

    [Fact]
    public async Task List_ByCustomer_ShowsOnlyThem()
    {
        var page = (await list.Host.Staff.GetAsync($"{Invoices}?userId={list.CustomerB}")).Expect(200);
        Assert.Equal(list.Invoices.Count(i => i.UserId == list.CustomerB.ToString()), Listed(page).Count);
        Assert.All(Listed(page), i => Assert.Equal(list.CustomerB.ToString(), i.UserId));
    }

    public static TheoryData<string> Sorts => ["issueDate", "-issueDate", "dueDate", "-dueDate", "number", "-number", "total", "-total", "status", "-status"];

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task List_Sort_IsByTheFieldAndThenTheId(string sort)
    {
        var page = Listed((await list.Host.Staff.GetAsync($"{Invoices}?pageSize=200&sort={sort}")).Expect(200));
        Assert.Equal(Sorted(list.Invoices, sort).Select(i => i.Id), page.Select(i => i.Id));
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task List_ByPage_IsTheSameAsWhole(string sort)
    {
        var ids = new List<string>();
        for (var page = 1; page <= 6; page++)
            ids.AddRange(Listed((await list.Host.Staff.GetAsync($"{Invoices}?pageSize=5&page={page}&sort={sort}")).Expect(200)).Select(i => i.Id));
        Assert.Equal(Sorted(list.Invoices, sort).Select(i => i.Id), ids);
    }

    [Fact]
    public async Task List_PastTheEnd_IsEmptyWithItsTotal()
    {
        var page = (await list.Host.Staff.GetAsync($"{Invoices}?page=7&pageSize=25")).Expect(200);
        Assert.Equal((0, 24), (page.Items.Count, page.Json.GetProperty("total").GetInt32()));
    }

    [Theory]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=-1", "pageSize")]
    [InlineData("pageSize=201", "pageSize")]
    [InlineData("pageSize=1000000000", "pageSize")]
    [InlineData("pageSize=99999999999999999999", "pageSize")]
    [InlineData("pageSize=ten", "pageSize")]
    [InlineData("page=0", "page")]
    [InlineData("page=-1", "page")]
    [InlineData("page=2147483647&pageSize=200", "page")]
    [InlineData("page=1&page=2", "page")]
    [InlineData("sort=id", "sort")]
    [InlineData("sort=--total", "sort")]
    [InlineData("sort=total;DROP", "sort")]
    [InlineData("sort=Total", "sort")]
    [InlineData("status=draft", "status")]
    [InlineData("status=DRAFT&status=X", "status")]
    [InlineData("status=0", "status")]
    [InlineData("userId=1", "userId")]
    [InlineData("from=2026-02-30", "from")]
    [InlineData("from=01/02/2026", "from")]
    [InlineData("to=yesterday", "to")]
    [InlineData("from=2026-09-02&to=2026-09-01", "to")]
    [InlineData("minTotal=1,5", "minTotal")]
    [InlineData("minTotal=1e3", "minTotal")]
    [InlineData("maxTotal=NaN", "maxTotal")]
    [InlineData("minTotal=2&maxTotal=1", "maxTotal")]
    [InlineData("currency=XXX", "currency")]
    [InlineData("q=a%00b", "q")]
    [InlineData("cursor=garbage", "cursor")]
    [InlineData("cursor=%00", "cursor")]
    [InlineData("limit=5", "limit")]
    [InlineData("Status=DRAFT", "Status")]
    [InlineData("api_key=x", "api_key")]
    public async Task List_BadParameter_Is400WithTheFieldNamed(string query, string field) =>
        (await list.Host.Staff.GetAsync($"{Invoices}?{query}")).ExpectProblem(400, field: field);

    [Fact]
    public async Task List_TooLongSearch_Is400() => (await list.Host.Staff.GetAsync($"{Invoices}?q={new string('x', 101)}")).ExpectProblem(400, field: "q");

    [Theory]
    [InlineData("total", "1,000")]
    [InlineData("total", "5-")]
    [InlineData("total", " ")]
    [InlineData("-status", "draft")]
    [InlineData("issueDate", "2026-13-01")]
    [InlineData("number", "a\0b")]
    public async Task List_ForgedCursor_Is400(string sort, string value)
    {
        var forged = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{sort}|{Guid.NewGuid():N}|{value}")).Replace('+', '-').Replace('/', '_');
        (await list.Host.Staff.GetAsync($"{Invoices}?sort={sort}&cursor={forged}")).ExpectProblem(400, field: "cursor");
    }

    [Fact]
    public async Task List_CursorOfAnotherSort_Is400()
    {
        var page = (await list.Host.Staff.GetAsync($"{Invoices}?sort=total&pageSize=5")).Expect(200);
        (await list.Host.Staff.GetAsync($"{Invoices}?sort=-total&pageSize=5&cursor={page["nextCursor"]}")).ExpectProblem(400, field: "cursor");
    }

    [Fact]
    public async Task List_AsCustomer_IsOwnIssuedInvoicesWhateverIsAsked()
    {
        var own = list.Invoices.Where(i => i.UserId == list.CustomerA.ToString() && i.Number is not null).Select(i => i.Id).Order().ToList();
        foreach (var query in (string[])["", $"userId={list.CustomerB}", $"userId={list.CustomerA}"])
        {
            var page = (await list.ClientA.GetAsync($"{Invoices}?pageSize=200&{query}")).Expect(200);
            Assert.Equal(own, Listed(page).Select(i => i.Id).Order());
            Assert.Equal(own.Count, page.Json.GetProperty("total").GetInt32());
        }
        Assert.Empty((await list.ClientA.GetAsync($"{Invoices}?status=DRAFT&status=CANCELLED")).Expect(200).Items);
        Assert.Empty((await list.ClientA.GetAsync($"{Invoices}?q=S%C3%BCd")).Expect(200).Items);
    }

    [Fact]
    public async Task List_AsTwoCustomers_SharesNothing()
    {
        var a = Listed(await list.ClientA.GetAsync(Invoices)).Select(i => i.UserId).Distinct();
        var b = Listed(await list.ClientB.GetAsync(Invoices)).Select(i => i.UserId).Distinct();
        Assert.Equal(list.CustomerA.ToString(), Assert.Single(a));
        Assert.Equal(list.CustomerB.ToString(), Assert.Single(b));
    }

    internal static IReadOnlyList<ListedInvoice> Listed(ApiAnswer page) => [.. page.Expect(200).Items.Select(ListedInvoice.Of)];

    static IEnumerable<ListedInvoice> Sorted(IEnumerable<ListedInvoice> invoices, string sort)
    {
        Func<ListedInvoice, IComparable> field = sort.TrimStart('-') switch
        {
            "issueDate" => i => i.SortDate,
            "dueDate" => i => i.DueDate ?? new DateOnly(9999, 12, 31),
            "number" => i => i.Number ?? "",
            "total" => i => i.Total,
            "status" => i => i.Status,
            _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
        };
        // text by its code points, as the database's C collation does
        var order = Comparer<IComparable>.Create((a, b) => a is string text ? string.CompareOrdinal(text, (string)b) : a.CompareTo(b));
        var rising = invoices.OrderBy(field, order).ThenBy(i => i.Id, StringComparer.Ordinal);
        return sort.StartsWith('-') ? rising.Reverse() : rising;
    }
}
