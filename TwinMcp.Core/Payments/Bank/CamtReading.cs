using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Payments.Bank;

/// <summary>
/// Reads ISO 20022 bank-to-customer statements, camt.053.001.02 and .08. The file is a stranger's: no DTD, no entities, nothing is
/// fetched, and size, depth and number of entries are bounded before anything is built.
/// </summary>
public static class CamtReading
{
    static readonly string[] Namespaces = ["urn:iso:std:iso:20022:tech:xsd:camt.053.001.02", "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"];

    public static Result<CamtStatement> Read(byte[] file)
    {
        try
        {
            if (file.Length > CamtLimits.FileBytes)
                return Refuse($"At most {CamtLimits.FileBytes / (1024 * 1024)} MB.");
            return Bounds(file) is { } tooMuch ? Refuse(tooMuch) : Statements(file);
        }
        catch (XmlException e)
        {
            // our words: the parser's quote the file
            return Refuse(string.Create(CultureInfo.InvariantCulture, $"Not well-formed XML without a DTD (line {e.LineNumber})."));
        }
        catch (CamtException e)
        {
            return Refuse(e.Message);
        }
    }

    /// <summary>Null when the file is of the right kind and within bounds.</summary>
    static string? Bounds(byte[] file)
    {
        using var reader = Open(file);
        reader.MoveToContent();
        if (reader.LocalName != "Document" || !Namespaces.Contains(reader.NamespaceURI))
            return "Not a camt.053.001.02 or camt.053.001.08 document.";
        var entries = 0;
        while (reader.Read())
        {
            if (reader.Depth > CamtLimits.Depth)
                return $"Nested deeper than {CamtLimits.Depth} elements.";
            if (reader.NodeType == XmlNodeType.Element && (reader.LocalName is "Ntry" or "TxDtls") && ++entries > CamtLimits.Entries)
                return $"More than {CamtLimits.Entries} entries.";
        }
        return null;
    }

    static Result<CamtStatement> Statements(byte[] file)
    {
        var statements = 0;
        var entries = 0;
        var credits = new List<CamtCredit>();
        var skipped = default(CamtSkipped);
        using var reader = Open(file);
        reader.MoveToContent();
        var ns = reader.NamespaceURI;
        while (!reader.EOF)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Stmt" || reader.NamespaceURI != ns)
            {
                reader.Read();
                continue;
            }
            var statement = (XElement)XNode.ReadFrom(reader);
            statements++;
            var account = CamtEntry.AccountOf(statement);
            // what looks alike within one statement is told apart by its place; a statement that overlaps has the same places
            var alike = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var element in statement.Elements(statement.Name.Namespace + "Ntry"))
            {
                entries++;
                var entry = new CamtEntry(element, account, entries);
                skipped = entry.Count(skipped);
                credits.AddRange(entry.Credits(alike));
            }
        }
        return statements == 0 ? Refuse("No statement (BkToCstmrStmt/Stmt) is in it.") : new CamtStatement(statements, entries, credits, skipped);
    }

    static XmlReader Open(byte[] file) => XmlReader.Create(new MemoryStream(file, writable: false), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = CamtLimits.FileBytes,
        MaxCharactersFromEntities = 1,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    });

    static BillingError Refuse(string message) => BillingError.Invalid("body", message);
}

/// <summary>What is wrong with an entry: the whole file is refused, half a statement is no statement.</summary>
sealed class CamtException(int entry, string message) : Exception(string.Create(CultureInfo.InvariantCulture, $"Entry {entry}: {message}"));
