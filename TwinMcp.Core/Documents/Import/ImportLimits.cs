namespace TwinMcp.Core.Documents.Import;

/// <summary>What is read of a stranger's document, at most.</summary>
public static class ImportLimits
{
    /// <summary>Of the request's body, and of the XML inside a PDF.</summary>
    public const int FileBytes = 5 * 1024 * 1024;

    /// <summary>All that a PDF's streams unpack to, together.</summary>
    public const int UnpackedBytes = 32 * 1024 * 1024;

    public const int Lines = 10_000;

    public const int Depth = 32;

    /// <summary>Elements and attributes: each costs about two hundred bytes in memory.</summary>
    public const int Nodes = 400_000;

    /// <summary>Digits that a decimal holds exactly.</summary>
    public const int Digits = 28;

    /// <summary>Amounts and quantities are less than this.</summary>
    public const decimal Amount = 1_000_000_000_000m;

    /// <summary>A unit price is less than this.</summary>
    public const decimal Price = 10_000_000_000m;

    /// <summary>The least base quantity: what is divided by it stays a decimal.</summary>
    public const decimal BaseQuantity = 0.0001m;
}

/// <summary>What is wrong with a document: the whole of it is refused. In our words; the file is not quoted.</summary>
sealed class ImportException(string message) : Exception(message);
