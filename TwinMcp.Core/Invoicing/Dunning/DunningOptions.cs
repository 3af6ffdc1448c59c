using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TwinMcp.Core.Invoicing.Dunning;

/// <summary>When reminders go out, in days from the due date: <c>DUNNING_DAYS="-3,0,7,15,30"</c>; <c>none</c> switches them off.</summary>
public sealed record DunningOptions
{
    const int MostSteps = 12;

    /// <summary>Ascending; negative is before the due date.</summary>
    public IReadOnlyList<int> Days { get; init; } = [-3, 0, 7, 15, 30];

    /// <exception cref="InvalidOperationException">The setting is wrong: the product does not start.</exception>
    public static DunningOptions From(IConfiguration configuration)
    {
        if (configuration["DUNNING_DAYS"] is not { Length: > 0 } text)
            return new DunningOptions();
        if (text.Trim() == "none")
            return new DunningOptions { Days = [] };
        var days = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var day) || day is < -30 or > 365)
                throw Wrong();
            days.Add(day);
        }
        var isAscending = days.Zip(days.Skip(1)).All(pair => pair.First < pair.Second);
        return isAscending && days.Count <= MostSteps ? new DunningOptions { Days = days } : throw Wrong();
    }

    static InvalidOperationException Wrong() =>
        new($"DUNNING_DAYS is a list of at most {MostSteps} ascending whole numbers from -30 to 365, like \"-3,0,7,15,30\", or \"none\".");
}
