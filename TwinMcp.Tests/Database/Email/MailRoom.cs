using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TwinMcp.Core;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Email;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Outbox;
using TwinMcp.Tests.Support;
using TwinMcp.Tests.Unit.Email;

namespace TwinMcp.Tests.Database.Email;

/// <summary>Everything a mail needs: a database with an outbox, a clock, and as many nodes as a test asks for.</summary>
sealed class MailRoom(string connectionString, SmtpSink sink) : IAsyncDisposable
{
    readonly List<ServiceProvider> nodes = [];
    int invoices;

    public TestClock Clock { get; } = new(MailSamples.Now);

    public LogLines Log { get; } = new();

    /// <summary>A process of its own: nothing is shared with other nodes but the database.</summary>
    public ServiceProvider Node(params (string Name, string Value)[] settings)
    {
        var configuration = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Postgres"] = connectionString,
            ["SMTP_HOST"] = "127.0.0.1",
            ["SMTP_PORT"] = sink.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["SMTP_TLS"] = "false",
            ["SMTP_FROM"] = "no-reply@twinmcp.example",
            ["COMPANY_EMAIL"] = "facturation@twinmcp.example",
        };
        foreach (var (name, value) in settings)
            configuration[name] = value.Length == 0 ? null : value;
        var services = new ServiceCollection().AddLogging(l => l.AddProvider(Log)).AddSingleton<TimeProvider>(Clock);
        services.AddTwinMcpCore(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        nodes.Add(services.BuildServiceProvider());
        return nodes[^1];
    }

    public MailDispatcher Dispatcher(params (string Name, string Value)[] settings) => Node(settings).GetRequiredService<MailDispatcher>();

    /// <summary>An issued invoice with its document, and its mail in the outbox, as issuing leaves them.</summary>
    public async Task<OutboxMessage> InvoiceToAsync(string recipient)
    {
        var customer = MailSamples.Customer();
        customer.BillingEmail = recipient;
        await using var db = Context();
        db.Customers.Add(customer);
        var invoice = MailSamples.Draft(customer);
        db.Invoices.Add(invoice);
        await db.SaveChangesAsync();
        var number = $"FA-2026-{Interlocked.Increment(ref invoices):000000}";
        invoice.Issue(number, new DateOnly(2026, 9, 1), MailSamples.Seller, Party.Of(customer), Clock.GetUtcNow());
        db.Documents.Add(Document(invoice));
        var mail = OutboxMail.About(customer.UserId, invoice.Id, MailKind.Invoice, recipient, Clock.GetUtcNow());
        db.Outbox.Add(mail);
        await db.SaveChangesAsync();
        return mail;
    }

    public async Task AddAsync(OutboxMessage mail)
    {
        await using var db = Context();
        db.Outbox.Add(mail);
        await db.SaveChangesAsync();
    }

    public async Task<OutboxMessage> ReadAsync(OutboxMessage mail)
    {
        await using var db = Context();
        return await db.Outbox.AsNoTracking().SingleAsync(m => m.UserId == mail.UserId && m.Id == mail.Id);
    }

    /// <summary>"mail.delivered {...}", oldest first.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync(OutboxMessage mail)
    {
        await using var db = Context();
        var rows = await db.Audit.AsNoTracking().Where(a => a.EntityId == mail.Subject).OrderBy(a => a.Id).ToListAsync();
        return [.. rows.Select(a => $"{a.Action} {a.Data?.RootElement.GetRawText()}")];
    }

    public BillingDbContext Context() => new(DataSetup.Options(connectionString));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    static StoredDocument Document(Invoice invoice)
    {
        var bytes = Encoding.ASCII.GetBytes($"%PDF-1.7 of {invoice.Number}");
        return new StoredDocument { UserId = invoice.UserId, InvoiceId = invoice.Id, Content = bytes, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)), CreatedAt = MailSamples.Now };
    }
}

/// <summary>Keeps what is logged, as text.</summary>
sealed class LogLines : ILoggerProvider, ILogger
{
    readonly Lock gate = new();
    readonly List<string> lines = [];

    public string All
    {
        get
        {
            lock (gate)
                return string.Join('\n', lines);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (gate)
            lines.Add($"{logLevel} {formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
        // nothing is held
    }
}
