using Microsoft.Extensions.Configuration;

namespace TwinMcp.Core.Payments.Providers;

public enum ProviderKind
{
    None,

    /// <summary>Lives in our own database and behaves like Stripe: for trying out and for tests.</summary>
    Sandbox,
    Stripe,
}

/// <summary>Which payment provider, from the flat environment names. The secrets are in nothing that is printed.</summary>
public sealed class ProviderOptions
{
    const int ShortestSecret = 16;

    public ProviderKind Kind { get; private init; }

    /// <summary>The provider's API key.</summary>
    public string Key { get; private init; } = "";

    /// <summary>What signs the webhook's events; empty when there is no provider.</summary>
    public string WebhookSecret { get; private init; } = "";

    public string Name => Kind.ToString().ToLowerInvariant();

    /// <exception cref="InvalidOperationException">A setting is wrong: the product does not start.</exception>
    public static ProviderOptions From(IConfiguration configuration)
    {
        var kind = configuration["PAYMENT_PROVIDER"] switch
        {
            null or "" or "none" => ProviderKind.None,
            "sandbox" => ProviderKind.Sandbox,
            "stripe" => ProviderKind.Stripe,
            _ => throw new InvalidOperationException("PAYMENT_PROVIDER is none, sandbox or stripe."),
        };
        if (kind == ProviderKind.None)
            return new ProviderOptions();
        var options = new ProviderOptions
        {
            Kind = kind,
            Key = configuration["PAYMENT_PROVIDER_KEY"] ?? "",
            WebhookSecret = configuration["PAYMENT_WEBHOOK_SECRET"] ?? "",
        };
        Require(kind != ProviderKind.Stripe || options.Key.Length > 0, "PAYMENT_PROVIDER=stripe needs PAYMENT_PROVIDER_KEY.");
        Require(options.WebhookSecret.Length >= ShortestSecret, $"PAYMENT_WEBHOOK_SECRET is at least {ShortestSecret} characters: without it anybody could say that an invoice was paid.");
        Require(options.Key.All(IsPrintable) && options.WebhookSecret.All(IsPrintable), "PAYMENT_PROVIDER_KEY and PAYMENT_WEBHOOK_SECRET are printable ASCII without spaces.");
        return options;
    }

    static bool IsPrintable(char c) => c is > ' ' and <= '~';

    static void Require(bool ok, string message)
    {
        if (!ok)
            throw new InvalidOperationException(message);
    }
}
