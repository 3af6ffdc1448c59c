using Xunit;

namespace TwinMcp.Tests.Architecture;

/// <summary>The reader under the tidy rules: when it is wrong, they are blind.</summary>
public sealed class CodeTextTests
{
    [Theory]
    [InlineData("a // b", "a     ")]
    [InlineData("a /* b\n c */ d", "a     \n      d")]
    [InlineData("x = \"a\\\"b\"; y", "x = \"  \" \"; y")]
    [InlineData("x = '\"'; y", "x =  \" ; y")]
    [InlineData("x = @\"a\"\"b\\\"; y", "x =  \" \"\"  \"; y")]
    [InlineData("x = $\"{{{F(\"}\", y)}}}\"; z", "x =  \"     \" \"       \"; z")]
    [InlineData("x = \"\"\"a \" }\"\"\"; y", "x = \"\"\"  \"  \"\"\"; y")]
    [InlineData("#region it's\na", "            \na")]
    [InlineData("F(@class, $x)", "F(@class, $x)")]
    public void Strip_NonCode_IsBlankedInPlace(string source, string expected) => Assert.Equal(expected, CodeText.Strip(source));

    [Fact]
    public void Members_OfEveryForm_AreFoundWithTheirLines()
    {
        const string source = """
            using X;
            namespace A.B;

            [Foo(typeof(int))]
            public sealed class C<T>(int d) : E(d), IF where T : class
            {
                readonly int[] table = [1, 2];
                public int G { get; init; } = 1;
                public int H => table switch { [1] => 2, _ => 3 };

                [Bar]
                public void I<U>(Func<int> f = null!) where U : struct
                {
                    if (d > 1) { f(); }
                }

                public static bool operator ==(C a, C b) =>
                    a.H == b.H;

                record struct J(int K);

                enum L { M, N }

                interface O
                {
                    void P();
                    void Q() { }
                }
            }
            """;
        var found = CodeMembers.Read(CodeText.Strip(source)).Select(m => $"{m.Header}|{m.Lines}");
        Assert.Equal(
            [
                "public int G|1", "public int H|1", "[Bar] public void I<U>(Func<int> f = null!) where U : struct|5",
                "public static bool operator ==(C a, C b)|2", "void Q()|1",
            ],
            found);
    }
}
