using System.Collections.Concurrent;

namespace TwinMcp.Tests.Support;

public enum StartTls
{
    /// <summary>Not offered and refused when asked for: a plain server, or one behind a stripping attacker.</summary>
    Stripped,

    /// <summary>Offered, with the sink's self-signed certificate.</summary>
    Offered,
}

/// <summary>How the sink misbehaves; may be changed at any time, counts from the next command.</summary>
public sealed class SmtpBehaviour
{
    readonly ConcurrentDictionary<string, Refusal> refusals = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Silence before the banner.</summary>
    public TimeSpan BannerDelay { get; set; }

    /// <summary>421 turns every connection away at the door.</summary>
    public int BannerCode { get; set; } = 220;

    public StartTls StartTls { get; set; }

    /// <summary>Takes the whole message, then closes the connection instead of saying 250.</summary>
    public bool DropAfterData { get; set; }

    /// <summary>Answer to the end of a message; anything but 250 does not keep it.</summary>
    public int DataCode { get; set; } = 250;

    /// <summary>When set, MAIL is refused with 530 until AUTH LOGIN or PLAIN gave these.</summary>
    public (string User, string Password)? Credentials { get; set; }

    /// <summary>Answers RCPT of that address with 421, 451, 550 ..., the given number of times, and takes it afterwards.</summary>
    public void Refuse(string recipient, int code, int times = int.MaxValue) => refusals[recipient] = new Refusal(code, times);

    public void TakeAll() => refusals.Clear();

    internal int RecipientCode(string recipient)
    {
        if (!refusals.TryGetValue(recipient, out var refusal))
            return 250;
        return refusal.TakeOne() ? refusal.Code : 250;
    }

    sealed class Refusal(int code, int times)
    {
        int left = times;

        public int Code { get; } = code;

        public bool TakeOne() => Interlocked.Decrement(ref left) >= 0;
    }
}
