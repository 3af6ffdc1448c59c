using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Exceptions;

namespace TwinMcp.Core.Documents.Import;

/// <summary>Takes the invoice's XML out of a hybrid PDF: Factur-X, ZUGFeRD 2, XRechnung.</summary>
static class PdfAttachmentReading
{
    /// <summary>Best first.</summary>
    static readonly string[] Names = ["factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"];

    /// <exception cref="ImportException">Not a PDF, an encrypted one, or one without such an attachment.</exception>
    public static ReadOnlyMemory<byte> Xml(byte[] file)
    {
        if (file.AsSpan(0, Math.Min(file.Length, 1024)).IndexOf("%PDF-"u8) < 0)
            throw new ImportException("Not a PDF.");
        var unpacking = new PdfUnpacking();
        var found = Attachment(file, unpacking);
        if (unpacking.IsOverBudget)
            throw new ImportException($"The PDF unpacks to more than {ImportLimits.UnpackedBytes / (1024 * 1024)} MB.");
        return found ?? throw new ImportException("The PDF has no attachment " + string.Join(", ", Names) + ": it is not a Factur-X, ZUGFeRD or XRechnung document.");
    }

    static ReadOnlyMemory<byte>? Attachment(byte[] file, PdfUnpacking unpacking)
    {
        try
        {
            using var pdf = PdfDocument.Open(file, new ParsingOptions { FilterProvider = unpacking, UseLenientParsing = true });
            // PDF/A, which they all are, forbids it even without a password
            if (pdf.IsEncrypted)
                throw new ImportException("The PDF is encrypted.");
            return pdf.Advanced.TryGetEmbeddedFiles(out var files) ? Best(files) : null;
        }
        catch (PdfDocumentEncryptedException)
        {
            throw new ImportException("The PDF is encrypted.");
        }
#pragma warning disable CA1031 // a stranger's file in a foreign parser: whatever it throws says that the file is broken
        catch (Exception e) when (e is not (ImportException or OutOfMemoryException))
        {
            if (unpacking.IsOverBudget)
                return null;
            throw new ImportException("The PDF is broken: it cannot be read.");
        }
#pragma warning restore CA1031
    }

    static ReadOnlyMemory<byte>? Best(IReadOnlyList<EmbeddedFile> files)
    {
        foreach (var name in Names)
        {
            var named = files.Where(f => Is(f.FileSpecification, name) || Is(f.Name, name)).Take(2).ToList();
            if (named.Count == 2)
                throw new ImportException($"The PDF has the attachment {name} twice.");
            if (named.Count == 1)
                return named[0].Memory;
        }
        return null;
    }

    /// <summary>The key in the name tree is often, and need not be, the file's name.</summary>
    static bool Is(string? given, string name) => string.Equals(given, name, StringComparison.OrdinalIgnoreCase);
}
