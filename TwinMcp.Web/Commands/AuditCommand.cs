using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Web.Commands;

/// <summary><c>./twin audit verify</c>: computes the chain again and names what is broken. <c>./twin audit head</c>: prints where it ends.</summary>
internal static class AuditCommand
{
    public static async Task<int> RunAsync(WebApplication app, string[] args)
    {
        var ct = app.Lifetime.ApplicationStopping;
        switch (args)
        {
            case ["verify"]:
                return await VerifyAsync(app.Services, ct);
            case ["head"]:
                var head = await app.Services.GetRequiredService<AuditVerifier>().HeadAsync(ct);
                Console.WriteLine(head is null ? "Nothing is sealed yet." : AuditHeadFile.Line(head));
                return 0;
            default:
                await Console.Error.WriteLineAsync("usage: ./twin audit verify | head");
                return 2;
        }
    }

    static async Task<int> VerifyAsync(IServiceProvider services, CancellationToken ct)
    {
        var heads = services.GetRequiredService<AuditHeadFile>();
        AuditChainState state;
        try
        {
            state = await services.GetRequiredService<AuditWatchService>().VerifyAsync(ct);
        }
        catch (InvalidDataException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        foreach (var found in state.Breaks)
            Console.WriteLine($"FAIL {found}");
        if (state.Breaks.Count > 0)
            return 1;
        Console.WriteLine(state.Head is null ? "Nothing is sealed yet." : FormattableString.Invariant($"ok   {state.Rows} rows in {state.Head.Seal} seals, checked against {heads.Path}"));
        return 0;
    }
}
