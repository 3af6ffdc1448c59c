using TwinMcp.Core.Security.Masking;
using Xunit;

namespace TwinMcp.Tests.Unit.Security;

public sealed class MaskTests
{
    [Theory]
    [InlineData("test@example.com", "te***@example.com")]
    [InlineData("compta.brunel@brunel.example", "co***@brunel.example")]
    [InlineData("bob@example.com", "b***@example.com")]
    [InlineData("al@example.com", "a***@example.com")]
    [InlineData("x@example.com", "***@example.com")]
    [InlineData("\"a@b\"@example.com", "\"a***@example.com")]
    [InlineData("not an address", "no***")]
    [InlineData("", "***")]
    [InlineData("te\r\nst@exam\r\nple.com", "te***@exam  ple.com")]
    public void Email_Address_KeepsTwoLettersAndTheDomain(string address, string expected) => Assert.Equal(expected, Mask.Email(address));

    [Theory]
    [InlineData("4111111111111111", "****-****-****-1111")]
    [InlineData("4111 1111 1111 1111", "****-****-****-1111")]
    [InlineData("FR76 3000 4000 0312 3456 7890 143", "****-****-****-0143")]
    [InlineData("1234567", "****-****-****-****")]
    [InlineData("", "****-****-****-****")]
    public void Card_Number_KeepsTheLastFourOfALongOne(string number, string expected) => Assert.Equal(expected, Mask.Card(number));

    [Theory]
    [InlineData("550 5.1.1 <claire.brunel@brunel.example>: Recipient address rejected", "550 5.1.1 <cl***@brunel.example>: Recipient address rejected")]
    [InlineData("a.person@x.example, other@y.example: unknown", "a.***@x.example, ot***@y.example: unknown")]
    [InlineData("421 4.7.0 try again later", "421 4.7.0 try again later")]
    public void EmailsIn_ServersAnswer_MasksEveryAddress(string answer, string expected) => Assert.Equal(expected, Mask.EmailsIn(answer));
}
