using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Usage;

namespace TwinMcp.Bench;

/// <summary>How it would be done with tracked entities: look for known ids, add rows, load and change the rollups, save.</summary>
sealed class EfUsage(string connectionString, LocalDates dates)
{
    public async Task AddAsync(List<IngestRecord?> batch)
    {
        await using var db = new EfUsageContext(new DbContextOptionsBuilder<EfUsageContext>().UseNpgsql(connectionString).Options);
        var ids = batch.Select(r => r!.Id!.Value).ToArray();
        var known = (await db.Ids.AsNoTracking().Where(i => ids.Contains(i.Id)).Select(i => i.Id).ToListAsync()).ToHashSet();
        var fresh = batch.Where(r => !known.Contains(r!.Id!.Value)).ToList();
        db.Ids.AddRange(fresh.Select(r => new EfId { UserId = r!.UserId!.Value, Id = r.Id!.Value }));
        db.Logs.AddRange(fresh.Select(r => new EfLog
        {
            UserId = r!.UserId!.Value,
            At = r.At!.Value,
            Id = r.Id!.Value,
            Tool = r.Tool!,
            LibraryId = r.LibraryId,
            Tokens = r.Tokens!.Value,
            ResponseTimeMs = r.ResponseTimeMs!.Value,
        }));
        foreach (var sum in fresh.GroupBy(r => (User: r!.UserId!.Value, Month: MonthOf(r.At!.Value), Tool: r.Tool!)))
        {
            var month = await db.Months.FindAsync(sum.Key.User, sum.Key.Month, sum.Key.Tool);
            if (month is null)
                db.Months.Add(month = new EfMonth { UserId = sum.Key.User, Month = sum.Key.Month, Tool = sum.Key.Tool });
            month.Requests += sum.Count();
            month.Tokens += sum.Sum(r => r!.Tokens!.Value);
        }
        await db.SaveChangesAsync();
    }

    DateOnly MonthOf(DateTimeOffset at) => dates.DateOf(at) is var day ? new DateOnly(day.Year, day.Month, 1) : default;
}

sealed class EfUsageContext(DbContextOptions<EfUsageContext> options) : DbContext(options)
{
    public DbSet<EfId> Ids => Set<EfId>();
    public DbSet<EfLog> Logs => Set<EfLog>();
    public DbSet<EfMonth> Months => Set<EfMonth>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<EfId>().ToTable("usage_record_ids").HasKey(i => new { i.UserId, i.Id });
        modelBuilder.Entity<EfLog>().ToTable("usage_logs").HasKey(l => new { l.UserId, l.At, l.Id });
        modelBuilder.Entity<EfMonth>().ToTable("usage_months").HasKey(m => new { m.UserId, m.Month, m.Tool });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
            property.SetColumnName(Core.Data.SnakeCase.Of(property.Name));
    }
}

sealed class EfId
{
    public Guid UserId { get; init; }
    public Guid Id { get; init; }
}

sealed class EfLog
{
    public Guid UserId { get; init; }
    public DateTimeOffset At { get; init; }
    public Guid Id { get; init; }
    public required string Tool { get; init; }
    public string? LibraryId { get; init; }
    public long Tokens { get; init; }
    public int ResponseTimeMs { get; init; }
}

sealed class EfMonth
{
    public Guid UserId { get; init; }
    public DateOnly Month { get; init; }
    public required string Tool { get; init; }
    public long Requests { get; set; }
    public long Tokens { get; set; }
}
