using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using TwinMcp.Core.Common;
using TwinMcp.Core.Tax.VatNumbers;

namespace TwinMcp.Core.Tax;

/// <summary>How VIES is reached, from <c>VIES_URL</c>, and as whom (<c>COMPANY_VAT_ID</c>).</summary>
/// <param name="Requester">The seller's own number: with it VIES gives a consultation number. Null: it gives none.</param>
public sealed record ViesOptions(Uri Address, string? Requester)
{
    const string Commission = "https://ec.europa.eu/taxation_customs/vies/rest-api/";

    /// <exception cref="InvalidOperationException">VIES_URL is not an address: the product does not start.</exception>
    public static ViesOptions From(IConfiguration configuration)
    {
        if (!Uri.TryCreate(configuration["VIES_URL"] is { Length: > 0 } url ? url : Commission, UriKind.Absolute, out var address))
            throw new InvalidOperationException("VIES_URL is not an absolute address.");
        var own = VatNumber.Check(configuration["COMPANY_VAT_ID"] ?? "");
        return new ViesOptions(address, own.Valid ? own.Number : null);
    }
}

/// <summary>The Commission's VIES by its REST interface. A member state that does not answer is an External refusal: nothing is known then.</summary>
public sealed class ViesRegister : IVatNumberRegister, IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly HttpClient http;
    readonly string? requester;

    public ViesRegister(ViesOptions options, HttpMessageHandler handler)
    {
        http = new HttpClient(handler) { BaseAddress = options.Address, Timeout = Patience };
        requester = options.Requester;
    }

    public async Task<Result<VatConsultation>> ConsultAsync(string number, CancellationToken ct)
    {
        var question = new
        {
            countryCode = number[..2],
            vatNumber = number[2..],
            requesterMemberStateCode = requester?[..2],
            requesterNumber = requester?[2..],
        };
        try
        {
            using var response = await http.PostAsJsonAsync("check-vat-number", question, ct);
            if (!response.IsSuccessStatusCode)
                return Unavailable($"it answered {(int)response.StatusCode}");
            var answer = await response.Content.ReadFromJsonAsync<Answer>(ct);
            return answer switch
            {
                { Valid: true } => Of(number, answer, valid: true),
                // a "no" may also mean that the member state could not be asked; then the error says so
                { Valid: false, UserError: null or "" or "INVALID" or "VALID" or "INVALID_INPUT" } => Of(number, answer, valid: false),
                { UserError: { Length: > 0 } error } => Unavailable(error),
                _ => Unavailable("its answer was not understood"),
            };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Unavailable($"no answer within {Patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            return Unavailable("it could not be reached or understood");
        }
    }

    public void Dispose() => http.Dispose();

    static VatConsultation Of(string number, Answer answer, bool valid) => new(number, valid, VatCheckSource.Vies)
    {
        ConsultationNumber = Known(answer.RequestIdentifier, 50),
        Name = Known(answer.Name, 300),
    };

    /// <summary>States that do not tell write dashes.</summary>
    static string? Known(string? text, int most) => string.IsNullOrWhiteSpace(text) || text.Trim() == "---" ? null : text.Length <= most ? text : text[..most];

    static BillingError Unavailable(string why) =>
        new(ErrorKind.External, "vies_unavailable", $"VIES did not say whether the number is valid ({why}). Nothing was stored; try again later.");

    sealed record Answer(bool? Valid, string? UserError, string? RequestIdentifier, string? Name);
}
