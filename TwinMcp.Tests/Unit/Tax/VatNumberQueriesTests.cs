using TwinMcp.Core.Common;
using TwinMcp.Core.Tax.VatNumbers;
using Xunit;

namespace TwinMcp.Tests.Unit.Tax;

public sealed class VatNumberQueriesTests
{
    static readonly Actor Staff = new(Role.Staff, Guid.Empty, "Staff");

    [Theory]
    [InlineData(Role.Customer, true)]
    [InlineData(Role.Staff, true)]
    [InlineData(Role.Admin, true)]
    [InlineData(Role.System, true)]
    [InlineData(Role.Ingestion, false)]
    public void Check_ByRole_IsForPeople(Role role, bool allowed)
    {
        var check = VatNumberQueries.Check(new Actor(role, Guid.Empty, "Somebody"), "DE111111125");
        Assert.Equal((allowed, allowed ? null : ErrorKind.Forbidden), (check.IsOk, check.Error?.Kind));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" .- ")]
    [InlineData("DE111111125\0")]
    [InlineData("DE111111125\n")]
    [InlineData("DE/111111125")]
    [InlineData("DE%20111111125")]
    [InlineData("DÉ111111125")]
    [InlineData("DE11111112５")]
    [InlineData("DE111111125'--")]
    [InlineData("DE11111112500000000000000000000000000000000")]
    public void Check_StrangeInput_NamesTheField(string? number)
    {
        var error = VatNumberQueries.Check(Staff, number).Error;
        Assert.Equal(ErrorKind.Validation, error?.Kind);
        Assert.Equal(["number"], error!.Fields!.Keys);
    }

    [Theory]
    [InlineData("DE111111125", "DE", true, null)]
    [InlineData("de 111 111 126", "DE", false, "check digit")]
    [InlineData("US1", null, false, "prefix")]
    [InlineData("217601145", "FR", true, "SIREN")]
    [InlineData("217 601 146", "FR", false, "check digit")]
    [InlineData("356 000 000 00048", "FR", true, "SIRET")]
    [InlineData("35600000049838", "FR", false, "check digit")]
    [InlineData("12345678", null, false, "prefix")]
    public void Check_Number_IsAnsweredWithWhatItWasReadAs(string number, string? country, bool valid, string? reason)
    {
        var check = VatNumberQueries.Check(Staff, number).Value;
        Assert.Equal((country, valid), (check.Country, check.Valid));
        if (reason is null)
            Assert.Null(check.Reason);
        else
            Assert.Contains(reason, check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void VatNumber_OfASiren_IsNone() => Assert.False(VatNumber.Check("217601145").Valid);
}
