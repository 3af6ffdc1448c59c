using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.EInvoicing;

namespace TwinMcp.Web.Api;

/// <summary>What reflection cannot know of the OpenAPI document: words, security, and the types that are text on the wire.</summary>
internal static class ApiDescription
{
    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) => Done(() => Document(document)));
        options.AddSchemaTransformer((schema, context, _) => Done(() => Schema(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type)));
        options.AddOperationTransformer((operation, context, _) => Done(() => Parameters(operation, context.Description.ActionDescriptor.EndpointMetadata.OfType<WireParameter>())));
    }

    static void Document(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "TwinMCP Billing",
            Version = "v1",
            Description = "Invoices and usage. Money is a JSON number with exactly the currency's decimals (strings are accepted on input), dates are local to the seller's time zone, refusals are application/problem+json.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "prefix.secret" };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
    }

    static void Schema(OpenApiSchema schema, Type type)
    {
        if (type == typeof(CustomerId) || type == typeof(InvoiceId))
            Become(schema, JsonSchemaType.String, "uuid");
        else if (type == typeof(Currency))
        {
            Become(schema, JsonSchemaType.String, null);
            schema.Pattern = "^[A-Z]{3}$";
        }
        else if (type == typeof(decimal))
            schema.Format = "decimal";
        else
            UsageEndpoints.Describe(schema, type);
    }

    static void Become(OpenApiSchema schema, JsonSchemaType type, string? format)
    {
        (schema.Type, schema.Format) = (type, format);
        schema.Properties?.Clear();
        schema.Required?.Clear();
        schema.AdditionalPropertiesAllowed = true;
        schema.AdditionalProperties = null;
    }

    static void Parameters(OpenApiOperation operation, IEnumerable<WireParameter> parameters)
    {
        foreach (var p in parameters)
        {
            operation.Parameters ??= [];
            var value = new OpenApiSchema { Type = p.Type, Format = p.Format, Enum = p.Values?.Select(v => (JsonNode)v).ToList() };
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = p.Name,
                In = p.IsHeader ? ParameterLocation.Header : ParameterLocation.Query,
                Required = p.IsRequired,
                Description = p.Words,
                Schema = p.IsRepeatable ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = value } : value,
            });
        }
    }

    static Task Done(Action describe)
    {
        describe();
        return Task.CompletedTask;
    }
}

/// <summary>A query parameter or header that an endpoint reads by hand, for the OpenAPI document.</summary>
internal sealed record WireParameter(string Name, string Words)
{
    public JsonSchemaType Type { get; init; } = JsonSchemaType.String;
    public string? Format { get; init; }
    public string[]? Values { get; init; }
    public bool IsHeader { get; init; }
    public bool IsRequired { get; init; }
    public bool IsRepeatable { get; init; }

    public static readonly WireParameter IdempotencyKey = new("Idempotency-Key", "Up to 255 characters; a retry with it does nothing twice.") { IsHeader = true };
    public static readonly WireParameter IfMatch = new("If-Match", "The ETag of what you have seen.") { IsHeader = true, IsRequired = true };

    public static readonly WireParameter[] Pages =
    [
        new("page", "From 1; up to row 10,000.") { Type = JsonSchemaType.Integer },
        new("pageSize", "1 to 200; 25 when not given.") { Type = JsonSchemaType.Integer },
    ];

    public static readonly WireParameter XmlFormat = new("format", "facturx when not given.") { Values = [.. ElectronicFormat.All.Select(f => f.Name)] };

    public static readonly WireParameter On = new("on", "Until this day; today when not given, at most a year ahead.") { Format = "date" };

    public static readonly WireParameter[] AlertList =
    [
        new("userId", "Only this customer's.") { Format = "uuid" },
        new("type", "Only of this type.") { Values = ["USAGE_THRESHOLD", "PAYMENT_FAILED", "INVOICE_OVERDUE", "SUBSCRIPTION_EXPIRING"] },
        new("unread", "true: only what nobody has read; false: only what somebody has.") { Type = JsonSchemaType.Boolean },
        .. Pages,
    ];

    public static readonly WireParameter[] InvoiceList =
    [
        new("userId", "Only this customer's.") { Format = "uuid" },
        new("status", "Repeatable.") { Values = ["DRAFT", "SENT", "PAID", "OVERDUE", "CANCELLED"], IsRepeatable = true },
        new("from", "Issued on or after.") { Format = "date" },
        new("to", "Issued on or before.") { Format = "date" },
        new("q", "Part of a number or of a customer's name, or an exact amount."),
        new("minTotal", "At least this total with VAT.") { Type = JsonSchemaType.Number, Format = "decimal" },
        new("maxTotal", "At most this total with VAT.") { Type = JsonSchemaType.Number, Format = "decimal" },
        new("currency", "ISO 4217."),
        new("sort", "With - for descending; -issueDate when not given.") { Values = [.. Core.Invoicing.InvoiceFilter.SortFields.SelectMany(f => new[] { f, "-" + f })] },
        new("page", "From 1; up to row 10,000, deeper by cursor.") { Type = JsonSchemaType.Integer },
        new("pageSize", "1 to 200; 25 when not given.") { Type = JsonSchemaType.Integer },
        new("cursor", "The nextCursor of the page before."),
    ];
}
