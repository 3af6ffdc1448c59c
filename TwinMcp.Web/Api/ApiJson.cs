using System.Text.Json;
using System.Text.Json.Serialization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Web.Api;

/// <summary>The wire's JSON: camelCase, enums in upper case, numbers also as strings, unknown and duplicate members refused.</summary>
internal static class ApiJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.AllowReadingFromString;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.PropertyNameCaseInsensitive = false;
        options.MaxDepth = 32;
        options.Converters.Add(new CurrencyJson());
        options.Converters.Add(new JsonStringEnumConverter<PeriodType>(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<LineComponent>(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<ChangeTime>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false));
        return options;
    }
}
