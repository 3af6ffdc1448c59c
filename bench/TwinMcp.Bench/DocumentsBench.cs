using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Playwright;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Samples;

namespace TwinMcp.Bench;

/// <summary>Whole documents as issuing makes them (PDF, and the XML in it), beside the same invoice printed by Chromium. One core, warm, alternating.</summary>
static class DocumentsBench
{
    static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public static async Task RunAsync()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Flags });
        var page = await browser.NewPageAsync();
        foreach (var (name, lines, own, printed) in (IEnumerable<(string, int, int, int)>)[("fr-10-lines", 10, 400, 4), ("fr-300-lines", 300, 60, 1)])
        {
            var sample = DocumentSamples.Find(name);
            var (invoice, now) = (sample.Issued(), DateTimeOffset.UnixEpoch);
            var html = Html(invoice);
            for (var i = 0; i < 200; i++) // the JIT's tiers
                InvoiceOriginal.Of(invoice, sample.Seller, sample.Buyer, null, now);
            await Race.RunAsync($"Documents of {lines} lines", "documents",
            [
                (new Runner("own writer", own, _ => Repeat(own, () => InvoiceOriginal.Of(invoice, sample.Seller, sample.Buyer, null, now))), "Chromium"),
                (new Runner("Chromium", printed, async _ =>
                {
                    for (var i = 0; i < printed; i++)
                    {
                        await page.SetContentAsync(html);
                        await page.PdfAsync(new() { Format = "A4", PrintBackground = true });
                    }
                }), "Chromium"),
            ]);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var document = InvoiceOriginal.Of(invoice, sample.Seller, sample.Buyer, null, now);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(GC.GetAllocatedBytesForCurrentThread() - before) / 1024.0:N0} KiB allocated a document, {document.Content.Length / 1024.0:N0} KiB long"));
        }
    }

    static Task Repeat(int times, Action make)
    {
        for (var i = 0; i < times; i++)
            make();
        return Task.CompletedTask;
    }

    /// <summary>The same content as a plain page; nothing to load.</summary>
    static string Html(Invoice invoice)
    {
        var rows = new StringBuilder();
        foreach (var line in invoice.Lines)
            rows.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(line.Description)}<br><small>{Text(line.Detail)}</small></td><td>{line.Quantity}</td><td>{Text(line.Unit)}</td><td>{line.UnitPrice}</td><td>{line.VatRate} %</td><td>{line.Net}</td></tr>");
        return string.Create(CultureInfo.InvariantCulture, $$"""
            <!doctype html><html lang="{{invoice.Language}}"><meta charset="utf-8"><style>body{font:11px sans-serif}table{width:100%;border-collapse:collapse}td,th{border-bottom:1px solid #ddd;padding:5px;text-align:right}td:first-child{text-align:left}</style>
            <h1>Facture {{invoice.Number}}</h1><p>{{Text(invoice.Seller!.Name)}} – {{Text(invoice.Buyer!.Name)}}</p><p>{{invoice.IssueDate}} – {{invoice.DueDate}}</p>
            <table><thead><tr><th>Désignation<th>Quantité<th>Unité<th>PU HT<th>TVA<th>Total HT</tr></thead><tbody>{{rows}}</tbody></table>
            <p>{{invoice.Subtotal}} + {{invoice.Tax}} = <b>{{invoice.Total}} EUR</b></p><p>IBAN {{invoice.Seller.Iban}}</p></html>
            """);
    }

    static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");
}
