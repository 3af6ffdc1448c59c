using TwinMcp.Core.Documents;
using TwinMcp.Core.Invoicing.Samples;

namespace TwinMcp.Web.Commands;

/// <summary><c>documents samples DIR</c>: one of each kind of document, without any server.</summary>
internal static class DocumentsCommand
{
    public static int Run(string[] args)
    {
        if (args is not ["samples", var folder])
        {
            Console.Error.WriteLine("usage: ./twin documents samples DIR");
            return 2;
        }
        DocumentFonts.LookIn(Environment.GetEnvironmentVariable(DocumentFonts.Setting));
        var names = DocumentSamples.Write(folder);
        Console.WriteLine($"{names.Count} documents written to {Path.GetFullPath(folder)}.");
        return 0;
    }
}
