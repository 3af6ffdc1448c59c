using System.Globalization;
using System.Text;

namespace TwinMcp.Core.Documents.Pdf;

/// <summary>
/// Right-to-left text: a small part of UAX #9 (no embeddings, no isolates: those controls
/// are taken out before). Arabic letters are joined by their presentation forms; ligatures beyond that, and the placing
/// of vowel marks, are not done.
/// </summary>
internal static class BidiText
{
    static readonly Dictionary<char, char[]> Forms = BuildForms(); // letter -> isolated, final[, initial, medial]
    const string Opening = "([{<«‹", Closing = ")]}>»›";

    public static bool HasRightToLeft(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (c >= '\u0590' && IsRightToLeft(c))
                return true;
        return false;
    }

    /// <summary>The letters in the form that their neighbours ask for, in the order they are read.</summary>
    /// <param name="covers">Whether a font has the form; else the letter stays as it is.</param>
    public static string Join(string text, Func<char, bool> covers)
    {
        if (!HasRightToLeft(text))
            return text;
        var letters = text.ToCharArray();
        var before = -1; // the letter before, over marks that stand on it
        for (var i = 0; i < text.Length; i++)
        {
            if (IsMark(text[i]))
                continue;
            var after = i + 1;
            while (after < text.Length && IsMark(text[after]))
                after++;
            var joinsBefore = before >= 0 && JoinsOn(text[before]) && JoinsBack(text[i]);
            var joinsAfter = after < text.Length && JoinsOn(text[i]) && JoinsBack(text[after]);
            if (Forms.TryGetValue(text[i], out var forms) && forms[(joinsBefore ? 1 : 0) + (joinsAfter ? 2 : 0)] is var form && covers(form))
                letters[i] = form;
            before = i;
        }
        return new string(letters);
    }

    /// <summary>The line in the order in which it is drawn, from the left.</summary>
    public static string Visual(string line)
    {
        if (!HasRightToLeft(line))
            return line;
        var levels = Levels(line);
        var characters = line.ToCharArray();
        for (var i = 0; i < characters.Length; i++)
            if (levels[i] == 1)
                characters[i] = Mirrored(characters[i]);
        for (var level = 2; level >= 1; level--) // UAX #9, L2
            for (var start = 0; start < levels.Length; start++)
            {
                var end = start;
                while (end < levels.Length && levels[end] >= level)
                    end++;
                Array.Reverse(characters, start, end - start);
                start = Math.Max(start, end - 1);
            }
        return new string(characters);
    }

    /// <summary>0: left to right; 1: right to left; 2: a number, or left-to-right text, inside it.</summary>
    static byte[] Levels(string line)
    {
        var first = line.FirstOrDefault(c => IsRightToLeft(c) || char.IsLetter(c));
        var runsBack = IsRightToLeft(first); // P2: the line runs as its first letter does
        var kinds = Kinds(line, runsBack);
        var left = (byte)(runsBack ? 2 : 0);
        var levels = new byte[line.Length];
        for (var i = 0; i < line.Length; i++)
            levels[i] = kinds[i] switch { Kind.Right => 1, Kind.Number => 2, Kind.Left or Kind.Neutral or _ => left };
        for (var start = 0; start < line.Length; start++)
        {
            var end = start;
            while (end < line.Length && kinds[end] == Kind.Neutral)
                end++;
            if (end == start)
                continue;
            var edge = runsBack ? Kind.Right : Kind.Left;
            levels.AsSpan(start, end - start).Fill(Between(start > 0 ? kinds[start - 1] : edge, end < line.Length ? kinds[end] : edge, (end - start, runsBack)));
            start = end;
        }
        return levels;
    }

    static Kind[] Kinds(string line, bool runsBack)
    {
        var kinds = new Kind[line.Length];
        var strong = runsBack ? Kind.Right : Kind.Left;
        for (var i = 0; i < line.Length; i++)
        {
            if (IsRightToLeft(line[i]))
                kinds[i] = strong = Kind.Right;
            else if (char.IsDigit(line[i]))
                kinds[i] = strong == Kind.Right ? Kind.Number : Kind.Left;
            else if (char.IsLetter(line[i]))
                kinds[i] = strong = Kind.Left;
        }
        return kinds;
    }

    /// <summary>Of what stands between two kinds; numbers count as right to left (N1), but "1.5" stays one number (W4).</summary>
    static byte Between(Kind before, Kind after, (int Length, bool RunsBack) what)
    {
        if (before == Kind.Number && after == Kind.Number && what.Length == 1)
            return 2;
        if (what.RunsBack)
            return (byte)(before == Kind.Left && after == Kind.Left ? 2 : 1);
        return (byte)(before == Kind.Left || after == Kind.Left ? 0 : 1);
    }

    static bool IsRightToLeft(char c) => c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC') && !char.IsDigit(c);

    static bool IsMark(char c) => c is >= '\u0610' and <= '\u06ED' && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    static bool JoinsOn(char c) => c == '\u0640' || (Forms.TryGetValue(c, out var forms) && forms[2] != forms[0]);

    static bool JoinsBack(char c) => c == '\u0640' || (Forms.TryGetValue(c, out var forms) && forms[1] != forms[0]);

    static char Mirrored(char c) =>
        Opening.IndexOf(c, StringComparison.Ordinal) is >= 0 and var opening ? Closing[opening]
        : Closing.IndexOf(c, StringComparison.Ordinal) is >= 0 and var closing ? Opening[closing] : c;

    /// <summary>Unicode lists the forms of a letter one after the other: isolated, final, then initial and medial where it joins on.</summary>
    static Dictionary<char, char[]> BuildForms()
    {
        var found = new Dictionary<char, List<char>>();
        foreach (var form in Enumerable.Range(0xFB50, 0xFBB2 - 0xFB50).Concat(Enumerable.Range(0xFBFC, 4)).Concat(Enumerable.Range(0xFE80, 0xFEF5 - 0xFE80)).Select(c => (char)c))
        {
            var letter = form.ToString().Normalize(NormalizationForm.FormKC);
            if (letter.Length != 1 || letter[0] == form)
                continue;
            if (!found.TryGetValue(letter[0], out var forms))
                found[letter[0]] = forms = [];
            forms.Add(form);
        }
        return found.ToDictionary(f => f.Key, f => FourForms(f.Value));
    }

    static char[] FourForms(List<char> listed)
    {
        var (isolated, final) = (listed[0], listed.Count > 1 ? listed[1] : listed[0]);
        return listed.Count > 3 ? [isolated, final, listed[2], listed[3]] : [isolated, final, isolated, final];
    }

    enum Kind : byte
    {
        Neutral,
        Left,
        Right,

        /// <summary>Digits after right-to-left text.</summary>
        Number,
    }
}
