namespace TwinMcp.Core.Common;

/// <summary>What kind of refusal it is; <c>ErrorToHttp</c> maps each to a status.</summary>
public enum ErrorKind
{
    Validation,
    NotFound,
    Conflict,
    Forbidden,
    PreconditionFailed,
    Unprocessable,
    External,
}

/// <summary>An expected refusal, as a value. Bugs throw.</summary>
/// <param name="Code">Stable machine-readable code, snake_case.</param>
/// <param name="Message">What happened and what to do, for a person; in English, the page translates by code.</param>
/// <param name="Fields">Field path -> messages, for validation.</param>
public sealed record BillingError(ErrorKind Kind, string Code, string Message, IReadOnlyDictionary<string, string[]>? Fields = null)
{
    public static BillingError NotFound(string what) => new(ErrorKind.NotFound, "not_found", $"No such {what}.");

    public static BillingError Forbidden(string message) => new(ErrorKind.Forbidden, "forbidden", message);

    public static BillingError Conflict(string code, string message) => new(ErrorKind.Conflict, code, message);

    public static BillingError Stale { get; } =
        new(ErrorKind.PreconditionFailed, "stale", "Somebody else changed this in the meantime. Load it again and repeat the change.");

    public static BillingError Invalid(string field, string message) =>
        new(ErrorKind.Validation, "validation", message, new Dictionary<string, string[]> { [field] = [message] });
}

/// <summary>A value or a refusal.</summary>
public readonly record struct Result<T>
{
    readonly T? value;

    Result(T? value, BillingError? error) => (this.value, Error) = (value, error);

    public BillingError? Error { get; }

    public bool IsOk => Error is null;

    /// <exception cref="InvalidOperationException">There is none: the caller did not look at <see cref="Error"/>, a bug.</exception>
    public T Value => Error is null ? value! : throw new InvalidOperationException($"No value: {Error.Code}: {Error.Message}");

#pragma warning disable CA2225 // the conversions are the whole interface
    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(BillingError error) => new(default, error);
#pragma warning restore CA2225

    public Result<TOther> Map<TOther>(Func<T, TOther> map) => Error is { } error ? error : map(Value);
}

/// <summary>Collects what is wrong with an input, by field, so that one answer names everything.</summary>
public sealed class FieldErrors
{
    readonly Dictionary<string, List<string>> fields = [];

    public bool Any => fields.Count > 0;

    public void Add(string field, string message)
    {
        if (!fields.TryGetValue(field, out var messages))
            fields[field] = messages = [];
        messages.Add(message);
    }

    public void Require(bool ok, string field, string message)
    {
        if (!ok)
            Add(field, message);
    }

    public BillingError ToError() => new(
        ErrorKind.Validation,
        "validation",
        string.Join(" ", fields.Select(f => $"{f.Key}: {string.Join(" ", f.Value)}")),
        fields.ToDictionary(f => f.Key, f => f.Value.ToArray()));
}
