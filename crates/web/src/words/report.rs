//! Texts of the carrier report.

use super::{Phrase, phrases};

phrases! {
    TITLE = "Collectieprofiel van een gegevensdrager" | "Collection profile of a carrier";
    INTRO = "Dit rapport telt wat op de gegevensdrager is gevonden en wat daarvan al bekend is. Het is gemaakt door vergelijking van hashes en beeldkenmerken. Niemand heeft voor dit rapport naar beelden gekeken. Het rapport beslist niets over een persoon." |
        "This report counts what was found on the carrier, and what of that is already known. It was made by comparing digests and perceptual prints. No one looked at pictures for this report. It decides nothing about a person.";
    CONTENTS = "Inhoud" | "Contents";
    CASE = "Zaak" | "Case";
    READ_ON = "Uitgelezen" | "Read on";
    READ_BY = "Door" | "By";
    AUTHORISED_BY = "Machtiging" | "Authorisation";

    BRIEF = "In het kort" | "In brief";
    BRIEF_FOUND = "Op deze gegevensdrager zijn {found} items gevonden. Daarvan zijn er {read} gelezen, {skipped} met opzet overgeslagen en {failed} niet te lezen." |
        "On this carrier {found} items were found. Of these {read} were read, {skipped} were left unread on purpose and {failed} could not be read.";
    BRIEF_OUTSIDE = "{outside} items vallen niet zeker binnen de machtiging. Zij zijn geteld en verzegeld, en staan niet in de overige tellingen." |
        "{outside} items are not certain to lie within the authorisation. They are counted and sealed, and are not in the other counts.";
    BRIEF_KNOWN = "{contents} verschillende bestanden ({items} items, kopieën meegeteld) zijn bekend uit een lijst met gemeld materiaal." |
        "{contents} distinct files ({items} items, copies included) are known from a set of notified material.";
    BRIEF_NEAR = "{items} items lijken op gemelde afbeeldingen en wachten op beoordeling door een persoon. Zij tellen niet als bekend." |
        "{items} items resemble notified pictures and wait for review by a person. They do not count as known.";
    CARD_KNOWN = "bekend" | "known";
    CARD_NEAR = "wacht op beoordeling" | "waiting for review";
    CARD_UNKNOWN = "onbekend" | "unknown";
    CARD_GOOD = "gewone bestanden" | "known good";
    CARD_UNREAD = "niet onderzocht" | "not examined";
    CARD_UNREAD_NOTE = "overgeslagen, niet te lezen of buiten de machtiging" | "skipped, failed or outside the authorisation";
    CARD_DISTINCT = "{contents} verschillend, {size}" | "{contents} distinct, {size}";
    BAR_TITLE = "Alle gevonden items naar groep" | "All items found, by group";
    BAR_PART = "{name}: {items} ({share})" | "{name}: {items} ({share})";
    LEGEND = "Toelichting op de balk" | "Key to the bar";

    ACCOUNT = "Verantwoording: wat is gelezen en wat niet" | "Accounting: what was read and what was not";
    ACCOUNT_TEXT = "Elk item dat op de gegevensdrager is gevonden, eindigt als gelezen, overgeslagen of niet te lezen. Wat niet is gelezen, is ook niet vergeleken." |
        "Every item found on the carrier ends as read, skipped or failed. What was not read was not compared either.";
    ACCOUNT_TABLE = "Hoe het lezen van elk item eindigde" | "How the reading of each item ended";
    OUTCOME = "Afloop" | "Outcome";
    FOUND = "Gevonden" | "Found";
    READ = "Gelezen" | "Read";
    SKIPPED = "Overgeslagen" | "Skipped";
    FAILED = "Niet te lezen" | "Failed";
    OF_WHICH_OUTSIDE = "Van alle gevonden items: buiten de machtiging, verzegeld" | "Of all items found: outside the authorisation, sealed";
    ITEMS = "Items" | "Items";
    DISTINCT = "Verschillend" | "Distinct";
    SIZE = "Omvang" | "Size";
    OF_WHICH_KNOWN = "Waarvan bekend" | "Of which known";
    SKIPPED_TABLE = "Waarom items zijn overgeslagen" | "Why items were skipped";
    FAILED_TABLE = "Waarom items niet te lezen waren" | "Why items could not be read";
    REASON = "Reden" | "Reason";
    DEFECTS_TABLE = "Items met een gebrek" | "Items with a defect";
    DEFECTS_NOTE = "Een item met twee soorten gebreken telt in beide regels. In totaal hebben {items} items een gebrek." |
        "An item with two kinds of defect counts in both rows. In all, {items} items have a defect.";
    DEFECT = "Gebrek" | "Defect";
    CHECKS_TABLE = "Controle op de tellingen" | "Checks on the counts";
    CHECK = "Regel" | "Rule";
    RESULT = "Uitkomst" | "Result";
    HOLDS = "Klopt" | "Holds";
    FAILS = "Klopt niet" | "Does not hold";
    UNSOUND = "Een controle op de tellingen klopt niet. Gebruik dit rapport niet tot dit is opgehelderd." |
        "A check on the counts does not hold. Do not rely on this report until that is explained.";
    NONE_SKIPPED = "Er is niets overgeslagen." | "Nothing was skipped.";
    NONE_FAILED = "Alles wat gelezen moest worden, is gelezen." | "All that was to be read has been read.";
    NONE_DEFECTS = "Er zijn geen gebreken vastgelegd." | "No defects are recorded.";

    STANDINGS = "Waar de items staan" | "Where the items stand";
    STANDINGS_TEXT = "Elk item staat in precies één groep: de eerste die past. ‘Verschillend’ telt elke inhoud één keer, bij het eerste exemplaar." |
        "Each item stands in exactly one group: the first that fits. ‘Distinct’ counts each content once, at its first copy.";
    STANDINGS_TABLE = "Items naar groep" | "Items by group";
    STANDING = "Groep" | "Group";
    SEALED = "verzegeld" | "sealed";

    KNOWN = "Bekend materiaal" | "Known material";
    KNOWN_TEXT = "Een bestand is bekend als zijn hash gelijk is aan een hash in een lijst. De aanduiding is die van de organisatie die de lijst uitgaf, en heeft alleen betekenis binnen haar eigen indeling." |
        "A file is known when its digest equals one in a set. The label is that of the organisation which issued the set, and has meaning only within its own scheme.";
    KNOWN_TABLE = "Wat de lijsten zeggen" | "What the sets say";
    KNOWN_NONE = "Geen enkel bestand is door een lijst herkend." | "No file was recognised by any set.";
    SET = "Lijst" | "Set";
    LABEL = "Aanduiding" | "Label";
    CLASS_GOOD = "gewoon bestand" | "known good";
    CLASS_NOTIFIED = "gemeld materiaal" | "notified material";
    MD5_ALONE = "{items} items zijn alleen aan hun MD5 herkend. Twee verschillende bestanden met dezelfde MD5 kunnen met opzet zijn gemaakt; geen sterkere hash in de lijsten bevestigt de overeenkomst." |
        "{items} items were recognised by their MD5 alone. Two different files with one MD5 can be made on purpose; no stronger digest in the sets confirms the match.";
    DISAGREE = "Lijsten die elkaar tegenspreken" | "Sets that disagree";
    DISAGREE_TEXT = "Over deze inhoud zeggen lijsten verschillende dingen. Omdat indelingen per bron verschillen, kan het verschil alleen de woorden betreffen. Het is niet opgelost; dat is aan een persoon." |
        "On these contents the sets say different things. As schemes differ between sources, the difference may be one of words only. It has not been resolved; that is for a person.";
    DISAGREE_TABLE = "Inhoud waarover lijsten verschillen" | "Contents on which sets differ";
    STATEMENTS = "Wat de lijsten zeggen over dezelfde inhoud" | "What the sets say of the same content";
    DISAGREE_NONE = "De lijsten spreken elkaar nergens tegen." | "The sets disagree nowhere.";

    NEAR = "Gelijkende afbeeldingen: wachten op een persoon" | "Near matches: waiting for a person";
    NEAR_TEXT = "Een beeldkenmerk (PDQ) ligt op hoogstens {bits} van de 256 bits van dat van een gemelde afbeelding. Valse overeenkomsten komen voor. Tot een persoon heeft beoordeeld of het om dezelfde afbeelding gaat, staat niets vast." |
        "A perceptual print (PDQ) lies within {bits} of 256 bits of that of a notified picture. False matches happen. Until a person has reviewed whether it is the same picture, nothing is established.";
    NEAR_TABLE = "Gelijkende afbeeldingen naar lijst en beoordeling" | "Near matches by set and review";
    NEAR_NONE = "Er zijn geen gelijkende afbeeldingen gevonden." | "No near matches were found.";
    DISTANCE = "Afstand in bits" | "Distance in bits";

    FAMILIES = "Soorten bestanden" | "Kinds of files";
    FAMILIES_TEXT = "De soort volgt uit de inhoud van het bestand, niet uit de naam." | "The kind follows from the content of a file, not from its name.";
    FAMILIES_TABLE = "Gelezen items naar soort" | "Items read, by kind";
    KIND = "Soort" | "Kind";

    COPIES = "Kopieën" | "Copies";
    COPIES_TEXT = "Twee items hebben dezelfde inhoud als hun SHA-256 gelijk is. Een bestand dat in twee mappen staat, is twee items en één inhoud. Het eerste exemplaar in de volgorde van het manifest staat voor de inhoud." |
        "Two items have the same content when their SHA-256 is equal. A file that lies in two folders is two items and one content. The first copy in the order of the manifest stands for the content.";
    COPIES_TABLE = "Gelezen items naar inhoud" | "Items read, by content";
    COPIES_FIRST = "Eerste exemplaren: verschillende inhoud" | "First copies: distinct contents";
    COPIES_FURTHER = "Verdere exemplaren" | "Further copies";
    COPIES_ELSEWHERE = "waarvan in een andere map dan het eerste" | "of which in another folder than the first";
    COPIES_WITHOUT = "Zonder inhoud om te vergelijken" | "Without content to compare";
    CONTENT = "Inhoud van items" | "Content of items";

    TIME = "Tijd" | "Time";
    TIME_TEXT = "De tijden staan er zoals ze zijn vastgelegd. Een klok kan verkeerd staan en een tijd kan zijn veranderd. Tijden in UTC en tijden waarvan de tijdzone onbekend is, worden apart geteld." |
        "Times are shown as recorded. A clock can be wrong and a time can have been changed. Times in UTC and times whose zone is unknown are counted apart.";
    TIME_NONE = "Er zijn geen tijden vastgelegd." | "No times are recorded.";
    TIME_MODIFIED = "Laatst gewijzigd" | "Last changed";
    TIME_TAKEN = "Opname gemaakt" | "Picture taken";
    CLOCK_UTC = "UTC" | "UTC";
    CLOCK_LOCAL = "tijdzone onbekend" | "zone unknown";
    SPAN = "Van {earliest} tot en met {latest}." | "From {earliest} to {latest}.";
    SPAN_KNOWN = "Bekend materiaal: van {earliest} tot en met {latest}." | "Known material: from {earliest} to {latest}.";
    SPAN_ITEMS = "{items} items hebben zo’n tijd, waarvan {known} bekend." | "{items} items have such a time, {known} of them known.";
    UNDATED = "{items} items hebben geen tijd ‘{meaning}’, waarvan {known} bekend." | "{items} items have no time ‘{meaning}’, {known} of them known.";
    CHART = "Staafdiagram van {from} tot en met {to}, {step}. De hoogste staaf telt {most} items. De tabel hieronder geeft alle getallen." |
        "Bar chart from {from} to {to}, {step}. The highest bar counts {most} items. The table below gives every number.";
    STEP_MONTH = "een staaf per maand" | "one bar a month";
    STEP_MONTHS = "een staaf per {months} maanden" | "one bar for every {months} months";
    CHART_ALL = "alle items" | "all items";
    CHART_KNOWN = "bekend" | "known";
    MONTHS_TABLE = "Items per maand" | "Items by month";
    MONTHS_OPEN = "Alle maanden als tabel" | "All months as a table";
    MONTHS_MORE = "Nog {rows} maanden staan in de JSON-vorm van dit rapport." | "{rows} more months stand in the JSON form of this report.";
    MONTH = "Maand" | "Month";

    PLACES = "Plaatsen" | "Places";
    PLACES_TEXT = "Waar een bestand ligt, is een feit. Wat iemand ermee deed, volgt daar niet uit." | "Where a file lies is a fact. What anyone did with it does not follow from that.";
    SIGNS = "Tekenen van verspreiding: feiten van plaats" | "Signs of distribution: facts of place";
    SIGNS_TEXT = "Deze regels kijken alleen naar de namen van mappen. De tabel met regels is van {dated}." | "These rules look at the names of folders only. The table of rules is of {dated}.";
    SIGNS_TABLE = "Items in mappen waarover een regel iets zegt" | "Items in folders of which a rule says something";
    SIGNS_NONE = "Geen enkele regel van plaats is van toepassing." | "No rule of place applies.";
    SIGN = "Regel en wat die zegt" | "Rule, and what it says";
    SIGN_SOURCE = "Bron van de mapnaam" | "Source for the name of the folder";
    FOLDERS_TABLE = "Mappen met het meeste bekende materiaal" | "Folders with most known material";
    FOLDERS_MORE = "Getoond: {shown} van {total} mappen. Items in onderliggende mappen tellen daar." | "Shown: {shown} of {total} folders. Items in folders beneath count there.";
    FOLDER = "Map" | "Folder";
    TOP_FOLDER = "(bovenste map)" | "(top folder)";
    STATE_TABLE = "Toestand van de items" | "State of the items";
    STATE = "Toestand" | "State";
    LIVE = "Niet verwijderd" | "Not deleted";
    DELETED = "Verwijderd, nog te herstellen" | "Deleted, still recoverable";
    DELETED_NOTE = "De ruimte kan intussen aan een ander bestand zijn gegeven." | "The space may have been given to another file since.";
    OWN = "Zelfstandig bestand" | "File of its own";
    MEMBERS = "In een archiefbestand" | "Inside an archive";
    THUMBNAILS = "Miniatuur in een afbeelding" | "Thumbnail inside a picture";

    DEVICES = "Camera’s" | "Cameras";
    DEVICES_TEXT = "Zoals de afbeeldingen het zelf vermelden. Zulke gegevens kunnen ontbreken of zijn veranderd." | "As the pictures state themselves. Such facts can be missing or have been changed.";
    DEVICES_TABLE = "Camera’s die in afbeeldingen staan vermeld" | "Cameras named in pictures";
    DEVICES_MORE = "Getoond: {shown} van {total} camera’s." | "Shown: {shown} of {total} cameras.";
    DEVICES_NONE = "Geen enkele afbeelding vermeldt een camera." | "No picture names a camera.";
    DEVICE = "Camera" | "Camera";
    SERIAL = "serienummer {serial}" | "serial number {serial}";
    UNNAMED = "niet vermeld" | "not stated";
}
