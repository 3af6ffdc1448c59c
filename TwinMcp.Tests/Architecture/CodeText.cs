using System.Text;

namespace TwinMcp.Tests.Architecture;

/// <summary>Enough of C#'s lexical grammar to tell code from comments, literals and preprocessor lines.</summary>
static class CodeText
{
    /// <summary>The same text, of the same length and lines, with everything that is not code turned into blanks (literals keep their quotes).</summary>
    public static string Strip(string source)
    {
        var kept = new StringBuilder(source.Length);
        for (var at = 0; at < source.Length;)
        {
            var end = EndOfNonCode(source, at);
            if (end == at)
            {
                kept.Append(source[at++]);
                continue;
            }
            var literal = source[at] is not ('/' or '#');
            for (; at < end; at++)
                kept.Append(source[at] is '\n' or '\r' ? source[at] : literal && source[at] is '"' ? '"' : ' ');
        }
        return kept.ToString();
    }

    /// <summary>Where the comment, literal or directive that begins here ends; <paramref name="at"/> itself when code begins here.</summary>
    static int EndOfNonCode(string s, int at)
    {
        if (Starts(s, at, "//") || (s[at] == '#' && IsFirstOnLine(s, at)))
            return IndexOrEnd(s, "\n", at);
        if (Starts(s, at, "/*"))
            return Math.Min(s.Length, IndexOrEnd(s, "*/", at + 2) + 2);
        if (s[at] == '\'')
            return EndOfQuoted(s, at + 1, '\'');
        if (s[at] is not ('"' or '$' or '@'))
            return at;
        var quote = at;
        while (quote < s.Length && s[quote] is '$' or '@')
            quote++;
        if (quote >= s.Length || s[quote] != '"')
            return at;
        return EndOfString(s, quote, s[at..quote]);
    }

    static int EndOfString(string s, int quote, string prefix)
    {
        var quotes = 0;
        while (quote + quotes < s.Length && s[quote + quotes] == '"')
            quotes++;
        if (quotes >= 3)
            return EndOfRaw(s, quote + quotes, new string('"', quotes));
        if (prefix.Contains('$', StringComparison.Ordinal))
            return EndOfInterpolated(s, quote + 1, verbatim: prefix.Contains('@', StringComparison.Ordinal));
        if (!prefix.Contains('@', StringComparison.Ordinal))
            return EndOfQuoted(s, quote + 1, '"');
        for (var at = quote + 1; at < s.Length; at++)
        {
            if (s[at] != '"')
                continue;
            if (!Starts(s, at, "\"\""))
                return at + 1;
            at++;
        }
        return s.Length;
    }

    static int EndOfRaw(string s, int at, string fence)
    {
        var end = IndexOrEnd(s, fence, at) + fence.Length;
        while (end < s.Length && s[end] == '"')
            end++;
        return Math.Min(end, s.Length);
    }

    static int EndOfInterpolated(string s, int at, bool verbatim)
    {
        var depth = 0;
        while (at < s.Length)
        {
            if (depth > 0 && EndOfNonCode(s, at) is var end && end > at)
            {
                at = end;
                continue;
            }
            if (depth == 0 && (Starts(s, at, "{{") || Starts(s, at, "}}") || (verbatim ? Starts(s, at, "\"\"") : s[at] == '\\')))
            {
                at += 2;
                continue;
            }
            if (depth == 0 && s[at] == '"')
                return at + 1;
            depth += s[at] == '{' ? 1 : s[at] == '}' ? -1 : 0;
            at++;
        }
        return at;
    }

    static int EndOfQuoted(string s, int at, char quote)
    {
        while (at < s.Length && s[at] != quote && s[at] != '\n')
            at += s[at] == '\\' ? 2 : 1;
        return Math.Min(at + 1, s.Length);
    }

    static bool IsFirstOnLine(string s, int at)
    {
        while (--at >= 0 && s[at] != '\n')
            if (!char.IsWhiteSpace(s[at]))
                return false;
        return true;
    }

    static bool Starts(string s, int at, string text) => string.CompareOrdinal(s, at, text, 0, text.Length) == 0;

    static int IndexOrEnd(string s, string text, int from) => s.IndexOf(text, Math.Min(from, s.Length), StringComparison.Ordinal) is var i && i < 0 ? s.Length : i;
}
