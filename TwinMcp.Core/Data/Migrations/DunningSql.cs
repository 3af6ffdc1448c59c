namespace TwinMcp.Core.Data.Migrations;

/// <summary>
/// The rates of late penalties a half-year: what the ECB's main refinancing operations cost on its first day
/// (ecb.europa.eu, key interest rates) and the legal interest rate between professionals (the half-yearly arrêté, Journal officiel).
/// </summary>
static class DunningSql
{
    public const string Up = """
        INSERT INTO penalty_rates (valid_from, refinancing, legal) VALUES
          ('2022-01-01', 0.00, 0.76),
          ('2022-07-01', 0.00, 0.77),
          ('2023-01-01', 2.50, 2.06),
          ('2023-07-01', 4.00, 4.22),
          ('2024-01-01', 4.50, 5.07),
          ('2024-07-01', 4.25, 4.92),
          ('2025-01-01', 3.15, 3.71),
          ('2025-07-01', 2.15, 2.76),
          ('2026-01-01', 2.15, 2.62);
        """;

    /// <summary>The last release does not know the state.</summary>
    public const string Down = "UPDATE outbox SET state = 'FAILED' WHERE state = 'WITHDRAWN';";
}
