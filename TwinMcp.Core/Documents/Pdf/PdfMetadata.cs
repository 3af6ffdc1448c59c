namespace TwinMcp.Core.Documents.Pdf;

/// <summary>What the file says about itself; the same in the information dictionary and in XMP.</summary>
internal sealed record PdfMetadata
{
    public required string Title { get; init; }

    public required string Author { get; init; }

    public required string Subject { get; init; }

    /// <summary>BCP 47, such as "fr".</summary>
    public required string Language { get; init; }

    /// <summary>Comes from the document, never from the clock: the same document gives the same bytes.</summary>
    public required DateTime Created { get; init; }

    public string Producer { get; init; } = "TwinMCP Billing";

    public IReadOnlyList<XmpSchema> Schemas { get; init; } = [];

    public IReadOnlyList<PdfAttachment> Attachments { get; init; } = [];
}

/// <summary>How an attached file relates to the page image (PDF/A-3, /AFRelationship).</summary>
public enum AttachmentRelationship
{
    Unspecified,
    Source,
    Data,

    /// <summary>The same content in another form: the Factur-X XML.</summary>
    Alternative,
    Supplement,
}

/// <summary>A file that travels inside the PDF, listed in the catalog's /AF and in the EmbeddedFiles name tree.</summary>
/// <param name="Name">ASCII file name, such as "factur-x.xml".</param>
/// <param name="MimeType">Such as "text/xml".</param>
public sealed record PdfAttachment(string Name, string MimeType, string Description, AttachmentRelationship Relationship)
{
    public required ReadOnlyMemory<byte> Content { get; init; }
}

/// <summary>Properties of a namespace of their own in XMP. PDF/A wants each described in an extension schema: that is written too.</summary>
/// <param name="Prefix">Such as "fx".</param>
public sealed record XmpSchema(string Name, string NamespaceUri, string Prefix, IReadOnlyList<XmpProperty> Properties);

/// <param name="ValueType">"Text" or "Integer".</param>
/// <param name="Category">"external" when it says something about the content, "internal" about the file.</param>
public sealed record XmpProperty(string Name, string Value, string Description, string ValueType = "Text", string Category = "external");
