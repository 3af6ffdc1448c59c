using TwinMcp.Web;
using TwinMcp.Web.Commands;

// dotnet TwinMcp.Web.dll [serve|migrate|seed|verify|health|admin|key|bill|documents]; see docs/operations.md
var command = args is [var first, ..] && !first.StartsWith('-') ? first : "serve";
if (command == "health")
    return await HealthCommand.RunAsync();
if (command == "documents")
    return DocumentsCommand.Run([.. args.Skip(1)]);
if (CommandLine.Find(command, args.Skip(1).ToArray()) is not { } run)
    return CommandLine.Unknown(command);

var builder = WebApplication.CreateBuilder(command == "serve" ? args : []);
builder.AddTwinMcpWeb(withJobs: command == "serve");
await using var app = builder.Build();
app.UseTwinMcpWeb();
return await run(app);

/// <summary>The entry point, for the test host.</summary>
public partial class Program;
