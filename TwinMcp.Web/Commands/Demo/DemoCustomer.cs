using System.Globalization;
using System.Text;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>An invented customer.</summary>
/// <param name="Number">0, 1, 2 ...: everything random about it is drawn from this.</param>
/// <param name="Plan">Code of the plan.</param>
/// <param name="StartMonth">Its subscription begins in this month of the demo, counted from 0; before the demo when negative.</param>
internal sealed record DemoCustomer(int Number, string Plan, int StartMonth, string Name, PostalAddress Address)
{
    public required bool IsCompany { get; init; }
    public required string Language { get; init; }
    public required string Contact { get; init; }

    /// <summary>"ateliers-brunel.example".</summary>
    public required string Domain { get; init; }

    public CustomerId UserId => new(DemoIds.Of("customer/" + Domain));

    public string? Siren => IsCompany && Address.Country == "FR" ? DemoNumbers.Siren(Number) : null;

    public string? VatId => !IsCompany ? null : Address.Country switch
    {
        "FR" => DemoNumbers.FrenchVat(Siren!),
        "DE" => DemoNumbers.GermanVat(Number),
        "BE" => DemoNumbers.BelgianVat(Number),
        "ES" => DemoNumbers.SpanishVat(Name.EndsWith("S.A.", StringComparison.Ordinal) ? 'A' : 'B', Number),
        _ => null,
    };

    public string ContactEmail => Plain(Contact) + "@" + Domain;

    public string BillingEmail => IsCompany ? (Language == "fr" ? "facturation@" : "billing@") + Domain : ContactEmail;

    public DateOnly StartedOn(DemoCalendar calendar) => calendar.FirstDay.AddMonths(StartMonth);

    /// <summary>"Agnès Lemaître" is agnes.lemaitre.</summary>
    static string Plain(string name) => string.Concat(name.Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
        .Select(c => c == ' ' ? '.' : char.ToLowerInvariant(c)));
}
