using System.Text.RegularExpressions;

namespace TwinMcp.Core.Tax.VatNumbers;

/// <summary>One country's VAT numbers, without their prefix.</summary>
/// <param name="Shape">What follows the prefix, for a person.</param>
/// <param name="Pattern">The format as a regular expression; only what has it reaches the check digit.</param>
/// <param name="HasCheckDigit">Pure: whether the check digit, and a date inside, are right.</param>
sealed record VatRule(string Prefix, string Shape, string Pattern, Func<string, bool> HasCheckDigit)
{
    readonly Regex format = new($@"\A(?:{Pattern})\z", RegexOptions.CultureInvariant);

    /// <summary>The prefix, but for Greece.</summary>
    public string Country { get; init; } = Prefix;

    /// <summary>From an older way of writing to today's.</summary>
    public Func<string, string> Complete { get; init; } = body => body;

    public bool HasFormat(string body) => format.IsMatch(body);
}
