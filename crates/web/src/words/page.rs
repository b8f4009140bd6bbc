//! Texts of the frame around every page, and of the plain pages.

use super::{Phrase, phrases};

phrases! {
    PRODUCT = "Hoeder" | "Hoeder";
    SKIP_LINK = "Naar de inhoud" | "Skip to content";
    NAV = "Hoofdmenu" | "Main menu";
    NAV_CASES = "Zaken" | "Cases";
    NAV_SETS = "Lijsten" | "Known sets";
    NAV_LEDGER = "Logboek" | "Ledger";
    LANGUAGE = "English" | "Nederlands";
    ACTING = "U handelt als {who}" | "You act as {who}";
    FOOTER = "Dit hulpmiddel telt en vergelijkt. Het beslist niet over personen." | "This tool counts and compares. It does not decide about persons.";
    NOTICE = "Let op" | "Note";

    CASES = "Zaken" | "Cases";
    CASES_TABLE = "Zaken waartoe u toegang hebt" | "Cases to which you have access";
    CASES_NONE = "Er zijn nog geen zaken." | "There are no cases yet.";
    CASE_NAME = "Zaak" | "Case";
    OPENED = "Geopend" | "Opened";
    OPENED_BY = "Geopend door" | "Opened by";
    CARRIERS = "Gegevensdragers" | "Carriers";
    CARRIERS_TABLE = "Gegevensdragers in deze zaak" | "Carriers in this case";
    CARRIERS_NONE = "In deze zaak is nog geen gegevensdrager gelezen." | "No carrier has been read in this case yet.";
    CARRIER_NAME = "Gegevensdrager" | "Carrier";
    STATE = "Stand" | "State";
    STATE_SEALED = "gelezen en verzegeld" | "read and sealed";
    STATE_READING = "wordt gelezen" | "being read";
    STATE_STOPPED = "onderbroken; kan worden hervat" | "interrupted; can be resumed";
    STATE_UNFINISHED = "nog niet gereed" | "not finished yet";
    STATE_FAILED = "mislukt" | "failed";
    FOUND = "Gevonden" | "Found";
    REPORT_OF = "Rapport van {name}" | "Report of {name}";

    ITEMS_TITLE = "Items van {name}" | "Items of {name}";
    ITEMS_TABLE = "Items {from} tot en met {to} van {total}" | "Items {from} to {to} of {total}";
    ITEMS_NONE = "Geen enkel item voldoet aan deze uitdrukking." | "No item fits this expression.";
    ITEMS_NO_PICTURES = "Deze lijst toont nooit beelden." | "This list never shows pictures.";
    ITEMS_SEALED = "{items} items vallen buiten de machtiging en worden niet getoond." | "{items} items lie outside the authorisation and are not shown.";
    FILTER = "Uitdrukking" | "Expression";
    EVERY_ITEM = "alle items" | "every item";
    PLACE = "Plaats" | "Place";
    MEDIA_TYPE = "Type" | "Type";
    SIZE = "Omvang" | "Size";
    STANDING = "Groep" | "Group";
    MATCHES = "Overeenkomsten" | "Matches";
    DIGESTS = "Hashes" | "Digests";
    BY_PRINT = "{set} ({source}): {label}, op {print}" | "{set} ({source}): {label}, by {print}";
    BY_NEAR = "{set} ({source}): {label}, op {bits} van 256 bits" | "{set} ({source}): {label}, at {bits} of 256 bits";
    COPY_OF = "Kopie van item {order}" | "Copy of item {order}";
    DELETED = "verwijderd" | "deleted";
    PAGES = "Bladeren" | "Pages";
    PREVIOUS = "Vorige" | "Previous";
    NEXT = "Volgende" | "Next";
    BACK_TO_REPORT = "Terug naar het rapport" | "Back to the report";

    REFUSED = "Geen toegang" | "Access refused";
    REFUSED_TEXT = "Deze handeling is geweigerd en de weigering is vastgelegd." | "This act was refused, and the refusal is on record.";
    NOT_FOUND = "Niet gevonden" | "Not found";
    NOT_FOUND_TEXT = "Deze pagina bestaat niet, of u hebt er geen toegang toe." | "This page does not exist, or you have no access to it.";
    BAD_REQUEST = "Niet te begrijpen" | "Not understood";
    BAD_REQUEST_TEXT = "Het adres van deze pagina klopt niet." | "The address of this page is not right.";
    BROKEN = "Er ging iets mis" | "Something went wrong";
    BROKEN_TEXT = "De pagina kon niet worden gemaakt. Er is niets veranderd." | "The page could not be made. Nothing was changed.";
    DETAIL = "Bijzonderheden" | "Details";

    SETS_TITLE = "Lijsten met bekende bestanden" | "Sets of known files";
    SETS_TEXT = "Een lijst bevat alleen hashes en beeldkenmerken, geen beelden. Een aanduiding heeft alleen betekenis binnen de indeling van de uitgever." | "A set holds digests and prints only, no pictures. A label has meaning only within the scheme of its issuer.";

    LEDGER_TITLE = "Logboek" | "Ledger";
    LEDGER_TEXT = "Elke handeling staat in het logboek. Wie een regel verandert, weglaat of verplaatst, wordt zichtbaar bij de controle." | "Every act stands in the ledger. Changing, dropping or moving an entry shows when it is verified.";
    LEDGER_TABLE = "Laatste ondertekende kop" | "Latest signed head";
    LEDGER_SOUND = "De controle van het hele logboek is geslaagd." | "The whole ledger verifies.";
    LEDGER_BROKEN = "Het logboek klopt niet. Gebruik de gegevens niet tot dit is opgehelderd." | "The ledger does not verify. Do not rely on the records until that is explained.";
    LEDGER_NONE = "Het logboek is nog leeg." | "The ledger is still empty.";
    ENTRIES = "Regels" | "Entries";
    ROOT = "Merkle-wortel" | "Merkle root";
    SIGNED_AT = "Ondertekend" | "Signed";
    KEY = "Publieke sleutel" | "Public key";
    VERIFIED_AT = "Gecontroleerd" | "Verified";
    FAULT = "Gevonden fout" | "Fault found";
    VERIFY_YOURSELF = "Controleer het zelf met het losse programma:" | "Verify it yourself with the separate program:";
    LATEST_ENTRIES = "Laatste regels" | "Latest entries";
    LATEST_OWN = "Hier staan alleen uw eigen regels. Alle regels zijn er voor wie het logboek mag uitvoeren." | "Here stand your own entries only. All entries are there for those who may export the ledger.";
    LATEST_TABLE = "Laatste regels van het logboek, nieuwste eerst" | "Latest entries of the ledger, newest first";
    NUMBER = "Nr." | "No.";
    AT = "Tijdstip" | "Time";
    WHO = "Wie" | "Who";
    WHAT = "Handeling" | "Act";
    OUTCOME = "Uitkomst" | "Outcome";
}
