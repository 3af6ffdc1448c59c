namespace TwinMcp.Core.Common;

/// <summary>An amount in a currency. Arithmetic between two currencies throws: it is a bug, never an input error.</summary>
public readonly record struct Money(decimal Amount, Currency Currency)
{
    public static Money Zero(Currency currency) => new(0m, currency);

    public bool IsZero => Amount == 0m;
    public bool IsNegative => Amount < 0m;

    /// <summary>Half away from zero, to the currency's smallest unit.</summary>
    public Money Rounded() => this with { Amount = Currency.Round(Amount) };

    public static Money operator +(Money left, Money right) => left with { Amount = left.Amount + Same(left, right).Amount };

    public static Money operator -(Money left, Money right) => left with { Amount = left.Amount - Same(left, right).Amount };

    public static Money operator -(Money money) => money with { Amount = -money.Amount };

    public override string ToString() => MoneyFormat.Wire(this) + " " + Currency.Code;

    static Money Same(Money left, Money right) => left.Currency == right.Currency
        ? right
        : throw new InvalidOperationException($"Cannot combine {left.Currency} with {right.Currency}.");
}
