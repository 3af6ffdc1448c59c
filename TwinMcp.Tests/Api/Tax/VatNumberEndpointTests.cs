using System.Text.Json;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Api.Tax;

public sealed class VatNumberEndpointTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string Path = "/api/tax/vat-numbers/";

    [Theory]
    [InlineData("FR83404833048", "FR83404833048", "FR", true, true)]
    [InlineData("gr%20094.064-321", "EL094064321", "GR", true, true)]
    [InlineData("IE1%2B12345A", "IE1+12345A", "IE", true, false)]
    [InlineData("DE111111126", "DE111111126", "DE", true, false)]
    [InlineData("DE11111112", "DE11111112", "DE", false, false)]
    [InlineData("US123456789", "US123456789", null, false, false)]
    [InlineData("217601145", "217601145", "FR", true, true)]
    public async Task Get_Number_AnswersTheContract(string path, string number, string? country, bool formatValid, bool checkDigitValid)
    {
        var answer = (await product.Host.Staff.GetAsync(Path + path)).Expect(200);
        Assert.Equal(["checkDigitValid", "country", "formatValid", "number", "reason", "valid"], answer.Json.EnumerateObject().Select(m => m.Name).Order());
        Assert.Equal((number, country), (answer["number"], answer["country"]));
        Assert.Equal((formatValid, checkDigitValid), (Is(answer, "formatValid"), Is(answer, "checkDigitValid")));
        Assert.Equal(formatValid && checkDigitValid, Is(answer, "valid"));
    }

    [Theory]
    [InlineData("%20")]
    [InlineData("DE%0A111111125")]
    [InlineData("DE%2F111111125")]
    [InlineData("DE%01111111125")]
    [InlineData("%D9%A1%D9%A1")]
    [InlineData("%FF%FE")]
    [InlineData("<script>")]
    [InlineData("11111111111111111111111111111111111111111")]
    public async Task Get_StrangeInput_Is400AndNamesTheField(string path) =>
        (await product.Host.Staff.GetAsync(Path + path)).ExpectProblem(400, "validation", "number");

    [Fact]
    public async Task Get_ByRole_IsForPeopleOnly()
    {
        var customer = await product.Host.ClientAsync(Role.Customer, await product.Host.Data.CustomerAsync());
        (await customer.GetAsync(Path + "DE111111125")).Expect(200);
        (await product.Host.Admin.GetAsync(Path + "DE111111125")).Expect(200);
        (await product.Host.Ingestion.GetAsync(Path + "DE111111125")).ExpectProblem(403, "forbidden");
        (await product.Host.Anonymous.GetAsync(Path + "DE111111125")).ExpectProblem(401);
        (await product.Host.Admin.PostAsync(Path + "DE111111125", "{}")).ExpectProblem(405);
    }

    static bool Is(ApiAnswer answer, string member) => answer.Json.GetProperty(member).ValueKind == JsonValueKind.True;
}
