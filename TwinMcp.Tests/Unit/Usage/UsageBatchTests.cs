using System.IO.Pipelines;
using System.Text.Json;
using TwinMcp.Core.Common;
using TwinMcp.Core.Usage;
using TwinMcp.Tests.Support;
using TwinMcp.Web.Api;
using Xunit;

namespace TwinMcp.Tests.Unit.Usage;

/// <summary>Records as they come over the wire: each wrong one is refused by itself, with its reason.</summary>
public sealed class UsageBatchTests
{
    const string Id = "018f0000-0000-7000-8000-000000000001";
    const string User = "018f0000-0000-7000-8000-00000000000a";

    static readonly DateTimeOffset Now = new(2026, 11, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("\"tool\": \"query-docs\"", "\"tool\": null", "tool: missing.")]
    [InlineData("\"tool\": \"query-docs\", ", "", "tool: missing.")]
    [InlineData("query-docs", "Query-Docs", "tool: must be resolve-library-id or query-docs.")]
    [InlineData("\"query-docs\"", "7", "tool: must be resolve-library-id or query-docs.")]
    [InlineData("\"" + User + "\"", "null", "userId: missing or not a UUID.")]
    [InlineData("\"" + User + "\"", "\"nobody\"", "userId: missing or not a UUID.")]
    [InlineData("\"" + User + "\"", "[[{\"a\": 1}]]", "userId: missing or not a UUID.")]
    [InlineData("\"tokens\": 5", "\"tokens\": -1", "tokens: must be from 0 to 100000000.")]
    [InlineData("\"tokens\": 5", "\"tokens\": 100000001", "tokens: must be from 0 to 100000000.")]
    [InlineData("\"tokens\": 5", "\"tokens\": 9223372036854775807", "tokens: must be from 0 to 100000000.")]
    [InlineData("\"tokens\": 5", "\"tokens\": 1e400", "tokens: missing or not a whole number.")]
    [InlineData("\"tokens\": 5", "\"tokens\": 1.5", "tokens: missing or not a whole number.")]
    [InlineData("\"tokens\": 5", "\"tokens\": \"1,5\"", "tokens: missing or not a whole number.")]
    [InlineData("\"tokens\": 5", "\"tokens\": \"NaN\"", "tokens: missing or not a whole number.")]
    [InlineData("\"tokens\": 5", "\"tokens\": {}", "tokens: missing or not a whole number.")]
    [InlineData("\"tokens\": 5, ", "", "tokens: missing or not a whole number.")]
    [InlineData("\"responseTimeMs\": 80", "\"responseTimeMs\": -1", "responseTimeMs: must not be negative.")]
    [InlineData("\"responseTimeMs\": 80", "\"responseTimeMs\": 2147483648", "responseTimeMs: missing or not a whole number below 2^31.")]
    [InlineData("\"responseTimeMs\": 80", "\"responseTimeMs\": null", "responseTimeMs: missing or not a whole number below 2^31.")]
    [InlineData("2026-11-15T11:00:00Z", "2026-11-15T12:10:01Z", "at: more than 10 minutes in the future.")]
    [InlineData("2026-11-15T11:00:00Z", "2024-09-06T11:59:59Z", "at: older than 800 days.")]
    [InlineData("2026-11-15T11:00:00Z", "2026-11-15T11:00:00", "at: missing or not an ISO 8601 instant with Z or an offset.")]
    [InlineData("2026-11-15T11:00:00Z", "2026-11-15", "at: missing or not an ISO 8601 instant with Z or an offset.")]
    [InlineData("2026-11-15T11:00:00Z", "yesterday", "at: missing or not an ISO 8601 instant with Z or an offset.")]
    [InlineData("2026-11-15T11:00:00Z", "15/11/2026", "at: missing or not an ISO 8601 instant with Z or an offset.")]
    [InlineData("/vercel/next.js", "/a\\u0000b", "libraryId: has control or unreadable characters, or is not a text.")]
    [InlineData("/vercel/next.js", "/a\\r\\nb", "libraryId: has control or unreadable characters, or is not a text.")]
    [InlineData("/vercel/next.js", "/a\\ud800b", "libraryId: has control or unreadable characters, or is not a text.")]
    [InlineData("\"/vercel/next.js\"", "12", "libraryId: has control or unreadable characters, or is not a text.")]
    public void Read_WrongRecord_IsRefusedWithItsReason(string right, string wrong, string reason)
    {
        var receipt = Read(Record().Replace(right, wrong, StringComparison.Ordinal), Record(2)).Receipt(1);

        Assert.Equal(new RejectedRecord(Guid.Parse(Id), reason), Assert.Single(receipt.Rejected));
        Assert.Equal((1, 0), (receipt.Accepted, receipt.Repeated));
    }

