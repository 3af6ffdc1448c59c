using System.IO.Compression;
using System.Text;

namespace TwinMcp.Core.Security.Identity;

/// <summary>
/// Passwords that everybody tries first, offline. The list is the "passwords" frequency list of Dropbox's zxcvbn 4.4.2 (MIT licence), which
/// was drawn from leaks: 30,000 entries, lower case, sorted, Brotli. Most are shorter than 12 characters, so that what people make of them
/// is looked at as well: repeated, put together, with digits around it, with 0 for o.
/// </summary>
internal static class CommonPasswords
{
    const string Resource = "passwords/common";
    const string Row = "abcdefghijklmnopqrstuvwxyz 0123456789 9876543210 qwertyuiopasdfghjklzxcvbnm azertyuiopqsdfghjklmwxcvbn 1qaz2wsx3edc4rfv5tgb6yhn7ujm";
    const int FewestKinds = 5;

    static readonly Lazy<HashSet<string>> Known = new(Read);

    public static int Count => Known.Value.Count;

    public static bool Contains(string password)
    {
        var text = password.ToLowerInvariant();
        if (text.Distinct().Count() < FewestKinds || IsWalk(text))
            return true;
        string[] forms = [text, Plain(text)];
        return forms.Any(f => IsMadeOfCommon(f) || IsMadeOfCommon(f.Trim([.. "0123456789!?.,;:*#@$€&+-_ "])));
    }

    /// <summary>One common password, or the same one twice and more, or two of them; of four letters at least, so that a phrase of many words is not meant.</summary>
    static bool IsMadeOfCommon(string text)
    {
        if (text.Length == 0 || Known.Value.Contains(text))
            return true;
        for (var cut = 4; cut <= text.Length - 4; cut++)
        {
            var (first, rest) = (text[..cut], text[cut..]);
            if (!Known.Value.Contains(first))
                continue;
            if (Known.Value.Contains(rest) || rest.Replace(first, "", StringComparison.Ordinal).Length < 4 && rest.Contains(first, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    /// <summary>Along the alphabet, the digits or the keyboard, there and back, however often.</summary>
    static bool IsWalk(string text)
    {
        var steps = Enumerable.Range(0, text.Length - 2).Count(i => Row.Contains(text.Substring(i, 3), StringComparison.Ordinal));
        return steps * 4 >= (text.Length - 2) * 3;
    }

    static string Plain(string text) => new([.. text.Select(c => c switch
    {
        '0' => 'o',
        '1' or '!' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        _ => c,
    })]);

    static HashSet<string> Read()
    {
        using var packed = typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not in the assembly.");
        using var text = new StreamReader(new BrotliStream(packed, CompressionMode.Decompress), Encoding.UTF8);
        return [.. text.ReadToEnd().Split('\n')];
    }
}
