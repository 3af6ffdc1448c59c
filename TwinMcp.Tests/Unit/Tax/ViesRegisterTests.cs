using System.Net;
using System.Text;
using TwinMcp.Core.Common;
using TwinMcp.Core.Tax;
using Xunit;

namespace TwinMcp.Tests.Unit.Tax;

/// <summary>What VIES may answer, and what we make of it. No network: the handler answers.</summary>
public sealed class ViesRegisterTests
{
    const string Number = "DE111111125";

    [Fact]
    public async Task Consult_RegisteredNumber_GivesTheConsultationNumber()
    {
        string? asked = null;
        using var register = Register(async request =>
        {
            asked = $"{request.Method} {request.RequestUri} {await request.Content!.ReadAsStringAsync()}";
            return Json("""{ "countryCode": "DE", "vatNumber": "111111125", "requestDate": "2026-11-23T09:00:00.000Z", "valid": true, "requestIdentifier": "WAPIAAAAZlQq1", "name": "Muster GmbH", "address": "---" }""");
        });
        var answer = (await register.ConsultAsync(Number, CancellationToken.None)).Value;
        Assert.Equal((Number, true, VatCheckSource.Vies, "WAPIAAAAZlQq1", "Muster GmbH"), (answer.Number, answer.Valid, answer.Source, answer.ConsultationNumber, answer.Name));
        Assert.Equal("""POST https://vies.example/rest-api/check-vat-number {"countryCode":"DE","vatNumber":"111111125","requesterMemberStateCode":"FR","requesterNumber":"83404833048"}""", asked);
    }

    [Theory]
    [InlineData("""{ "valid": false, "requestIdentifier": "", "name": "---", "userError": "INVALID" }""")]
    [InlineData("""{ "valid": false }""")]
    public async Task Consult_UnknownNumber_IsInvalidWithoutNames(string body)
    {
        using var register = Register(_ => Task.FromResult(Json(body)));
        var answer = (await register.ConsultAsync(Number, CancellationToken.None)).Value;
        Assert.Equal((false, (string?)null, (string?)null), (answer.Valid, answer.ConsultationNumber, answer.Name));
    }

    /// <summary>Nothing of this says anything about the number.</summary>
    [Theory]
    [InlineData(200, """{ "valid": false, "userError": "MS_UNAVAILABLE" }""")]
    [InlineData(200, """{ "valid": false, "userError": "MS_MAX_CONCURRENT_REQ" }""")]
    [InlineData(200, """{ "actionSucceed": false, "errorWrappers": [{ "error": "SERVICE_UNAVAILABLE" }] }""")]
    [InlineData(200, "null")]
    [InlineData(200, "<html>")]
    [InlineData(500, "{}")]
    [InlineData(429, "")]
    public async Task Consult_NoUsableAnswer_IsUnavailable(int status, string body)
    {
        using var register = Register(_ => Task.FromResult(Json(body, (HttpStatusCode)status)));
        AssertUnavailable(await register.ConsultAsync(Number, CancellationToken.None));
    }

    [Fact]
    public async Task Consult_NoConnectionOrTooLate_IsUnavailable()
    {
        using var broken = Register(_ => throw new HttpRequestException("refused"));
        AssertUnavailable(await broken.ConsultAsync(Number, CancellationToken.None));
        using var late = Register(_ => throw new TaskCanceledException("timeout"));
        AssertUnavailable(await late.ConsultAsync(Number, CancellationToken.None));
    }

    [Fact]
    public async Task Consult_CallerGone_IsCancelled()
    {
        using var register = Register(_ => throw new TaskCanceledException("gone"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => register.ConsultAsync(Number, new CancellationToken(canceled: true)));
    }

    static void AssertUnavailable(Result<VatConsultation> answer) => Assert.Equal((ErrorKind.External, "vies_unavailable"), (answer.Error!.Kind, answer.Error.Code));

    internal static ViesRegister Register(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) =>
        new(new ViesOptions(new Uri("https://vies.example/rest-api/"), "FR83404833048"), new Answering(answer));

    internal static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    sealed class Answering(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request);
    }
}