    [Theory]
    [InlineData("null", "records[1]: missing.")]
    [InlineData("{}", "records[1]: id: missing or not a UUID.")]
    [InlineData("{\"id\": \"1\"}", "records[1]: id: missing or not a UUID.")]
    [InlineData("{\"id\": {\"deep\": [1, 2]}}", "records[1]: id: missing or not a UUID.")]
    public void Read_RecordWithoutId_IsRefusedByItsPosition(string record, string reason) =>
        Assert.Equal(new RejectedRecord(null, reason), Assert.Single(Read(Record(), record, Record(3)).Receipt(2).Rejected));

    [Fact]
    public void Read_LibraryIdOf201Characters_IsRefused() =>
        Assert.Equal("libraryId: longer than 200 characters.", Assert.Single(Read(Record().Replace("/vercel/next.js", new string('a', 201), StringComparison.Ordinal)).Receipt(0).Rejected).Reason);

    [Theory]
    [InlineData("\"libraryId\": \"/vercel/next.js\", ", "")]
    [InlineData("\"/vercel/next.js\"", "null")]
    [InlineData("\"/vercel/next.js\"", "\"/日本/é😀\"")]
    [InlineData("query-docs", "resolve-library-id")]
    [InlineData("\"tokens\": 5", "\"tokens\": 0")]
    [InlineData("\"tokens\": 5", "\"tokens\": 100000000")]
    [InlineData("\"tokens\": 5", "\"tokens\": \"5\"")]
    [InlineData("2026-11-15T11:00:00Z", "2026-11-15T12:10:00Z")]
    [InlineData("2026-11-15T11:00:00Z", "2024-09-06T12:00:00Z")]
    [InlineData("2026-11-15T11:00:00Z", "2026-11-15T13:00:00.123+02:00")]
    public void Read_RightRecord_IsKept(string usual, string other)
    {
        var batch = Read(Record().Replace(usual, other, StringComparison.Ordinal));

        Assert.Empty(batch.Receipt(1).Rejected);
        Assert.Single(batch.Records);
    }

    [Fact]
    public void Read_IdTwice_KeepsTheFirstOfThisCustomer()
    {
        var batch = Read(
            Record(), Record().Replace("\"tokens\": 5", "\"tokens\": 9", StringComparison.Ordinal),
            Record().Replace("2026-11-15T11:00:00Z", "2026-10-01T00:00:00Z", StringComparison.Ordinal));

        Assert.Equal(5, Assert.Single(batch.Records).Tokens);
        Assert.Equal(2, batch.Receipt(1).Repeated);
    }

    [Fact]
    public void Read_WrongRecordBeforeARightOneWithItsId_DoesNotTakeItsPlace()
    {
        var batch = Read(Record().Replace("\"tokens\": 5", "\"tokens\": -5", StringComparison.Ordinal), Record());

        Assert.Equal(5, Assert.Single(batch.Records).Tokens);
        Assert.Equal(0, batch.Receipt(1).Repeated);
    }

    [Fact]
    public void Read_AnyOrder_IsSortedByCustomerAndId()
    {
        string[] records = [.. Enumerable.Range(1, 50).Select(Record)];
        new Random(7).Shuffle(records);

        Assert.Equal(Enumerable.Range(1, 50).Select(n => Guid.Parse(IdOf(n))), Read(records).Records.Select(r => r.Id));
    }

    [Fact]
    public async Task Deserialize_BodyInSmallPieces_ReadsTheSame()
    {
        var body = "{\"records\": [" + string.Join(',', Enumerable.Range(1, 200).Select(n => Record(n).Replace("\"tokens\": 5", "\"tokens\": \"5\"", StringComparison.Ordinal))) + "]}";
        var whole = JsonSerializer.Deserialize<IngestUsage>(body, ApiJson.Options)!;
        await using var stream = new SlowStream(body);
        // as Kestrel hands it over: values lie across buffers
        var pieces = await JsonSerializer.DeserializeAsync<IngestUsage>(PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16, minimumReadSize: 8)), ApiJson.Options);

        Assert.Equal(whole.Records, pieces!.Records);
        Assert.All(whole.Records!, r => Assert.Equal(5, r!.Tokens));
    }

    static string IdOf(int n) => $"018f0000-0000-7000-8000-{n:x12}";

    static string Record(int n = 1) =>
        $$"""{"id": "{{IdOf(n)}}", "userId": "{{User}}", "tool": "query-docs", "libraryId": "/vercel/next.js", "tokens": 5, "responseTimeMs": 80, "at": "2026-11-15T11:00:00Z"}""";

    static UsageBatch Read(params string[] records)
    {
        var input = JsonSerializer.Deserialize<IngestUsage>($$"""{"records": [{{string.Join(',', records)}}]}""", ApiJson.Options)!;
        return UsageBatch.Read(input.Records!, new LocalDates(new TestClock(Now), new BillingOptions().TimeZone));
    }

    /// <summary>Gives a few bytes at a time.</summary>
    sealed class SlowStream(string text) : MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
    }
}
