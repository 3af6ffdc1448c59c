using System.Globalization;

namespace TwinMcp.Core.Documents.Pdf;

/// <summary>Turns what was drawn into a file: PDF 1.7, PDF/A-3a and PDF/UA-1 (tagged, fonts and colour profile embedded).</summary>
internal static class PdfFile
{
    public static byte[] Save(PdfCanvas canvas, PdfMetadata metadata)
    {
        canvas.Close();
        using var objects = new PdfObjects();
        var (catalog, info) = (objects.Reserve(), objects.Reserve());
        var (pages, pageObjects) = WritePages(objects, canvas);
        var structure = PdfTagWriter.Write(objects, canvas, pageObjects);
        var date = metadata.Created.ToString("'D:'yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture);
        var attachments = WriteAttachments(objects, metadata.Attachments, date);
        var profile = objects.StoredStream("/N 3/Filter/FlateDecode", PdfFonts.DeflatedColorProfile);
        var xmp = objects.StoredStream("/Type/Metadata/Subtype/XML", XmpPacket.Build(metadata)); // PDF/A: readable without decoding

        objects.Begin(info).Raw("<</Title"u8).Text(PdfText.Metadata(metadata.Title)).Raw("/Author"u8).Text(PdfText.Metadata(metadata.Author))
            .Raw("/Subject"u8).Text(PdfText.Metadata(metadata.Subject)).Raw("/Producer"u8).Text(metadata.Producer)
            .Raw("/Creator"u8).Text(metadata.Producer).Raw("/CreationDate"u8).Text(date).Raw("/ModDate"u8).Text(date).Raw(">>"u8);

        var body = objects.Begin(catalog).Raw("<</Type/Catalog/Version/1.7/Pages "u8).Reference(pages)
            .Raw("/Lang"u8).Text(metadata.Language).Raw("/Metadata "u8).Reference(xmp)
            .Raw("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile "u8)
            .Reference(profile).Raw(">>]/ViewerPreferences<</DisplayDocTitle true>>/MarkInfo<</Marked true>>/StructTreeRoot "u8).Reference(structure);
        if (attachments.Count > 0)
            ListAttachments(body, attachments);
        body.Raw(">>"u8);
        return objects.Finish(catalog, info);
    }

    static (int Pages, int[] PageObjects) WritePages(PdfObjects objects, PdfCanvas canvas)
    {
        var (pages, resources) = (objects.Reserve(), objects.Reserve());
        WriteResources(objects, canvas, resources);
        var numbers = canvas.Pages.Select(_ => objects.Reserve()).ToArray();
        for (var i = 0; i < numbers.Length; i++)
        {
            var content = objects.Stream("", canvas.Pages[i].Content.Written);
            objects.Begin(numbers[i]).Raw("<</Type/Page/Parent "u8).Reference(pages).Raw("/MediaBox[0 0 "u8)
                .Numbers(PdfCanvas.PageWidth, PdfCanvas.PageHeight).Raw("]/Resources "u8).Reference(resources)
                .Raw("/Contents "u8).Reference(content).Raw("/StructParents "u8).Int(i).Raw("/Tabs/S>>"u8);
        }
        var body = objects.Begin(pages).Raw("<</Type/Pages/Count "u8).Int(numbers.Length).Raw("/Kids["u8);
        foreach (var number in numbers)
            body.Reference(number).Raw(" "u8);
        body.Raw("]>>"u8);
        return (pages, numbers);
    }

    static void WriteResources(PdfObjects objects, PdfCanvas canvas, int number)
    {
        var fonts = canvas.Fonts.Select(f => f.IsUsed ? f.Write(objects) : 0).ToArray();
        var images = canvas.Images.Select(i => objects.StoredStream(
            string.Create(CultureInfo.InvariantCulture, $"/Type/XObject/Subtype/Image/Width {i.Width}/Height {i.Height}/BitsPerComponent 8{i.Dictionary}"),
            i.Data)).ToArray();
        var body = objects.Begin(number).Raw("<</Font<<"u8);
        for (var i = 0; i < fonts.Length; i++)
            if (fonts[i] != 0)
                body.Raw("/F"u8).Int(i).Raw(" "u8).Reference(fonts[i]);
        body.Raw(">>/XObject<<"u8);
        for (var i = 0; i < images.Length; i++)
            body.Raw("/I"u8).Int(i).Raw(" "u8).Reference(images[i]);
        body.Raw(">>>>"u8);
    }

    static List<(string Name, int Number)> WriteAttachments(PdfObjects objects, IReadOnlyList<PdfAttachment> attachments, string date)
    {
        var written = new List<(string Name, int Number)>();
        foreach (var attachment in attachments.OrderBy(a => a.Name, StringComparer.Ordinal)) // a name tree is sorted
        {
            using var dictionary = new PdfBuffer();
            dictionary.Raw("/Type/EmbeddedFile/Subtype"u8).Name(attachment.MimeType).Raw("/Params<</Size "u8)
                .Int(attachment.Content.Length).Raw("/ModDate"u8).Text(date).Raw(">>"u8);
            var file = objects.Stream(System.Text.Encoding.ASCII.GetString(dictionary.Written), attachment.Content.Span);
            var specification = objects.Reserve();
            objects.Begin(specification).Raw("<</Type/Filespec/F"u8).Text(attachment.Name).Raw("/UF"u8).Text(attachment.Name)
                .Raw("/Desc"u8).Text(attachment.Description).Raw("/AFRelationship"u8).Name(attachment.Relationship.ToString())
                .Raw("/EF<</F "u8).Reference(file).Raw("/UF "u8).Reference(file).Raw(">>>>"u8);
            written.Add((attachment.Name, specification));
        }
        return written;
    }

    static void ListAttachments(PdfBuffer catalog, List<(string Name, int Number)> attachments)
    {
        catalog.Raw("/AF["u8);
        foreach (var (_, number) in attachments)
            catalog.Reference(number).Raw(" "u8);
        catalog.Raw("]/Names<</EmbeddedFiles<</Names["u8);
        foreach (var (name, number) in attachments)
            catalog.Text(name).Raw(" "u8).Reference(number).Raw(" "u8);
        catalog.Raw("]>>>>"u8);
    }
}
