using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents;

/// <summary>Where documents look for fonts with the characters that the shipped one lacks: <c>DOCUMENT_FONT_FOLDERS</c>.</summary>
public static class DocumentFonts
{
    public const string Setting = "DOCUMENT_FONT_FOLDERS";
    const string Usual = "/usr/share/fonts";

    /// <param name="folders">Separated by ':'; null: where Debian keeps them; empty: nowhere.</param>
    public static void LookIn(string? folders) =>
        PdfFonts.LookIn((folders ?? Usual).Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
