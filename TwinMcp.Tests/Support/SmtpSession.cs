using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace TwinMcp.Tests.Support;

/// <summary>One conversation with a mail client (RFC 5321, as much as senders use).</summary>
sealed class SmtpSession(Stream plain, SmtpBehaviour behaviour, Lazy<X509Certificate2> certificate, Action<ReceivedMail> keep)
{
    readonly byte[] buffer = new byte[16 * 1024];
    readonly List<string> recipients = [];
    Stream stream = plain;
    int position, filled;
    string from = "";
    bool encrypted, authenticated;

    public async Task RunAsync(CancellationToken stop)
    {
        if (behaviour.BannerDelay > TimeSpan.Zero)
            await Task.Delay(behaviour.BannerDelay, stop);
        await SayAsync($"{behaviour.BannerCode} sink ESMTP", stop);
        if (behaviour.BannerCode != 220)
            return;
        while (await ReadLineAsync(stop) is { } line && await AnswerAsync(line, stop))
        {
            // each line was answered
        }
    }

    /// <summary>False when the conversation is over.</summary>
    async Task<bool> AnswerAsync(string line, CancellationToken stop)
    {
        var verb = line.Split(' ')[0].ToUpperInvariant();
        switch (verb)
        {
            case "EHLO":
                await GreetAsync(stop);
                return true;
            case "STARTTLS" when behaviour.StartTls == StartTls.Offered && !encrypted:
                await EncryptAsync(stop);
                return true;
            case "AUTH":
                await AuthenticateAsync(line, stop);
                return true;
            case "DATA" when recipients.Count > 0:
                return await ReceiveAsync(stop);
            case "RCPT":
                return await RecipientAsync(AddressIn(line), stop);
            case "QUIT":
                await SayAsync("221 bye", stop);
                return false;
            default:
                await SayAsync(Simple(verb, line), stop);
                return true;
        }
    }

    string Simple(string verb, string line)
    {
        switch (verb)
        {
            case "MAIL" when behaviour.Credentials is not null && !authenticated:
                return "530 5.7.0 authentication required";
            case "MAIL":
                from = AddressIn(line);
                recipients.Clear();
                return "250 ok";
            case "RSET":
                recipients.Clear();
                return "250 ok";
            case "HELO" or "NOOP":
                return "250 ok";
            case "DATA":
                return "503 no recipients";
            default:
                return "502 not implemented";
        }
    }

    async Task GreetAsync(CancellationToken stop)
    {
        var offers = new List<string> { "sink", "8BITMIME" };
        if (behaviour.StartTls == StartTls.Offered && !encrypted)
            offers.Add("STARTTLS");
        if (behaviour.Credentials is not null)
            offers.Add("AUTH LOGIN PLAIN");
        await SayAsync(string.Join("\r\n", offers.Select((o, i) => (i == offers.Count - 1 ? "250 " : "250-") + o)), stop);
    }

    async Task EncryptAsync(CancellationToken stop)
    {
        await SayAsync("220 go ahead", stop);
        // what was sent in clear before the handshake is not obeyed after it (CVE-2011-0411)
        position = filled = 0;
        var secure = new SslStream(stream);
        stream = secure;
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate.Value }, stop);
        encrypted = true;
    }

    async Task AuthenticateAsync(string line, CancellationToken stop)
    {
        var words = line.Split(' ');
        string user, password;
        if (words.ElementAtOrDefault(1)?.ToUpperInvariant() == "PLAIN")
        {
            var parts = FromBase64(words.ElementAtOrDefault(2) ?? await AskAsync("334 ", stop)).Split('\0');
            (user, password) = (parts.ElementAtOrDefault(1) ?? "", parts.ElementAtOrDefault(2) ?? "");
        }
        else
        {
            user = FromBase64(words.ElementAtOrDefault(2) ?? await AskAsync("334 VXNlcm5hbWU6", stop));
            password = FromBase64(await AskAsync("334 UGFzc3dvcmQ6", stop));
        }
        authenticated = behaviour.Credentials is null || behaviour.Credentials == (user, password);
        await SayAsync(authenticated ? "235 welcome" : "535 5.7.8 wrong credentials", stop);
    }

    async Task<bool> RecipientAsync(string address, CancellationToken stop)
    {
        var code = behaviour.RecipientCode(address);
        if (code == 250)
            recipients.Add(address);
        await SayAsync(code == 250 ? "250 ok" : $"{code} as the test asked", stop);
        return code != 421; // 421: the server closes the channel
    }

    async Task<bool> ReceiveAsync(CancellationToken stop)
    {
        await SayAsync("354 end with a dot", stop);
        var message = new StringBuilder();
        while (true)
        {
            var line = await ReadLineAsync(stop);
            if (line is null)
                return false;
            if (line == ".")
                break;
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }
        var drop = behaviour.DropAfterData;
        if (drop || behaviour.DataCode == 250)
            keep(new ReceivedMail(from, [.. recipients], Encoding.Latin1.GetBytes(message.ToString()), !drop, encrypted));
        recipients.Clear();
        if (drop)
            return false;
        await SayAsync(behaviour.DataCode == 250 ? "250 kept" : $"{behaviour.DataCode} as the test asked", stop);
        return behaviour.DataCode != 421;
    }

    async Task<string> AskAsync(string prompt, CancellationToken stop)
    {
        await SayAsync(prompt, stop);
        return await ReadLineAsync(stop) ?? "";
    }

    Task SayAsync(string line, CancellationToken stop) => stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), stop).AsTask();

    /// <summary>One character a byte (Latin 1), without the line end; null when the client is gone.</summary>
    async Task<string?> ReadLineAsync(CancellationToken stop)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (position == filled)
            {
                filled = await stream.ReadAsync(buffer, stop);
                position = 0;
                if (filled == 0)
                    return null;
            }
            var next = (char)buffer[position++];
            if (next != '\n')
                line.Append(next);
            else
                return line.ToString().TrimEnd('\r');
        }
    }

    static string AddressIn(string line)
    {
        var (start, end) = (line.IndexOf('<'), line.LastIndexOf('>'));
        return start >= 0 && end > start ? line[(start + 1)..end] : "";
    }

    static string FromBase64(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));
}
