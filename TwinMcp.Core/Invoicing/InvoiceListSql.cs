using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Invoicing;

/// <summary>
/// The list's SQL (a hot path, so it leaves EF): every filter and sort is from a fixed list, every value a parameter,
/// every order has an index and ends in the id, so that a cursor is one row comparison.
/// </summary>
sealed class InvoiceListSql
{
    const string Columns = """
        id, number, kind, user_id, customer_name, plan_name, status, currency, period_start, period_end, issue_date, due_date,
        total, paid, total - prepaid + rounding - paid - credited + released AS due, xmin, sort_date, sort_due, sort_number
        """;

    readonly List<string> conditions = [];
    readonly List<NpgsqlParameter> parameters = [];

    InvoiceListSql()
    {
    }

    /// <summary>One row more than the page: whether there is a next one.</summary>
    /// <param name="fewMatch">
    /// Find what matches first, then sort it. Without this the planner walks the sort's index in the hope of early matches:
    /// 2 s instead of 1 ms among a million when few rows match a text.
    /// </param>
    public static NpgsqlCommand Rows(Actor actor, InvoiceFilter filter, Cursor? after, bool fewMatch)
    {
        var sql = new InvoiceListSql().Where(actor, filter, withStatus: true);
        var (expression, type) = Order(filter.SortField);
        var direction = filter.Descending ? "DESC" : "ASC";
        var text = new StringBuilder();
        if (after is not null)
            sql.conditions.Add($"({expression}, id) {(filter.Descending ? '<' : '>')} ({sql.Add(after.Value)}::{type}, {sql.Add(after.Id)})");
        text.Append(CultureInfo.InvariantCulture, $"SELECT {Columns} FROM {(fewMatch ? $"(SELECT *, xmin FROM invoices {sql.WhereText()} OFFSET 0) invoices" : $"invoices {sql.WhereText()}")} ORDER BY {expression} {direction}, id {direction}");
        text.Append(CultureInfo.InvariantCulture, $" LIMIT {sql.Add(filter.PageSize + 1)}");
        if (after is null && filter.PageNumber > 1)
            text.Append(CultureInfo.InvariantCulture, $" OFFSET {sql.Add((filter.PageNumber - 1) * filter.PageSize)}");
        return sql.Command(text.ToString());
    }

    /// <summary>Counts up to one more than the cap and stops.</summary>
    public static NpgsqlCommand Count(Actor actor, InvoiceFilter filter)
    {
        var sql = new InvoiceListSql().Where(actor, filter, withStatus: true);
        return sql.Command($"SELECT count(*)::int FROM (SELECT 1 FROM invoices {sql.WhereText()} LIMIT {Page<InvoiceHead>.CountCap + 1}) c");
    }

    /// <summary>One capped count a status, the filter's own status condition aside.</summary>
    public static NpgsqlCommand CountByStatus(Actor actor, InvoiceFilter filter)
    {
        var sql = new InvoiceListSql().Where(actor, filter, withStatus: false);
        sql.conditions.Add("status = s.status");
        return sql.Command($"""
            SELECT s.status, c.n FROM unnest(enum_range(NULL::invoice_status)) AS s(status)
            CROSS JOIN LATERAL (SELECT count(*)::int AS n FROM (SELECT 1 FROM invoices {sql.WhereText()} LIMIT {Page<InvoiceHead>.CountCap}) x) c
            """);
    }

    /// <summary>Whose and which, of all that match and are issued.</summary>
    public static NpgsqlCommand Issued(Actor actor, InvoiceFilter filter, int most)
    {
        var sql = new InvoiceListSql().Where(actor, filter, withStatus: true);
        sql.conditions.Add("number IS NOT NULL");
        var (expression, _) = Order(filter.SortField);
        var direction = filter.Descending ? "DESC" : "ASC";
        return sql.Command($"SELECT user_id, id FROM invoices {sql.WhereText()} ORDER BY {expression} {direction}, id {direction} LIMIT {sql.Add(most)}");
    }

