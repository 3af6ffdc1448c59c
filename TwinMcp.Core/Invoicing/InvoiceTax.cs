using System.Text.Json;
using System.Text.Json.Serialization;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

/// <summary>What an invoice's VAT rests on: one decision for each kind of item that did not come with its own VAT.</summary>
/// <param name="Decisions">The first is the one that most lines have.</param>
public sealed record TaxEvidence(IReadOnlyCollection<TaxDecision> Decisions)
{
    static readonly JsonSerializerOptions Stored = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>As the column has it.</summary>
    internal static string? Write(TaxEvidence? evidence) => evidence is null ? null : JsonSerializer.Serialize(evidence, Stored);

    internal static TaxEvidence? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<TaxEvidence>(json, Stored);
}

/// <summary>The tax point, and what was decided at it.</summary>
sealed record InvoiceTax(DateOnly TaxPoint, IReadOnlyCollection<TaxDecision> Decisions)
{
    public static InvoiceTax Of(BuyerTax tax) => new(tax.TaxPoint, [.. tax.Decisions]);
}
