using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TwinMcp.Web.Components.Pages.Docs;

/// <summary>The OpenAPI document as a page to read: plain HTML, no script.</summary>
public partial class ApiDocsPage
{
    OpenApiDocument? document;

    [Inject]
    IServiceProvider Services { get; set; } = default!;

    protected override async Task OnInitializedAsync() =>
        document = await Services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync();

    static IEnumerable<(string Tag, string Method, string Path, OpenApiOperation Operation)> Operations(OpenApiDocument api) =>
        from path in api.Paths
        from operation in path.Value.Operations ?? []
        select (operation.Value.Tags?.FirstOrDefault()?.Name ?? "", operation.Key.Method, path.Key, operation.Value);

    static IEnumerable<(string Name, IOpenApiSchema Schema)> Schemas(OpenApiDocument api) =>
        from schema in api.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>()
        where schema.Value.Properties is { Count: > 0 } || schema.Value.Enum is { Count: > 0 }
        orderby schema.Key
        select (schema.Key, schema.Value);

    static string? BodyOf(OpenApiOperation operation) => NameOf(operation.RequestBody?.Content?.Values.FirstOrDefault()?.Schema);

    static string? SchemaOf(IOpenApiResponse answer) => NameOf(answer.Content?.Values.FirstOrDefault()?.Schema);

    static string? NameOf(IOpenApiSchema? schema) => schema is OpenApiSchemaReference reference ? reference.Reference.Id : null;

    static string Anchor(string schema) => "/api-docs#" + schema;

    static string TypeOf(IOpenApiSchema? schema)
    {
        if (schema is null)
            return "";
        if (schema.OneOf is { Count: > 0 } choices)
            return string.Join(" | ", choices.Select(TypeOf));
        if (NameOf(schema) is { } name)
            return name;
        if (schema.Items is { } items)
            return TypeOf(items) + "[]";
        var type = schema.Type?.ToString().ToLowerInvariant().Replace(", ", " | ", StringComparison.Ordinal) ?? "";
        var values = schema.Enum is { Count: > 0 } allowed ? ": " + string.Join(" ", allowed) : "";
        return (schema.Format is { } format ? $"{type} ({format})" : type) + values;
    }
}
