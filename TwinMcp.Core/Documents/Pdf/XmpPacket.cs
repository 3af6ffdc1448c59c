using System.Globalization;
using System.Security;
using System.Text;

namespace TwinMcp.Core.Documents.Pdf;

/// <summary>The XMP packet: PDF/A-3a and PDF/UA-1 identification, the metadata, and schemas of one's own.</summary>
internal static class XmpPacket
{
    static readonly XmpSchema Accessibility = new(
        "PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid",
        [new XmpProperty("part", "1", "Part of ISO 14289 the file conforms to", "Integer", "internal")]);

    public static byte[] Build(PdfMetadata metadata)
    {
        var date = metadata.Created.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var schemas = metadata.Schemas.Prepend(Accessibility).ToList();
        var xml = new StringBuilder(4096);
        xml.Append(CultureInfo.InvariantCulture, $"""
            <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Escape(metadata.Title)}</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>{Escape(metadata.Author)}</rdf:li></rdf:Seq></dc:creator><dc:description><rdf:Alt><rdf:li xml:lang="x-default">{Escape(metadata.Subject)}</rdf:li></rdf:Alt></dc:description></rdf:Description>
            <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>{Escape(metadata.Producer)}</pdf:Producer></rdf:Description>
            <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreatorTool>{Escape(metadata.Producer)}</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:MetadataDate>{date}</xmp:MetadataDate></rdf:Description>

            """);
        foreach (var schema in schemas)
            AppendValues(xml, schema);
        xml.Append("""<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>""");
        foreach (var schema in schemas)
            AppendDescription(xml, schema);
        xml.Append("</rdf:Bag></pdfaExtension:schemas></rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
        return Encoding.UTF8.GetBytes(xml.Replace("\r", "").ToString());
    }

    static void AppendValues(StringBuilder xml, XmpSchema schema)
    {
        xml.Append(CultureInfo.InvariantCulture, $"<rdf:Description rdf:about=\"\" xmlns:{schema.Prefix}=\"{Escape(schema.NamespaceUri)}\">");
        foreach (var property in schema.Properties)
            xml.Append(CultureInfo.InvariantCulture, $"<{schema.Prefix}:{property.Name}>{Escape(property.Value)}</{schema.Prefix}:{property.Name}>");
        xml.Append("</rdf:Description>\n");
    }

    static void AppendDescription(StringBuilder xml, XmpSchema schema)
    {
        xml.Append(CultureInfo.InvariantCulture, $"\n<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>{Escape(schema.Name)}</pdfaSchema:schema><pdfaSchema:namespaceURI>{Escape(schema.NamespaceUri)}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{schema.Prefix}</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>");
        foreach (var property in schema.Properties)
            xml.Append(CultureInfo.InvariantCulture, $"<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{property.Name}</pdfaProperty:name><pdfaProperty:valueType>{property.ValueType}</pdfaProperty:valueType><pdfaProperty:category>{property.Category}</pdfaProperty:category><pdfaProperty:description>{Escape(property.Description)}</pdfaProperty:description></rdf:li>");
        xml.Append("</rdf:Seq></pdfaSchema:property></rdf:li>");
    }

    static string Escape(string text) => SecurityElement.Escape(PdfText.Metadata(text));
}
