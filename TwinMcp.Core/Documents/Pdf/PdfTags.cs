namespace TwinMcp.Core.Documents.Pdf;

/// <summary>The roles of the logical structure (ISO 32000-1, 14.8.4) that our documents use.</summary>
internal enum PdfTag
{
    Document,
    H1,
    H2,
    P,
    Figure,
    Table,
    THead,
    TBody,
    TR,
    TD,

    /// <summary>A TH whose scope is its column.</summary>
    ColumnHeader,

    /// <summary>A TH whose scope is its row.</summary>
    RowHeader,
}

/// <summary>One element of the tag tree: elements and marked content, in reading order.</summary>
internal sealed class PdfTagNode(PdfTag tag, PdfTagNode? parent)
{
    public PdfTag Tag { get; } = tag;

    public PdfTagNode? Parent { get; } = parent;

    public List<PdfTagKid> Kids { get; } = [];

    public string? AlternateText { get; init; }

    /// <summary>Where a figure stands (PDF/UA asks for it).</summary>
    public PdfBox? Bounds { get; set; }

    public int FirstPage { get; set; } = -1;

    public int ObjectNumber { get; set; }

    public string Role => Tag is PdfTag.ColumnHeader or PdfTag.RowHeader ? "TH" : Tag.ToString();
}

/// <summary>Either a child element or the n-th marked content of a page.</summary>
internal readonly record struct PdfTagKid(PdfTagNode? Node, int Page, int MarkedContent);

/// <summary>Writes the structure tree and the parent tree, which leads from marked content back to its element.</summary>
internal static class PdfTagWriter
{
    /// <returns>The number of the StructTreeRoot.</returns>
    public static int Write(PdfObjects objects, PdfCanvas canvas, int[] pageObjects)
    {
        var (root, parentTree) = (objects.Reserve(), objects.Reserve());
        Number(canvas.Root, objects);
        WriteElement(objects, canvas.Root, root, pageObjects);
        objects.Begin(root).Raw("<</Type/StructTreeRoot/K "u8).Reference(canvas.Root.ObjectNumber)
            .Raw("/ParentTree "u8).Reference(parentTree).Raw("/ParentTreeNextKey "u8).Int(canvas.Pages.Count).Raw(">>"u8);

        var body = objects.Begin(parentTree).Raw("<</Nums["u8);
        for (var page = 0; page < canvas.Pages.Count; page++)
        {
            body.Int(page).Raw("["u8);
            foreach (var node in canvas.Pages[page].MarkedContent)
                body.Reference(node.ObjectNumber).Raw(" "u8);
            body.Raw("]"u8);
        }
        body.Raw("]>>"u8);
        return root;
    }

    static void Number(PdfTagNode node, PdfObjects objects)
    {
        node.ObjectNumber = objects.Reserve();
        foreach (var kid in node.Kids)
            if (kid.Node is { } child)
                Number(child, objects);
    }

    static void WriteElement(PdfObjects objects, PdfTagNode node, int parent, int[] pageObjects)
    {
        var body = objects.Begin(node.ObjectNumber).Raw("<</Type/StructElem/S/"u8).Raw(node.Role).Raw("/P "u8).Reference(parent);
        if (node.FirstPage >= 0)
            body.Raw("/Pg "u8).Reference(pageObjects[node.FirstPage]);
        if (node.AlternateText is { } alternate)
            body.Raw("/Alt"u8).Text(PdfText.Metadata(alternate));
        if (node.Tag is PdfTag.ColumnHeader or PdfTag.RowHeader)
            body.Raw("/A<</O/Table/Scope/"u8).Raw(node.Tag is PdfTag.ColumnHeader ? "Column"u8 : "Row"u8).Raw(">>"u8);
        if (node.Bounds is { } box)
            body.Raw("/A<</O/Layout/Placement/Block/BBox["u8)
                .Numbers(box.X, PdfCanvas.PageHeight - box.Bottom, box.Right, PdfCanvas.PageHeight - box.Y).Raw("]>>"u8);

        body.Raw("/K["u8);
        foreach (var kid in node.Kids)
        {
            if (kid.Node is { } child)
                body.Reference(child.ObjectNumber).Raw(" "u8);
            else if (kid.Page == node.FirstPage)
                body.Int(kid.MarkedContent).Raw(" "u8);
            else
                body.Raw("<</Type/MCR/Pg "u8).Reference(pageObjects[kid.Page]).Raw("/MCID "u8).Int(kid.MarkedContent).Raw(">>"u8);
        }
        body.Raw("]>>"u8);
        foreach (var kid in node.Kids)
            if (kid.Node is { } child)
                WriteElement(objects, child, node.ObjectNumber, pageObjects);
    }
}
