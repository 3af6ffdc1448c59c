using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace TwinMcp.Tests.Support;

/// <summary>What a program answered.</summary>
public sealed record ExternalResult(string Command, int ExitCode, byte[] OutputBytes, string Error)
{
    public string Output => Encoding.UTF8.GetString(OutputBytes);

    public ExternalResult EnsureSuccess() => ExitCode == 0
        ? this
        : throw new InvalidOperationException($"{Command} ended with {ExitCode}:\n{Error}\n{Output}");
}

/// <summary>Runs other people's programs (qpdf, pdftotext, git) with a time limit.</summary>
public static class External
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    static readonly Dictionary<string, string> AptPackages = new()
    {
        ["qpdf"] = "qpdf",
        ["pdftotext"] = "poppler-utils",
        ["pdftoppm"] = "poppler-utils",
        ["pdfdetach"] = "poppler-utils",
        ["pdffonts"] = "poppler-utils",
        ["xmllint"] = "libxml2-utils",
        ["initdb"] = "postgresql-15",
        ["postgres"] = "postgresql-15",
        ["psql"] = "postgresql-client-15",
        ["redis-server"] = "redis-server",
        ["chromium"] = "chromium",
        ["setpriv"] = "util-linux",
    };

    public static Task<ExternalResult> RunAsync(string program, params string[] arguments) => RunAsync(program, arguments, Limit);

    public static async Task<ExternalResult> RunAsync(string program, string[] arguments, TimeSpan limit)
    {
        var command = $"{program} {string.Join(' ', arguments)}";
        using var process = Start(program, arguments);
        using var tooLong = new CancellationTokenSource(limit);
        process.StandardInput.Close();
        using var output = new MemoryStream();
        try
        {
            var reading = process.StandardOutput.BaseStream.CopyToAsync(output, tooLong.Token);
            var error = await process.StandardError.ReadToEndAsync(tooLong.Token);
            await reading;
            await process.WaitForExitAsync(tooLong.Token);
            return new ExternalResult(command, process.ExitCode, output.ToArray(), error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command} took longer than {limit.TotalSeconds:0} s.");
        }
    }

    /// <summary>The program's full path, or a failure that says what to install.</summary>
    public static string Find(string program, params IEnumerable<string> alsoIn)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return alsoIn.Concat(path).Concat(["/usr/sbin", "/sbin"]).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw Missing(program);
    }

    static Process Start(string program, string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception)
        {
            throw Missing(program);
        }
    }

    static InvalidOperationException Missing(string program)
    {
        var package = AptPackages.GetValueOrDefault(Path.GetFileName(program), Path.GetFileName(program));
        return new InvalidOperationException($"The tests need '{program}' and it is not installed. On Debian: apt-get install {package}");
    }
}
