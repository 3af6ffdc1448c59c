using TwinMcp.Core.Common;
using TwinMcp.Core.Tax.VatNumbers;

namespace TwinMcp.Core.Tax;

/// <summary>What a register says of a number.</summary>
/// <param name="Number">Normalised, with its prefix.</param>
public sealed record VatConsultation(string Number, bool Valid, VatCheckSource Source)
{
    public string? ConsultationNumber { get; init; }
    public string? Name { get; init; }
}

/// <summary>Where VAT numbers are looked up. A register that cannot be heard answers an External refusal, never "invalid".</summary>
public interface IVatNumberRegister
{
    Task<Result<VatConsultation>> ConsultAsync(string number, CancellationToken ct);
}

/// <summary>While VIES is off: format and check digit, and it says so.</summary>
sealed class OfflineRegister : IVatNumberRegister
{
    public Task<Result<VatConsultation>> ConsultAsync(string number, CancellationToken ct)
    {
        var check = VatNumber.Check(number);
        return Task.FromResult<Result<VatConsultation>>(new VatConsultation(check.Number, check.Valid, VatCheckSource.Offline));
    }
}
