using System.Text.Json;

namespace TwinMcp.Web.Commands.Demo;

/// <param name="UserId">The customer's for a customer, else the person's own.</param>
internal sealed record DemoUser(string Email, string Password, string Role, Guid UserId);

internal sealed record DemoApiKeys(string Admin, string Staff, string Ingest, string CustomerA, string CustomerB);

/// <summary>Both days are in it.</summary>
internal sealed record DemoOpenPeriod(DateOnly StartDate, DateOnly EndDate);

/// <summary>What <c>demo.json</c> holds: where the demo is and how to get in.</summary>
internal sealed record DemoAccess(string Url, IReadOnlyList<DemoUser> Users, DemoApiKeys ApiKeys)
{
    public required Guid CustomerA { get; init; }
    public required Guid CustomerB { get; init; }
    public required DemoOpenPeriod OpenPeriod { get; init; }
}

/// <summary><c>$TWIN_HOME/demo.json</c>: readable by its owner only, and never half written.</summary>
internal sealed class DemoFile(string home)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public string Path { get; } = System.IO.Path.Combine(home, "demo.json");

    /// <summary>Null when it is missing or not ours.</summary>
    public DemoAccess? Read()
    {
        if (!File.Exists(Path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<DemoAccess>(File.ReadAllBytes(Path), Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Write(DemoAccess access)
    {
        Directory.CreateDirectory(home);
        var temporary = Path + ".new";
        // a left-over would keep its own mode
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
            JsonSerializer.Serialize(file, access, Json);
        File.Move(temporary, Path, overwrite: true);
    }
}
