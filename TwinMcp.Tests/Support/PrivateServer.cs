using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TwinMcp.Tests.Support;

/// <summary>
/// A child server that cannot outlive the test host. A small shell starts it on our word and listens on a pipe from us; when the
/// pipe closes, because we are done or because we were killed, the shell ends the server and removes its folder.
/// (Not PR_SET_PDEATHSIG: that fires when the *thread* that started the child ends.)
/// </summary>
sealed class PrivateServer : IDisposable
{
    internal const string Supervisor = """
        trap : INT TERM HUP
        folder=$1 last=$2 server=
        shift 2
        while read -r word signal; do
          case $word in
            start) "$@" >>"$folder/server.log" 2>&1 </dev/null & server=$!; echo "$server" ;;
            stop) kill -s "$signal" "$server"; wait "$server"; server=; echo stopped ;;
          esac
        done
        [ -z "$server" ] || kill -s CONT "$server"
        tries=0
        while [ -n "$server" ] && read -r _ _ state _ <"/proc/$server/stat" && [ "$state" != Z ]; do
          [ $((tries += 1)) -lt 50 ] || last=KILL
          kill -s "$last" "$server"
          sleep 0.1
        done 2>/dev/null
        rm -rf "$folder"
        """;

    static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    readonly Process shell;
    readonly string log;

    /// <param name="folder">Where it lives; removed at the end.</param>
    /// <param name="lastSignal">The signal that ends it at once and cleanly.</param>
    /// <param name="command">Program and arguments, staying in the foreground.</param>
    public PrivateServer(string folder, string lastSignal, IEnumerable<string> command)
    {
        log = Path.Combine(folder, "server.log");
        string[] fixedPart = ["sh", "-c", Supervisor, "supervisor", folder, lastSignal];
        // a session of its own: Ctrl-C in the terminal reaches us, not the shell that has to clean up
        shell = Process.Start(new ProcessStartInfo(External.Find("setsid"), [.. fixedPart, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        AppDomain.CurrentDomain.ProcessExit += End;
    }

    public int Pid { get; private set; }

    public bool IsRunning => Pid > 0 && Directory.Exists($"/proc/{Pid}");

    public async Task StartAsync(Func<Task<bool>> isReady)
    {
        Pid = int.Parse(await AskAsync("start"), CultureInfo.InvariantCulture);
        try
        {
            await Eventually.HoldsAsync(async () => await isReady() || (IsRunning ? false : throw Died()), "the server answers", TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException)
        {
            throw Died();
        }
    }

    /// <summary>Sends the signal (INT, TERM, QUIT, KILL) and waits until the server is gone; the folder stays.</summary>
    public async Task StopAsync(string signal)
    {
        await AskAsync("stop " + signal);
        Pid = 0;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= End;
        End(null, EventArgs.Empty);
        shell.Dispose();
    }

    /// <summary>A port nobody listens on now. Somebody may take it before we do: whoever binds it tries again.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public static async Task<bool> AcceptsAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    async Task<string> AskAsync(string line)
    {
        await shell.StandardInput.WriteLineAsync(line);
        await shell.StandardInput.FlushAsync();
        return await shell.StandardOutput.ReadLineAsync() ?? throw Died();
    }

    void End(object? sender, EventArgs e)
    {
        shell.StandardInput.Dispose();
        if (!shell.WaitForExit(EndLimit))
            shell.Kill(entireProcessTree: true);
    }

    InvalidOperationException Died() =>
        new($"The private server did not come up. Its log:\n{(File.Exists(log) ? File.ReadAllText(log) : "(none)")}");
}
