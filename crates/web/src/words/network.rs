//! Texts of the report of a network.

pub(crate) mod names;

use super::{Phrase, phrases};

phrases! {
    TITLE = "Beeld van een netwerk" | "Picture of a network";
    INTRO = "Dit rapport laat zien wie in dit netwerk met wie te maken had, wie het draaiende hield en waar het kan breken. Het is gemaakt uit de gegevens van het netwerk zelf. Het wijst aan waar u het eerst kunt kijken. Het beslist niets over een persoon." |
        "This report shows who dealt with whom in this network, who kept it going and where it may break. It was made from the records of the network itself. It says where to look first. It decides nothing about a person.";
    READ_AT = "Ingelezen" | "Read";
    SOURCE = "Bron" | "Source";
    SOFTWARE = "Software" | "Software";

    BRIEF = "In het kort" | "In brief";
    CARD_MEMBERS = "leden" | "members";
    CARD_MEMBERS_NOTE = "accounts; een persoon kan er meer hebben" | "accounts; one person may have several";
    CARD_POSTS = "berichten" | "posts";
    CARD_POSTS_NOTE = "en {messages} privéberichten" | "and {messages} private messages";
    CARD_TIES = "banden" | "ties";
    CARD_TIES_NOTE = "tussen {pairs} paren van leden" | "between {pairs} pairs of members";
    CARD_LARGEST = "in het grootste deel" | "in the largest part";
    CARD_LARGEST_NOTE = "leden die via anderen verbonden zijn ({share}); {parts} delen in totaal" |
        "members who are connected through others ({share}); {parts} parts in all";
    CARD_GROUPS = "groepen" | "groups";
    CARD_GROUPS_NOTE = "waarvan {shown} hier zijn beschreven" | "of which {shown} are described here";
    KNOW = "Wat u moet weten voor u verder leest" | "What to know before you read on";
    KNOW_ORDER = "De volgorde zegt waar u het eerst kunt kijken. Zij beslist niets. Wie bovenaan staat, is daarmee geen verdachte." |
        "The order says where to look first. It decides nothing. Whoever stands at the top is no suspect for that.";
    KNOW_REASON = "Er is geen score. Elke plaats berust op redenen die erbij staan en die u in de bron kunt nagaan." |
        "There is no score. Each place rests on reasons that stand beside it and that you can look up in the source.";
    KNOW_MISSING = "De bron is nooit volledig: berichten zijn gewist, een server kan ontbreken. Kijk daarom ook hoe een plaats standhoudt als een deel van de banden ontbreekt." |
        "The source is never complete: messages were deleted, a server may be missing. So look also at how a place holds when part of the ties is missing.";
    KNOW_NAME = "Namen zijn door de leden zelf gekozen. Een naam bewijst niet wie iemand is." |
        "Names were chosen by the members themselves. A name does not prove who someone is.";
    KNOW_CHOICE = "Wat een band weegt is een keuze, met een reden. De keuzes staan in het laatste hoofdstuk." |
        "What a tie weighs is a choice, with a ground. The choices stand in the last chapter.";
    STOPPED = "Het inlezen is afgebroken. Wat daarna kwam, ontbreekt in dit rapport." |
        "The reading was broken off. What came after it is missing from this report.";
    FIRST = "Kijk eerst naar" | "Look first at";
    TIES_TABLE = "Banden naar soort" | "Ties by kind";
    KIND = "Soort band" | "Kind of tie";
    TIES = "Banden" | "Ties";

    PLAYERS = "Sleutelfiguren" | "Key players";
    PLAYERS_TEXT = "Leden op volgorde van hun redenen: eerst wie de meeste sterke redenen heeft, dan de meeste duidelijke, dan de meeste zwakke. Bij gelijke stand telt de hoogste rang, en dan hoe vaak de kortste weg tussen twee anderen via dit lid loopt." |
        "Members in the order of their reasons: first who has most strong ones, then most clear ones, then most weak ones. Where those are equal the highest rank counts, and then how often the shortest way between two others runs through the member.";
    PLAYERS_TABLE = "Sleutelfiguren met hun redenen" | "Key players with their reasons";
    PLAYERS_NONE = "Geen enkel lid heeft een reden die boven de drempels uitkomt." | "No member has a reason that reaches the bars.";
    HOLDS_TEXT = "Hoe de plaats standhoudt: de orde is {times} keer opnieuw gemaakt met telkens {share} van de verbonden paren weggelaten. Er staat welke plaats het lid dan had: de beste, de middelste en de slechtste. Liggen die ver uiteen, leun dan niet op de plaats." |
        "How the place holds: the order was made again {times} times, each time with {share} of the tied pairs left out. Shown is the place that the member then had: the best, the middle and the worst. Where those lie far apart, do not lean on the place.";
    HOLDS_NONE = "Bij deze meting is niet bekeken hoe de plaatsen standhouden als banden ontbreken." |
        "This measuring did not look at how places hold when ties are missing.";
    PLACE = "Plaats" | "Place";
    MEMBER = "Lid" | "Member";
    GROUP = "Groep" | "Group";
    POSTS = "Berichten" | "Posts";
    HOLDS = "Houdt stand: beste, midden, slechtste" | "Holds: best, middle, worst";
    HOLDS_PLACES = "{best} – {middle} – {worst}" | "{best} – {middle} – {worst}";
    NOT_LOOKED_AT = "niet bekeken" | "not looked at";
    MEMBER_ID = "id {id}" | "id {id}";
    POSTS_OF = "{posts} berichten" | "{posts} posts";
    NO_RANK = "geen rang" | "no rank";
    NO_NAME = "zonder naam" | "no name";

    BROKERS = "Verborgen tussenpersonen" | "Hidden brokers";
    BROKERS_TEXT = "Leden zonder titel en met weinig berichten (ten hoogste {few}) die vaste vertrouwelijke contacten hebben in meer dan een groep. Wie telt hoeveel iemand schrijft, ziet hen niet. Op volgorde van het aantal groepen dat zij verbinden." |
        "Members without a title and with few posts ({few} at most) who have steady confidential contacts in more than one group. Counting what people write does not show them. In the order of the number of groups that they connect.";
    BROKERS_TABLE = "Verborgen tussenpersonen met hun redenen" | "Hidden brokers with their reasons";
    BROKERS_NONE = "Er zijn geen leden zonder titel en met weinig berichten die groepen verbinden." |
        "There are no members without a title and with few posts who connect groups.";

    SETS = "Samen het zwaarst wegend" | "Weighing most together";
    SETS_TEXT = "Een groepje is meer of minder dan de som van zijn leden. Gezocht is naar tien leden die samen het meest breken, en naar tien die samen het meest bereiken (Borgatti 2006). Het zijn goede vondsten, niet bewezen de beste." |
        "A set is more or less than the sum of its members. Sought were ten members who together break most, and ten who together reach most (Borgatti 2006). They are good finds, not proved to be the best.";
    SET_AIM = "Doel" | "Aim";
    SET_FRAGMENT = "Zonder hen hebben de meeste paren geen weg meer naar elkaar" | "Without them most pairs have no path to one another";
    SET_REACH = "Zij bereiken de meeste leden binnen {steps} stappen" | "They reach most members within {steps} steps";
    SET_SCORE = "Deel" | "Part";
    SET_MEMBERS = "Leden" | "Members";
    DOUBTS = "Rollen die niet kloppen" | "Roles that do not fit";
    DOUBTS_TABLE = "Leden met een rol die niet kan kloppen zoals de bron hem geeft" | "Members with a role that can't be right as the source gives it";
    DOUBT = "Wat er niet klopt" | "What does not fit";
    MORE_ROWS = "Getoond: de eerste {shown} van {total}. De vorm in JSON bevat ze alle." |
        "Shown: the first {shown} of {total}. The JSON form holds them all.";

    GROUPS = "Groepen" | "Groups";
    GROUPS_TEXT = "Een groep bestaat uit leden die meer banden met elkaar hebben dan met anderen. Een groep is een uitkomst van de meting en geen vereniging: de leden hoeven elkaar niet als groep te kennen." |
        "A group is made of members who have more ties among themselves than with others. A group is a result of the measuring and no club: its members need not know each other as a group.";
    GROUPS_NONE = "Er zijn geen groepen van drie of meer leden." | "There are no groups of three or more members.";
    DRAWING = "Tekening van {groups} groepen. Elke groep heeft een rij in de tabel hieronder." |
        "Drawing of {groups} groups. Each group has a row in the table below.";
    DRAWING_POWER = "groep waarin iemand macht heeft of had" | "group in which someone holds or held power";
    DRAWING_PLAIN = "groep zonder" | "group without";
    DRAWING_NOTE = "Hoe groter de cirkel, hoe meer leden. Hoe dikker de lijn, hoe sterker de banden tussen twee groepen. De afstand heeft geen eigen betekenis. Getekend zijn de {drawn} sterkste van {lines} lijnen." |
        "The larger the circle, the more members. The thicker the line, the stronger the ties between two groups. Distance has no meaning of its own. Drawn are the {drawn} strongest of {lines} lines.";
    GROUP_LINK = "Groep {number}, {size} leden" | "Group {number}, {size} members";
    GROUP_NAME = "Groep {number}" | "Group {number}";
    GROUPS_TABLE = "Groepen, grootste eerst" | "Groups, largest first";
    MEMBERS = "Leden" | "Members";
    POWER = "Wie heeft of had macht" | "Who holds or held power";
    DOES = "Wat de groep doet" | "What the group does";
    DOES_NONE = "niets dat eruit springt" | "nothing that stands out";
    NOBODY = "niemand" | "nobody";
    SECTIONS_OF = "Onderdelen (berichten)" | "Sections (posts)";
    LANGUAGES = "Opgegeven talen (leden)" | "Stated languages (members)";
    ACTIVE = "Actief" | "Active";
    ACTIVE_SPAN = "{first} tot {last}" | "{first} to {last}";
    NOT_KNOWN = "niet bekend" | "not known";
    BETWEEN_OPEN = "Sterkte tussen groepen als tabel" | "Strength between groups as a table";
    BETWEEN_TABLE = "Sterkte van de banden tussen twee groepen, sterkste eerst" | "Strength of the ties between two groups, strongest first";
    OTHER_GROUP = "En groep" | "And group";
    STRENGTH = "Sterkte" | "Strength";

    SECTIONS = "Onderdelen" | "Sections";
    SECTIONS_TEXT = "De delen van het forum of de chat, met de meeste berichten eerst. Een afgeschermd onderdeel kunnen gewone leden niet lezen." |
        "The parts of the forum or chat, most posts first. Ordinary members can't read a gated section.";
    SECTIONS_TABLE = "Onderdelen met berichten en schrijvers" | "Sections with posts and writers";
    SECTIONS_NONE = "De bron heeft geen onderdelen." | "The source has no sections.";
    SECTION = "Onderdeel" | "Section";
    ACCESS = "Toegang" | "Access";
    GATED = "afgeschermd" | "gated";
    OPEN = "open" | "open";
    WRITERS = "Leden die er schreven" | "Members who wrote in it";

    REMOVAL = "Na elke aanhouding" | "After each arrest";
    REMOVAL_TEXT = "Stel dat deze leden een voor een wegvallen. Dan blijft er telkens een kleiner grootste deel over. Dit is een rekensom over banden. Het is geen advies om iemand aan te houden: daarvoor is een verdenking nodig, en die volgt niet uit dit rapport." |
        "Suppose that these members fall away one by one. Each time a smaller largest part is left. This is a sum over ties. It is no advice to arrest anyone: that takes a suspicion, and none follows from this report.";
    REMOVAL_NONE = "Hier is nog niet naar gezocht." | "Not looked for yet.";
    REMOVAL_FOUND = "Als deze {removed} leden wegvallen, houdt geen deel meer dan {most} van de {members} verbonden leden over." |
        "When these {removed} members fall away, no part keeps more than {most} of the {members} tied members.";
    REMOVAL_COST = "Samen kosten zij {cost}." | "Together they cost {cost}.";
    REMOVAL_PROVEN = "Bewezen: geen andere keuze kan minder kosten dan {bound}. Deze keuze is daarmee de goedkoopste." |
        "Proven: no other choice can cost less than {bound}. This choice is therefore the cheapest.";
    REMOVAL_BOUND = "Bewezen: geen andere keuze kan minder kosten dan {bound}. Deze keuze is dus ten hoogste {gap} van haar kosten duurder dan de goedkoopste." |
        "Proven: no other choice can cost less than {bound}. So this choice is dearer than the cheapest by {gap} of its cost at most.";
    REMOVAL_NO_BOUND = "Het netwerk is te groot om te bewijzen dat een kleinere keuze niet bestaat." |
        "The network is too large to prove that no smaller choice exists.";
    COST_EACH = "Elk lid telt voor 1." | "Each member counts for 1.";
    FALL = "Grootste deel na elk lid dat wegvalt: van {before} naar {after} leden, na {removed} leden" |
        "Largest part after each member who falls away: from {before} to {after} members, after {removed} members";
    FALL_AIM = "streep: het doel, ten hoogste {most} leden in een deel" | "dashed: the aim, {most} members in a part at most";
    FALL_LINE = "grootste deel dat overblijft" | "largest part that is left";
    REMOVAL_TABLE = "Wat er overblijft, lid voor lid" | "What is left, member by member";
    FALL_STEPS = "{removed} leden weg" | "{removed} members gone";
    BEFORE = "Vooraf" | "Before";
    NUMBER = "Nr." | "No.";
    COST = "Kosten" | "Cost";
    LARGEST = "Grootste deel" | "Largest part";
    SHARE = "Deel van vooraf" | "Share of before";
    PARTS = "Delen" | "Parts";
    DRAFTS_TABLE = "Hoe ernaar is gezocht" | "How it was looked for";
    DRAFT = "Werkwijze" | "Way";
    DRAFTS_NOTE = "Toevalsgetal om mee te beginnen: {seed}. Bekeken banden bij het verfijnen: {effort}." |
        "Seed: {seed}. Ties looked at in refining: {effort}.";

    READ = "Wat er is gelezen" | "What was read";
    READ_TEXT = "Alles wat is gevonden is geteld. Wat niet is begrepen, staat hier met naam." |
        "All that was found is counted. What was not understood is named here.";
    READ_TABLE = "Gegevens van de lezing" | "Facts of the reading";
    FORM = "Vorm van de bron" | "Form of the source";
    SCHEMA_VERSION = "Versie volgens de bron" | "Version, as the source states it";
    PREFIX = "Begin van de tabelnamen" | "Beginning of table names";
    OTHER_PREFIXES = "Andere installaties, geteld en niet gelezen" | "Other installations, counted and not read";
    CHARACTER_SET = "Tekenset" | "Character set";
    BYTES = "Gelezen omvang" | "Size read";
    NETWORK_ID = "Kenmerk van het netwerk" | "Id of the network";
    CONFINED = "Afscherming van het lezen" | "Confinement of the reading";
    FILES_TABLE = "Bestanden van de bron" | "Files of the source";
    FILE = "Bestand" | "File";
    WHOLE_SOURCE = "de bron zelf" | "the source itself";
    RECORDS_TABLE = "Wat erin stond, naar soort" | "What it held, by kind";
    RECORD_KIND = "Soort gegeven" | "Kind of record";
    RECORDS = "Aantal" | "Number";
    TABLES_TABLE = "Tabellen van de bron" | "Tables of the source";
    TABLE = "Tabel" | "Table";
    ROWS = "Rijen" | "Rows";
    ROWS_READ = "Gelezen" | "Read";
    UNKNOWN_TABLE = "Kolommen die Hoeder niet kent" | "Columns that Hoeder does not know";
    UNKNOWN_TEXT = "Hun waarden zijn bewaard en nergens gebruikt." | "Their values were kept and used nowhere.";
    UNKNOWN_NONE = "Alle kolommen van de gelezen tabellen zijn bekend." | "All columns of the tables that were read are known.";
    COLUMNS = "Kolommen" | "Columns";
    DEFECTS_TABLE = "Gebreken naar soort" | "Defects by kind";
    DEFECTS_NONE = "Er zijn geen gebreken gevonden." | "No defects were found.";
    DEFECT = "Gebrek" | "Defect";
    UNLINKED_TABLE = "Verwijzingen die nergens heen wijzen" | "Links that point nowhere";
    UNLINKED_TEXT = "Bijvoorbeeld een bericht van een lid dat in de bron niet meer staat." |
        "For example a post by a member whom the source no longer has.";
    UNLINKED_NONE = "Elke verwijzing wijst ergens heen." | "Every link points somewhere.";
    LINK = "Tabel en kolom" | "Table and column";
    LEFT_OUT_TABLE = "Handelingen die geen band maakten" | "Acts that made no tie";
    LEFT_OUT_NONE = "Elke handeling maakte een band." | "Every act made a tie.";
    WHY = "Waarom" | "Why";
    SEALED_TABLE = "Verzegelde tabellen" | "Sealed tables";
    SEALED_TEXT = "Het gelezene is vastgelegd in deze bestanden. Wie de wortel en de hash opnieuw berekent, ziet of er iets is veranderd." |
        "What was read is fixed in these files. Whoever computes root and digest again sees whether anything was changed.";
    ROOT = "Merkle-wortel" | "Merkle root";

    MEASURED = "Hoe er is gemeten" | "How it was measured";
    MEASURED_TEXT = "Met dezelfde tabellen en dezelfde regels komt er weer precies hetzelfde uit." |
        "The same tables and the same rules give exactly the same again.";
    MEASURED_TABLE = "Regels en grenzen" | "Rules and bounds";
    RULES_BY = "Regels gesteld door" | "Rules set by";
    RULES_REASON = "Reden" | "Reason";
    RULES_FIRST = "de regels waarmee Hoeder begint" | "the rules that Hoeder begins with";
    PLAN = "Hash van het meetplan" | "Digest of the plan";
    LEDGER_INTENT = "Regel in het logboek van het inlezen" | "Ledger entry of the reading";
    SEED = "Toevalsgetal om mee te beginnen" | "Seed";
    RESOLUTION = "Fijnheid van de groepen (1 is gewoon)" | "Resolution of the groups (1 is usual)";
    BETWEENNESS_ERROR = "Tussenpositie: ten hoogste zoveel ernaast" | "Betweenness: off by this much at most";
    CLOSENESS_ERROR = "Nabijheid: ten hoogste zoveel ernaast" | "Closeness: off by this much at most";
    DELTA = "Kans dat een van die waarden er verder naast zit" | "Chance that any such value is off by more";
    SHAKEN = "Weggelaten bij het bekijken hoe plaatsen standhouden" | "Left out when looking at how places hold";
    SHAKEN_TIMES = "{share} van de paren, {times} keer; tussenpositie tot {epsilon} nauwkeurig" |
        "{share} of the pairs, {times} times; betweenness to within {epsilon}";
    REPEATS = "Herhaalde handelingen" | "Repeated acts";
    WEIGHTS_TABLE = "Wat een band weegt, en waarom" | "What a tie weighs, and why";
    WEIGHT = "Wat" | "What";
    VALUE = "Waarde" | "Value";
    GROUND = "Grond" | "Ground";
    BARS_TABLE = "Vanaf waar een getal een reden is" | "From where a number is a reason";
    BARS_TEXT = "Onder de eerste drempel is er geen reden. Een waarde boven 1 bij een aandeel wordt nooit gehaald." |
        "Below the first bar there is no reason. A share above 1 is never reached.";
    REASON = "Reden" | "Reason";
    FROM_WEAK = "Zwak vanaf" | "Weak from";
    FROM_CLEAR = "Duidelijk vanaf" | "Clear from";
    FROM_STRONG = "Sterk vanaf" | "Strong from";
    LIMITS_TABLE = "Overige grenzen" | "Further bounds";
    CONFIDANT_ACTS = "Vertrouwelijke handelingen tussen twee leden die hen vertrouwelingen maken" | "Confidential acts between two members that make them confidants";
    HOLDS_GROUP = "Vertrouwelingen in een groep waarmee een lid contact met die groep heeft" | "Confidants in a group by which a member has contact with that group";
    FEW_POSTS = "Deel van de schrijvers dat als weinig schrijvend geldt" | "Part of the writers who count as writing little";
}
