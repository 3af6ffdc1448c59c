using System.Globalization;
using TwinMcp.Core.Customers;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>The 40 customers. All names are invented; domains under .example belong to nobody.</summary>
internal static class DemoCustomers
{
    /// <summary>
    /// Country, company or person, language, plan, first month of the demo (- when it began before),
    /// name, domain, contact, street, postal code, city.
    /// </summary>
    const string Table = """
        FR|company|fr|premium   |-|Ateliers Brunel & Fils SAS|ateliers-brunel|Camille Brunel|27, quai Gillet|69004|Lyon
        FR|company|fr|basic     |-|Librairie du Vieux-Pont SARL|vieux-pont|Agnès Lemaître|4, place du Marché-aux-Légumes|35400|Saint-Malo
        FR|company|fr|enterprise|-|Compagnie Maritime de l’Iroise SA|maritime-iroise|Gaël Le Bihan|11, quai de la Douane|29200|Brest
        FR|company|fr|enterprise|-|Énergies du Causse SAS|energies-causse|Océane Vayssière|8, allée des Soupirs|46000|Cahors
        FR|company|fr|enterprise|-|Assurances Belledonne SA|assurances-belledonne|Rémi Chastagnier|52, boulevard de l’Étoile|38000|Grenoble
        FR|company|fr|premium   |-|Clinique des Amandiers SELAS|clinique-amandiers|Hélène Roumanille|3, chemin de la Beauvalle|13100|Aix-en-Provence
        FR|company|fr|premium   |-|Studio Hirondelle SARL|studio-hirondelle|Maëlys Guérin|19, rue de l’Échaudé|44000|Nantes
        FR|company|fr|premium   |-|Papeteries de la Sorgue SAS|papeteries-sorgue|Joël Espérandieu|1, quai des Lices|84800|L’Isle-sur-la-Sorgue
        FR|company|en|premium   |-|Logiciels Ventoux SAS|logiciels-ventoux|Andréa Pélissier|40, rue du Pont-Trouca|84000|Avignon
        FR|company|fr|premium   |-|Transports Guémené Frères SARL|transports-guemene|Yann Guémené|Zone du Prat, 6, rue des Frères-Lumière|56000|Vannes
        FR|company|fr|basic     |7|Boulangerie Chez Zoé SARL|chez-zoe|Zoé Bourgeois|15, rue Musette|21000|Dijon
        FR|company|fr|basic     |-|Menuiserie Lacaze et Filles SARL|menuiserie-lacaze|Élodie Lacaze|7, chemin de l’Ousse|64000|Pau
        FR|company|fr|basic     |-|Cabinet Ferrand-Noël SELARL|ferrand-noel|Luc Ferrand|22, rue de la Scellerie|37000|Tours
        FR|company|fr|basic     |-|Coopérative Maraîchère du Val SCOP|maraichere-du-val|Solène Aubépin|2, levée de la Belle-Poule|49130|Les Ponts-de-Cé
        FR|company|fr|basic     |-|Éditions du Phare Rouge SAS|phare-rouge|Théo Marsaudon|31, rue Saint-Jean-du-Pérot|17000|La Rochelle
        FR|company|fr|basic     |-|Vergers de Haute-Provence SAS|vergers-haute-provence|Mireille Arnoux|Route de Volx|04100|Manosque
        FR|company|fr|free      |-|Atelier Code & Café SARL|code-et-cafe|Loïc Pradeilles|5, rue d’Avéjan|30100|Alès
        FR|company|fr|free      |-|Photo Kerlouan EURL|photo-kerlouan|Nolwenn Kerlouan|14, rue Kéréon|29000|Quimper
        FR|person |fr|basic     |-|Thaïs Delacroix-Moreau|thais-delacroix|Thaïs Delacroix-Moreau|68, rue de la Clef|59800|Lille
        FR|person |fr|free      |-|Benoît Quéméner|quemener|Benoît Quéméner|9, rue du Chapitre|35000|Rennes
        FR|person |fr|free      |-|Inès Garrigue|garrigue|Inès Garrigue|33, rue des Filatiers|31000|Toulouse
        FR|person |fr|basic     |5|Noé Vasseur|noe-vasseur|Noé Vasseur|12, quai des Bateliers|67000|Strasbourg
        DE|company|en|enterprise|-|Nordlicht Logistik GmbH|nordlicht-logistik|Henrike Petersen|Am Sandtorkai 118|20457|Hamburg
        DE|company|en|premium   |-|Käthe Brömmel Verlag GmbH|broemmel-verlag|Käthe Brömmel|Gießerstraße 24|04229|Leipzig
        DE|company|en|premium   |-|Weißensee Robotik GmbH|weissensee-robotik|Özgür Demir|Große Seestraße 91|13086|Berlin
        DE|company|en|basic     |-|Bäckerei Grünwald & Söhne OHG|baeckerei-gruenwald|Xaver Grünwald|Fürstenrieder Straße 203|81377|München
        DE|company|en|basic     |2|Schätzle Feinmechanik GmbH|schaetzle|Gisela Schätzle|Nürtinger Weg 7|72074|Tübingen
        DE|person |en|free      |-|Jörn Stübing|stuebing|Jörn Stübing|Körnerstraße 55|50823|Köln
        BE|company|en|enterprise|-|Scheldezicht Havendiensten NV|scheldezicht|Wouter Verhaegen|Napelsstraat 77|2000|Antwerpen
        BE|company|fr|premium   |-|Chocolaterie Dumont-Wauters SA|dumont-wauters|Benoîte Dumont|18, rue de l’Ange|5000|Namur
        BE|company|fr|basic     |-|Brasserie des Trois Gués SRL|trois-gues|Grégory Lambotte|6, quai du Rempart|6830|Bouillon
        BE|person |fr|free      |-|Élise Vandenbroucke|vandenbroucke|Élise Vandenbroucke|41, rue Pierreuse|4000|Liège
        ES|company|en|premium   |-|Bodegas Peña Alba S.L.|bodegas-pena-alba|Begoña Peña|Calle de la Rúa Vieja 12|26001|Logroño
        ES|company|en|premium   |-|Cerámicas Muñoz del Río S.A.|ceramicas-munoz|Álvaro Muñoz|Avenida de Portugal 66|45600|Talavera de la Reina
        ES|company|en|basic     |-|Talleres Ibáñez e Hijas S.L.|talleres-ibanez|Nuria Ibáñez|Calle de los Mártires 9|50003|Zaragoza
        ES|person |en|free      |-|Íñigo Echeverría|echeverria|Íñigo Echeverría|Calle del Víctor 3|48005|Bilbao
        US|company|en|enterprise|-|Cascade Hollow Analytics, Inc.|cascade-hollow|Priscilla Okafor|2150 NW Quimby Street|97210|Portland, OR
        US|company|en|premium   |3|Bluestem Field Robotics LLC|bluestem-field|Wyatt Lindqvist|708 Rhode Island Street|66044|Lawrence, KS
        US|company|en|basic     |-|Harbor & Pine Letterpress LLC|harbor-pine|Abigail Thibodeau|33 Wharf Lane|04101|Portland, ME
        US|person |en|free      |-|Marisol Whitaker|whitaker|Marisol Whitaker|1420 Cerro Gordo Road|87501|Santa Fe, NM
        """;

    public static IReadOnlyList<DemoCustomer> All { get; } = [.. Table.Split('\n').Select(Read)];

    /// <summary>French, on Premium; its last finished month is left free.</summary>
    public static DemoCustomer A => All[0];

    /// <summary>French, on Basic.</summary>
    public static DemoCustomer B => All[1];

    static DemoCustomer Read(string row, int number)
    {
        var fields = row.Split('|', StringSplitOptions.TrimEntries);
        // those who came before the demo did so one to nine months earlier
        var start = fields[4] == "-" ? -1 - number % 9 : int.Parse(fields[4], CultureInfo.InvariantCulture);
        return new DemoCustomer(number, fields[3], start, fields[5], new PostalAddress(fields[8], null, fields[9], fields[10], fields[0]))
        {
            IsCompany = fields[1] == "company",
            Language = fields[2],
            Contact = fields[7],
            Domain = fields[6] + ".example",
        };
    }
}
