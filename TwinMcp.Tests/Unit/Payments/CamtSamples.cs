using System.Text;

namespace TwinMcp.Tests.Unit.Payments;

/// <summary>Statements in the manner of several banks; our own, of nobody.</summary>
static class CamtSamples
{
    public const string V02 = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02";
    public const string V08 = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

    public const string Account = "<Acct><Id><IBAN>FR7630004008280001234567841</IBAN></Id><Ccy>EUR</Ccy></Acct>";

    public static byte[] File(string entries, string ns = V02, string account = Account) =>
        Encoding.UTF8.GetBytes($"""<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{ns}"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>S1</Id>{account}{entries}</Stmt></BkToCstmrStmt></Document>""");

    /// <summary>As French banks write: version 02, a reference on the entry, text in pieces, names in capitals.</summary>
    public static string French(string amount = "120.00", string remittance = "FA-2026-000001", string reference = "REF0001", string name = "SOCIETE D ESSAI 1") => $"""
        <Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><Dt>2026-11-20</Dt></ValDt>
        <AcctSvcrRef>{reference}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
        <RltdPties><Dbtr><Nm>{name}</Nm></Dbtr><DbtrAcct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></DbtrAcct></RltdPties>
        <RmtInf><Ustrd>VIREMENT SEPA</Ustrd><Ustrd>{remittance}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
        """;

    /// <summary>As German banks write: version 08, a date-time, the structured reference, the parties one level deeper, the reference on the detail.</summary>
    public static string German(string reference = "RF18FA2026000002", string iban = "DE89370400440532013000") => $"""
        <Ntry><NtryRef>1</NtryRef><Amt Ccy="EUR">59.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>false</RvslInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2026-11-20T23:30:00+01:00</DtTm></BookgDt>
        <NtryDtls><TxDtls><Refs><AcctSvcrRef>2026112000001</AcctSvcrRef><EndToEndId>E2E-77</EndToEndId></Refs><Amt Ccy="EUR">59.50</Amt><CdtDbtInd>CRDT</CdtDbtInd>
        <RltdPties><Dbtr><Pty><Nm>Müller &amp; Söhne GmbH</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>{iban}</IBAN></Id></DbtrAcct></RltdPties>
        <RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>
        """;

    /// <summary>As Dutch banks book batches: one line, its parts named, without references of their own.</summary>
    public static string Batch(string total = "30.00") => $"""
        <Ntry><Amt Ccy="EUR">{total}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt><AcctSvcrRef>BATCH9</AcctSvcrRef><NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>
        <TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">10.00</Amt></TxAmt></AmtDtls><RltdPties><Dbtr><Nm>Een BV</Nm></Dbtr></RltdPties><RmtInf><Ustrd>factuur een</Ustrd></RmtInf></TxDtls>
        <TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">20.00</Amt></TxAmt></AmtDtls><RltdPties><Dbtr><Nm>Twee BV</Nm></Dbtr></RltdPties><RmtInf><Ustrd>factuur twee</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
        """;

    /// <summary>The least that the standard asks for.</summary>
    public static string Bare(string amount = "5.00", string currency = "EUR", string indicator = "CRDT", string status = "BOOK", string more = "", string date = "<Dt>2026-11-20</Dt>") =>
        $"""<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{indicator}</CdtDbtInd>{more}<Sts>{status}</Sts><BookgDt>{date}</BookgDt></Ntry>""";
}
