using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Outbox;
using TwinMcp.Core.Payments;
using TwinMcp.Tests.Support;
using TwinMcp.Web.Components.Pages.Invoices;
using TwinMcp.Web.Resources;
using Xunit;

namespace TwinMcp.Tests.Components;

public sealed partial class UiTextTests
{
    static readonly ResourceManager Resources = new(typeof(UiText));

    [Fact]
    public void Resources_EnglishAndFrench_HaveTheSameKeys() =>
        Assert.Equal(Keys(CultureInfo.InvariantCulture), Keys(CultureInfo.GetCultureInfo("fr")));

    [Fact]
    public void Sources_EveryKeyAskedFor_Exists()
    {
        var known = Keys(CultureInfo.InvariantCulture);
        bool Exists(string key) => known.Contains(key) || known.Contains(key + ".many");
        bool Begins(string start) => known.Any(k => k.StartsWith(start, StringComparison.Ordinal));
        var missing = Sources().SelectMany(f => Asked().Matches(File.ReadAllText(f)).Select(m => (File: Path.GetFileName(f), Key: m.Groups["key"].Value, IsStart: m.Groups["hole"].Success)))
            .Where(used => used.IsStart ? !Begins(used.Key) : !Exists(used.Key));
        Assert.Empty(missing);
    }

    [Fact]
    public void Resources_EveryKey_IsWrittenSomewhere()
    {
        var literals = Sources().SelectMany(f => Literal().Matches(File.ReadAllText(f))).ToList();
        var whole = literals.Where(m => !m.Groups["hole"].Success).Select(m => m.Groups["key"].Value).ToHashSet();
        var starts = literals.Where(m => m.Groups["hole"].Success).Select(m => m.Groups["key"].Value).Distinct().ToList();
        bool IsUsed(string key) => whole.Contains(key) || whole.Contains(Stem(key)) || starts.Any(s => key.StartsWith(s, StringComparison.Ordinal));
        Assert.DoesNotContain(Keys(CultureInfo.InvariantCulture), key => !IsUsed(key));
    }

    [Fact]
    public void Enums_EveryValueThatIsShown_HasItsText()
    {
        var keys = Enum.GetValues<InvoiceStatus>().SelectMany(s => new[] { $"status.{s.Key()}", $"invoices.tab.{s.Key()}" })
            .Concat(Enum.GetValues<OutboxState>().Select(s => $"mail.{s.Key()}"))
            .Concat(Enum.GetValues<PaymentStatus>().Select(s => $"payment.{s.ToString().ToLowerInvariant()}"))
            .Concat(Enum.GetValues<InvoiceCommand>().SelectMany(c => new[] { $"command.{c.Key()}", $"done.{c.Key()}", $"failed.{c.Key()}" }))
            .Concat(new[] { InvoiceCommand.Issue, InvoiceCommand.MarkPaid, InvoiceCommand.Cancel }.SelectMany(c => new[] { "title", "sentence", "action" }.Select(p => $"ask.{c.Key()}.{p}")));
        Assert.Empty(keys.Except(Keys(CultureInfo.InvariantCulture)));
    }

    static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Repository.PathOf("TwinMcp.Web/Components"), "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.PathOf("TwinMcp.Web/Resources"), "*.cs"))
            .Where(f => Path.GetExtension(f) is ".razor" or ".cs");

    static string Stem(string key) => key.EndsWith(".one", StringComparison.Ordinal) || key.EndsWith(".many", StringComparison.Ordinal) ? key[..key.LastIndexOf('.')] : key;

    static SortedSet<string> Keys(CultureInfo culture) =>
        new(Resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key), StringComparer.Ordinal);

    /// <summary>L["key"], text["key"], Count("key"; a key with a hole in it is known by its start.</summary>
    [GeneratedRegex("""(?:\bL\[|[tT]exts?\[|\bCount\()\$?"(?<key>[a-z][a-z.]*)(?<hole>\{)?""")]
    private static partial Regex Asked();

    [GeneratedRegex("""\$?"(?<key>[a-z]+\.[a-z_.]*)(?:"|(?<hole>\{))""")]
    private static partial Regex Literal();
}
