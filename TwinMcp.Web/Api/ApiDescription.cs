using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TwinMcp.Web.Api;

/// <summary>Title, words and security of the OpenAPI document.</summary>
internal sealed class ApiDescription : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "TwinMCP Billing",
            Version = "v1",
            Description = "Invoices and usage. Money is a JSON number with the currency's decimals (strings are accepted on input), dates are local to the seller, refusals are application/problem+json.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "prefix.secret" };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
        return Task.CompletedTask;
    }
}
