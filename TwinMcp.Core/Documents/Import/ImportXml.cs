using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace TwinMcp.Core.Documents.Import;

/// <summary>Strangers' XML: no DTD, no entities, nothing is fetched; depth, size and number of lines are bounded before anything is built.</summary>
static class ImportXml
{
    static readonly string[] LineNames = ["IncludedSupplyChainTradeLineItem", "InvoiceLine", "CreditNoteLine"];

    /// <exception cref="ImportException">Out of bounds.</exception>
    /// <exception cref="XmlException">Not well-formed, or with a DTD.</exception>
    public static XElement Load(ReadOnlyMemory<byte> file)
    {
        if (file.Length > ImportLimits.FileBytes)
            throw new ImportException($"At most {ImportLimits.FileBytes / (1024 * 1024)} MB of XML.");
        var bytes = file.ToArray();
        Bound(bytes);
        using var reader = Open(bytes);
        return XElement.Load(reader);
    }

    static void Bound(byte[] file)
    {
        using var reader = Open(file);
        var (lines, nodes) = (0, 0);
        while (reader.Read())
        {
            if (reader.Depth > ImportLimits.Depth)
                throw new ImportException($"Nested deeper than {ImportLimits.Depth} elements.");
            nodes += 1 + reader.AttributeCount;
            if (nodes > ImportLimits.Nodes)
                throw new ImportException(string.Create(CultureInfo.InvariantCulture, $"More than {ImportLimits.Nodes:N0} elements."));
            if (reader.NodeType == XmlNodeType.Element && LineNames.Contains(reader.LocalName) && ++lines > ImportLimits.Lines)
                throw new ImportException(string.Create(CultureInfo.InvariantCulture, $"More than {ImportLimits.Lines:N0} lines."));
        }
    }

    static XmlReader Open(byte[] file) => XmlReader.Create(new MemoryStream(file, writable: false), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = ImportLimits.FileBytes,
        MaxCharactersFromEntities = 1,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    });
}