    /// <summary>The sort expression and its type; every one has an index with the id behind it.</summary>
    public static (string Expression, string Type) Order(string field) => field switch
    {
        "issueDate" => ("sort_date", "date"),
        "dueDate" => ("sort_due", "date"),
        "number" => ("sort_number", "varchar"),
        "total" => ("total", "numeric"),
        "status" => ("invoices.status", "invoice_status"),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    InvoiceListSql Where(Actor actor, InvoiceFilter filter, bool withStatus)
    {
        // a customer sees his own issued invoices, whatever he asks for
        if (!Access.Allows(actor, BillingAction.ReadAllCustomers))
            conditions.Add($"user_id = {Add(actor.Customer?.Value ?? Guid.Empty)}");
        else if (filter.UserId is { } userId)
            conditions.Add($"user_id = {Add(userId.Value)}");
        if (!Access.Allows(actor, BillingAction.ReadDrafts))
            conditions.Add("number IS NOT NULL");
        if (withStatus && filter.Status.Count == 1)
            conditions.Add($"invoices.status = {Add(filter.Status[0])}");
        else if (withStatus && filter.Status.Count > 1)
            conditions.Add($"invoices.status = ANY({Add(filter.Status.ToArray())})");
        if (filter.From is { } from)
            conditions.Add($"issue_date IS NOT NULL AND sort_date >= {Add(from)}");
        if (filter.To is { } to)
            conditions.Add($"issue_date IS NOT NULL AND sort_date <= {Add(to)}");
        if (filter.MinTotal is { } min)
            conditions.Add($"total >= {Add(min)}");
        if (filter.MaxTotal is { } max)
            conditions.Add($"total <= {Add(max)}");
        if (filter.Currency is { } currency)
            conditions.Add($"currency = {Add(currency)}");
        if (!string.IsNullOrWhiteSpace(filter.Q))
            conditions.Add(Search(filter.Q.Trim()));
        return this;
    }

    string Search(string text)
    {
        // trigrams need three letters: shorter texts are searched at the beginning
        var pattern = Add(text.Length < 3 ? LikePattern.StartsWith(text) : LikePattern.Contains(text));
        var match = $"number ILIKE {pattern} OR customer_name ILIKE {pattern}";
        return AmountOf(text) is { } amount ? $"({match} OR total = {Add(amount)})" : $"({match})";
    }

    /// <summary>"1 643,50 €", "1,643.50" or "1643.50": an amount as people type it. The last of two separators is the decimal one.</summary>
    static decimal? AmountOf(string text)
    {
        if (text.Any(char.IsAsciiLetter))
            return null;
        var digits = new string(text.Where(c => char.IsAsciiDigit(c) || c is ',' or '.').ToArray());
        var decimals = digits.LastIndexOfAny([',', '.']);
        var grouped = decimals >= 0 && digits[decimals] == ',' && digits.Length - decimals == 4;
        var plain = decimals < 0 || grouped
            ? Whole(digits)
            : $"{Whole(digits[..decimals])}.{digits[(decimals + 1)..]}";
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;

        static string Whole(string part) => part.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
    }

    string Add<T>(T value)
    {
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return "$" + parameters.Count.ToString(CultureInfo.InvariantCulture);
    }

    string WhereText() => conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);

    NpgsqlCommand Command(string text)
    {
        var command = new NpgsqlCommand(text);
        command.Parameters.AddRange(parameters.ToArray());
        return command;
    }

    /// <summary>The last row of a page: its sort value as text, and its id.</summary>
    public sealed record Cursor(string Value, Guid Id)
    {
        public string Encode(string sort) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{sort}|{Id:N}|{Value}")).Replace('+', '-').Replace('/', '_');

        /// <summary>Null when it is not one of ours, or of another sort order.</summary>
        public static Cursor? Decode(string text, string sort)
        {
            var buffer = new byte[text.Length];
            if (text.Length > 200 || !Convert.TryFromBase64String(text.Replace('-', '+').Replace('_', '/'), buffer, out var length))
                return null;
            return Encoding.UTF8.GetString(buffer, 0, length).Split('|', 3) is [var of, var id, var value] && of == sort && Guid.TryParseExact(id, "N", out var guid) && IsValue(value, sort.TrimStart('-'))
                ? new Cursor(value, guid)
                : null;
        }

        static bool IsValue(string value, string field) => field switch
        {
            "issueDate" or "dueDate" => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "total" => decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
            "status" => Enum.GetNames<InvoiceStatus>().Any(n => Data.UpperSnakeCase.Instance.TranslateMemberName(n) == value),
            _ => value.Length <= 35 && TextRules.IsOneLine(value),
        };
    }
}
