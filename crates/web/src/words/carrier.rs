//! Texts about the carrier, its reading and its seal, and about how to read the report.

use super::{Phrase, phrases};

phrases! {
    SOURCE = "De gegevensdrager en de uitlezing" | "The carrier and its reading";
    SOURCE_TABLE = "Gegevens van de uitlezing" | "Facts of the reading";
    FACT = "Gegeven" | "Fact";
    VALUE = "Waarde" | "Value";
    FORM = "Vorm van de bron" | "Form of the source";
    SIZE_STATED = "Opgegeven omvang" | "Size stated";
    SIZE_READ = "Gelezen omvang" | "Size read";
    SIZE_EXACT = "{bytes} bytes" | "{bytes} bytes";
    SIZE_DIFFERS = "Gelezen en opgegeven omvang verschillen." | "Size read and size stated differ.";
    NOT_STATED = "niet opgegeven" | "not stated";
    BEGUN = "Begonnen" | "Begun";
    ENDED = "Geëindigd" | "Ended";
    RESUMED = "Aantal keren hervat na onderbreking" | "Times resumed after an interruption";
    CASE_ID = "Kenmerk van de zaak" | "Id of the case";
    CARRIER_ID = "Kenmerk van de gegevensdrager" | "Id of the carrier";
    READING_ID = "Kenmerk van de uitlezing" | "Id of the reading";
    VERSION = "Versie van Hoeder" | "Version of Hoeder";
    LOCKS = "Afscherming van het lezen" | "Confinement of the reading";
    LOCKS_MISSING = "Niet af te dwingen op deze machine" | "Could not be enforced on this machine";
    LOCKS_NONE = "geen enkele afscherming afgedwongen" | "no confinement enforced";

    SEGMENTS_TABLE = "Bestanden van de bron" | "Files of the source";
    NAME = "Naam" | "Name";
    NOTES_TABLE = "Wat de schijfkopie over zichzelf vermeldt" | "What the image says of itself";
    DIGESTS_TABLE = "Hash van de hele schijfkopie" | "Digest of the whole image";
    DIGESTS_NONE = "De bron vermeldt geen hash van zichzelf. Er is niets om de bron als geheel mee te vergelijken." | "The source states no digest of itself. There is nothing to compare the source as a whole with.";
    ALGORITHM = "Methode" | "Method";
    STATED = "Vermeld in de bron" | "Stated in the source";
    COMPUTED = "Berekend bij het lezen" | "Computed on reading";
    EQUAL = "Gelijk" | "Equal";
    DIFFERS = "Verschilt" | "Differs";
    NOT_COMPARED = "Niet vergeleken" | "Not compared";
    DIGEST_WARNING = "Een vermelde hash verschilt van de berekende. De bron is niet meer wat zij was toen de hash werd vastgelegd." | "A stated digest differs from the computed one. The source is no longer what it was when the digest was recorded.";
    VOLUMES_TABLE = "Volumes en hoe het lezen eindigde" | "Volumes, and how reading ended";
    VOLUME = "Volume" | "Volume";
    FILE_SYSTEM = "Bestandssysteem" | "File system";
    NOT_RECOGNISED = "niet herkend" | "not recognised";
    OFFSET = "Begint bij byte" | "Begins at byte";
    CARRIER_DEFECTS_TABLE = "Gebreken van de gegevensdrager zelf" | "Defects of the carrier itself";
    CARRIER_DEFECT_TEXT = "Omschrijving door de lezer (Engels)" | "Description by the reader";

    AUTHORISATION = "Machtiging" | "Authorisation";
    AUTHORISATION_TABLE = "De machtiging waaronder is gelezen" | "The authorisation under which it was read";
    GIVEN_BY = "Gegeven door" | "Given by";
    GIVEN_ON = "Op" | "On";
    OFFENCE = "Feit" | "Offence";
    UNTIL = "Geldig tot en met" | "Valid until";
    NO_END = "geen einddatum" | "no end date";
    SCOPE_FAMILIES = "Soorten bestanden" | "Kinds of files";
    SCOPE_PERIOD = "Periode" | "Period";
    SCOPE_FOLDERS = "Mappen" | "Folders";
    SCOPE_NOTE = "Verdere omschrijving" | "Further description";
    NO_LIMIT = "geen beperking" | "no limit";
    PERIOD_SPAN = "{from} tot en met {to}" | "{from} to {to}";
    GRANT_VERSION = "Versie van de machtiging" | "Version of the authorisation";
    WIDENED = "Reden van de wijziging" | "Reason for the change";

    SETS = "Gebruikte lijsten" | "Sets used";
    SETS_TABLE = "Lijsten waarmee is vergeleken" | "Sets compared with";
    SETS_NONE = "Er is met geen enkele lijst vergeleken. Niets kan dus als bekend gelden." | "No set was compared with. So nothing can count as known.";
    SET_CLASS = "Wat erin staat" | "What it holds";
    SET_VERSION = "Versie" | "Version";
    ENTRIES = "Aantal" | "Entries";
    INDEX_SHA256 = "SHA-256 van de gebruikte index" | "SHA-256 of the index used";

    SEAL = "Verzegeling" | "Seal";
    SEAL_TEXT = "Het manifest bevat één regel voor elk item van deze uitlezing. Wie het heeft, kan de waarden hieronder zelf narekenen." | "The manifest holds one row for each item of this reading. Whoever has it can compute the values below again.";
    SEAL_TABLE = "Waaraan deze uitlezing te herkennen is" | "By what this reading can be recognised";
    MANIFEST = "SHA-256 van het manifest" | "SHA-256 of the manifest";
    MERKLE = "Merkle-wortel over de items" | "Merkle root over the items";
    ROWS = "Regels in het manifest" | "Rows in the manifest";
    LEDGER_ENTRY = "Regel in het logboek" | "Entry in the ledger";
    LEDGER_HEAD = "Ondertekende kop van het logboek" | "Signed head of the ledger";
    HEAD_AT = "{root} over {size} regels" | "{root} over {size} entries";
    NOT_SEALED = "Deze uitlezing is nog niet verzegeld in het logboek." | "This reading has not been sealed in the ledger yet.";

    MEANS = "Hoe dit rapport te lezen" | "How to read this report";
    MEANS_COUNT = "Een getal is een telling van items. Bij elk getal hoort een lijst van precies die items; de verwijzing bij het getal brengt u daarheen." | "A number is a count of items. To each number belongs a list of exactly those items; the link at the number takes you there.";
    MEANS_SEEN = "Aanwezigheid van een bestand zegt niet dat iemand het heeft gezien, gezocht of gedeeld." | "That a file is present does not say that anyone saw it, sought it or shared it.";
    MEANS_UNKNOWN = "Onbekend is niet hetzelfde als onschuldig, en niet hetzelfde als strafbaar." | "Unknown is not the same as harmless, and not the same as unlawful.";
    MEANS_NUMBER = "Het aantal bestanden zegt op zichzelf niets over de ernst. Dit rapport kent geen grens en geen score." | "The number of files says nothing by itself of gravity. This report knows no threshold and no score.";
    MEANS_PERSON = "Wat dit voor een persoon betekent, beoordeelt een mens." | "What this means for a person is for a human being to judge.";

    APPENDIX = "Bijlage: de items achter elk getal" | "Appendix: the items behind each number";
    APPENDIX_TEXT = "Dit bestand bevat zelf geen lijst van items. De volgende opdracht geeft de items achter een getal, met voor FILTER de uitdrukking uit de tabel." | "This file itself holds no list of items. The following command lists the items behind a number, with the expression from the table in the place of FILTER.";
    APPENDIX_TABLE = "Uitdrukking voor elk getal" | "Expression for each number";
    APPENDIX_NUMBER = "Nr." | "No.";
    FILTER = "Uitdrukking" | "Expression";
    EVERY_ITEM = "(leeg: alle items)" | "(empty: every item)";
}
