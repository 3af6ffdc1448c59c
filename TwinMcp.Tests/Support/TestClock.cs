namespace TwinMcp.Tests.Support;

/// <summary>
/// Time that only moves when told. <see cref="Advance"/> lets time pass: timers fire inside the call, in order, each seeing its own
/// due time. <see cref="JumpTo"/> sets the wall clock, as an operator or NTP would: no time passes, no timer fires.
/// </summary>
public sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    readonly Lock gate = new();
    readonly List<Timer> armed = [];
    DateTimeOffset wall = start.ToUniversalTime();
    TimeSpan passed;
    long armings;

    /// <summary>How many timers wait: a test that must not advance too early waits for this.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (gate)
                return armed.Count;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return wall;
    }

    public override long GetTimestamp()
    {
        lock (gate)
            return passed.Ticks;
    }

    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan end;
        lock (gate)
            end = passed + by;
        while (NextDue(end) is { } due)
            due.Fire();
        lock (gate)
            Move(end);
    }

    /// <summary>Lets time pass until the instant, which must not be in the past.</summary>
    public void AdvanceTo(DateTimeOffset instant) => Advance(instant - GetUtcNow());

    public void JumpTo(DateTimeOffset instant)
    {
        lock (gate)
            wall = instant.ToUniversalTime();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    void Move(TimeSpan to)
    {
        if (to <= passed)
            return;
        wall += to - passed;
        passed = to;
    }

    Timer? NextDue(TimeSpan end)
    {
        lock (gate)
        {
            var next = armed.Where(t => t.Due <= end).OrderBy(t => t.Due).ThenBy(t => t.Arming).FirstOrDefault();
            if (next is null)
                return null;
            Move(next.Due);
            Rearm(next, next.Period);
            return next;
        }
    }

    void Rearm(Timer timer, TimeSpan dueTime)
    {
        armed.Remove(timer);
        if (dueTime == Timeout.InfiniteTimeSpan)
            return;
        timer.Due = passed + dueTime;
        timer.Arming = armings++;
        armed.Add(timer);
    }

    sealed class Timer(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        bool disposed;

        public TimeSpan Due { get; set; }

        public long Arming { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                if (disposed)
                    return false;
                Period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
                clock.Rearm(this, dueTime);
            }
            if (dueTime == TimeSpan.Zero)
                clock.Advance(TimeSpan.Zero);
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                disposed = true;
                clock.armed.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
