using System.Text.RegularExpressions;

namespace TwinMcp.Tests.Architecture;

/// <param name="Header">The declaration up to its body, on one line.</param>
/// <param name="Start">Position in the text.</param>
/// <param name="Lines">From the declaration's first line, attributes included, to its last.</param>
readonly record struct CodeMember(string Header, int Start, int Lines);

/// <summary>Finds the members with a body (methods, constructors, properties) by counting braces in stripped code.</summary>
static partial class CodeMembers
{
    public static IReadOnlyList<CodeMember> Read(string code)
    {
        var found = new List<CodeMember>();
        var at = 0;
        Container(code, ref at, found);
        return found;
    }

    /// <summary>Inside a file, namespace or type: a sequence of declarations, up to the closing brace.</summary>
    static void Container(string code, ref int at, List<CodeMember> found)
    {
        while (at < code.Length)
        {
            while (at < code.Length && (char.IsWhiteSpace(code[at]) || code[at] == ';'))
                at++;
            if (at == code.Length)
                return;
            if (code[at] == '}')
            {
                at++;
                return;
            }
            Declaration(code, ref at, found);
        }
    }

    static void Declaration(string code, ref int at, List<CodeMember> found)
    {
        var start = at;
        var body = -1;
        int nested = 0, braces = 0;
        // a field with a long table behind '=' is data, not a method
        var data = false;
        for (; at < code.Length; at++)
        {
            var c = code[at];
            nested += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
            var outside = nested == 0 && braces == 0;
            if (c == ';' && outside)
                break;
            if (c == '=' && outside && body < 0 && (code[at + 1] == '>' || !code[start..at].Contains("operator", StringComparison.Ordinal)))
            {
                body = at;
                data = code[at + 1] != '>';
            }
            if (c == '{')
            {
                if (outside && body < 0)
                {
                    body = at;
                    if (IsContainer(code[start..at]))
                    {
                        at++;
                        Container(code, ref at, found);
                        return;
                    }
                }
                braces++;
            }
            if (c == '}' && --braces == 0 && nested == 0 && code[body] == '{')
                break;
        }
        at = Math.Min(at + 1, code.Length);
        if (body >= 0 && !data && !Enumeration().IsMatch(code[start..body]))
            found.Add(new CodeMember(Space().Replace(code[start..body], " ").Trim(), start, code.AsSpan(start, at - start).Count('\n') + 1));
    }

    static bool IsContainer(string header)
    {
        var plain = Attributes().Replace(header, " ");
        var paren = plain.IndexOf('(', StringComparison.Ordinal);
        return Containers().IsMatch(paren < 0 ? plain : plain[..paren]);
    }

    [GeneratedRegex(@"\b(namespace|class|struct|interface|record|extension)\b")]
    private static partial Regex Containers();

    [GeneratedRegex(@"\[[^\[\]]*\]")]
    private static partial Regex Attributes();

    [GeneratedRegex(@"\benum\s")]
    private static partial Regex Enumeration();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
