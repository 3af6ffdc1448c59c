namespace TwinMcp.Core.Data.Migrations;

/// <summary>The facts that tax begins with, and what keeps evidence from being rewritten.</summary>
static class TaxSql
{
    /// <summary>
    /// Standard rates of the 27 states and Northern Ireland (goods) with their history: TEDB of the Commission, as of 2026-09-23. France's
    /// other rates: CGI art. 278-0 bis, 279, 281 quater. Overseas departments: art. 296. Azores and Madeira: art. 18 (3) of the CIVA.
    /// </summary>
    public const string Up = """
        INSERT INTO tax_settings (id, regime, seller_country, supply, vies_enabled, fail_closed, check_max_age_days)
        VALUES (1, 'SIMPLE', 'FR', 'SERVICES', false, false, 30);

        INSERT INTO tax_rates (country, kind, valid_from, rate) VALUES
          ('AT', 'STANDARD', '1984-01-01', 20),
          ('BE', 'STANDARD', '1996-01-01', 21),
          ('BG', 'STANDARD', '1999-01-01', 20),
          ('CY', 'STANDARD', '2014-01-13', 19),
          ('CZ', 'STANDARD', '2013-01-01', 21),
          ('DE', 'STANDARD', '2007-01-01', 19), ('DE', 'STANDARD', '2020-07-01', 16), ('DE', 'STANDARD', '2021-01-01', 19),
          ('DK', 'STANDARD', '1992-01-01', 25),
          ('EE', 'STANDARD', '2009-07-01', 20), ('EE', 'STANDARD', '2024-01-01', 22), ('EE', 'STANDARD', '2025-07-01', 24),
          ('ES', 'STANDARD', '2012-09-01', 21),
          ('FI', 'STANDARD', '2013-01-01', 24), ('FI', 'STANDARD', '2024-09-01', 25.5),
          ('FR', 'STANDARD', '2000-04-01', 19.6), ('FR', 'STANDARD', '2014-01-01', 20),
          ('GR', 'STANDARD', '2010-07-01', 23), ('GR', 'STANDARD', '2016-06-01', 24),
          ('HR', 'STANDARD', '2012-03-01', 25),
          ('HU', 'STANDARD', '2012-01-01', 27),
          ('IE', 'STANDARD', '2012-01-01', 23), ('IE', 'STANDARD', '2020-09-01', 21), ('IE', 'STANDARD', '2021-03-01', 23),
          ('IT', 'STANDARD', '2013-10-01', 22),
          ('LT', 'STANDARD', '2009-09-01', 21),
          ('LU', 'STANDARD', '2015-01-01', 17), ('LU', 'STANDARD', '2023-01-01', 16), ('LU', 'STANDARD', '2024-01-01', 17),
          ('LV', 'STANDARD', '2012-07-01', 21),
          ('MT', 'STANDARD', '2004-01-01', 18),
          ('NL', 'STANDARD', '2012-10-01', 21),
          ('PL', 'STANDARD', '2011-01-01', 23),
          ('PT', 'STANDARD', '2011-01-01', 23),
          ('RO', 'STANDARD', '2016-01-01', 20), ('RO', 'STANDARD', '2017-01-01', 19), ('RO', 'STANDARD', '2025-08-01', 21),
          ('SE', 'STANDARD', '1990-07-01', 25),
          ('SI', 'STANDARD', '2013-07-01', 22),
          ('SK', 'STANDARD', '2011-01-01', 20), ('SK', 'STANDARD', '2025-01-01', 23),
          ('XI', 'STANDARD', '2011-01-04', 20),
          ('FR', 'INTERMEDIATE', '2014-01-01', 10),
          ('FR', 'REDUCED', '2014-01-01', 5.5),
          ('FR', 'SUPER_REDUCED', '2014-01-01', 2.1),
          ('GP', 'STANDARD', '2000-04-01', 8.5),
          ('GP', 'REDUCED', '2000-04-01', 2.1),
          ('MQ', 'STANDARD', '2000-04-01', 8.5),
          ('MQ', 'REDUCED', '2000-04-01', 2.1),
          ('RE', 'STANDARD', '2000-04-01', 8.5),
          ('RE', 'REDUCED', '2000-04-01', 2.1),
          ('PT-20', 'STANDARD', '2014-01-01', 18),
          ('PT-20', 'STANDARD', '2021-07-01', 16),
          ('PT-30', 'STANDARD', '2012-04-01', 22);

        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON tax_rates FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON vat_checks FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON tax_rates FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON vat_checks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        """;

    public const string Down = """
        DROP TRIGGER append_only ON tax_rates;
        DROP TRIGGER append_only ON vat_checks;
        DROP TRIGGER no_truncate ON tax_rates;
        DROP TRIGGER no_truncate ON vat_checks;
        """;
}
