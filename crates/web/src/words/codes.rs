//! Words for the stable names that other rooms write down: standings, families, reasons, kinds of defect,
//! locks. A name without an entry is shown as it is, in code type.

use super::Phrase;
use casework::profile::Standing;
use casework::report::SourceForm;
use casework::review::Verdict;
use vocab::{Family, TimeMeaning};

macro_rules! table {
    ($table:ident: $($code:literal $name:ident = $nl:literal | $en:literal;)*) => {
        $(const $name: Phrase = Phrase { name: stringify!($name), nl: $nl, en: $en };)*
        static $table: &[(&str, Phrase)] = &[$(($code, $name)),*];
    };
}
pub(crate) use table;

table! { STANDINGS:
    "known" STANDING_KNOWN = "Bekend" | "Known";
    "near_confirmed" STANDING_NEAR_CONFIRMED = "Gelijkend, door een persoon bevestigd" | "Near match, confirmed by a person";
    "near_waiting" STANDING_NEAR_WAITING = "Gelijkend, wacht op beoordeling door een persoon" | "Near match, waiting for review by a person";
    "unknown" STANDING_UNKNOWN = "Onbekend" | "Unknown";
    "known_good" STANDING_KNOWN_GOOD = "Bekend als gewoon bestand" | "Known good";
    "not_comparable" STANDING_NOT_COMPARABLE = "Niet te vergelijken" | "Not comparable";
    "defect" STANDING_DEFECT = "Gelezen met een gebrek" | "Read with a defect";
    "skipped" STANDING_SKIPPED = "Overgeslagen" | "Skipped";
    "failed" STANDING_FAILED = "Niet te lezen" | "Failed";
    "outside_scope" STANDING_OUTSIDE = "Buiten de machtiging" | "Outside the authorisation";
}

table! { MEANINGS:
    "known" MEANING_KNOWN = "De hash van de inhoud staat in een lijst met gemeld materiaal. Dat zegt niet hoe het bestand hier kwam, of iemand het heeft bekeken." | "The digest of the content is in a set of notified material. That does not say how the file came here, or whether anyone looked at it.";
    "near_confirmed" MEANING_NEAR_CONFIRMED = "Lijkt op een gemelde afbeelding, en een persoon heeft vastgesteld dat het dezelfde is." | "Resembles a notified picture, and a person has found it to be the same.";
    "near_waiting" MEANING_NEAR_WAITING = "Lijkt op een gemelde afbeelding. Dat is een aanwijzing en geen vaststelling: zulke overeenkomsten kunnen onjuist zijn." | "Resembles a notified picture. That is a pointer and not a finding: such matches can be false.";
    "unknown" MEANING_UNKNOWN = "Gelezen en in geen van de lijsten gevonden. Dat zegt niets over wat het laat zien." | "Read, and in none of the sets. That says nothing of what it shows.";
    "known_good" MEANING_KNOWN_GOOD = "De hash staat in een lijst met gewone bestanden, zoals die van een besturingssysteem. Niemand hoeft ernaar te kijken." | "The digest is in a set of ordinary files, such as those of an operating system. No one needs to look at it.";
    "not_comparable" MEANING_NOT_COMPARABLE = "Gelezen, maar leeg of zonder hash. Er valt niets te vergelijken." | "Read, but empty or without a digest. There is nothing to compare.";
    "defect" MEANING_DEFECT = "Gelezen, beschadigd en niet herkend. Een deel van de inhoud kan aan de vergelijking zijn ontsnapt." | "Read, damaged and not recognised. Part of its content may have escaped comparison.";
    "skipped" MEANING_SKIPPED = "Met opzet niet gelezen; de reden is vastgelegd." | "Left unread on purpose; the reason is recorded.";
    "failed" MEANING_FAILED = "Kon niet worden gelezen. Wat erin staat is niet vastgesteld." | "Could not be read. What it holds has not been established.";
    "outside_scope" MEANING_OUTSIDE = "Valt niet zeker binnen de machtiging. Geteld, verzegeld en aan niemand getoond." | "Not certain to lie within the authorisation. Counted, sealed and shown to no one.";
}

table! { FAMILIES:
    "picture" FAMILY_PICTURE = "Afbeelding" | "Picture";
    "video" FAMILY_VIDEO = "Video" | "Video";
    "audio" FAMILY_AUDIO = "Audio" | "Audio";
    "document" FAMILY_DOCUMENT = "Tekst of document" | "Text or document";
    "archive" FAMILY_ARCHIVE = "Archiefbestand" | "Archive file";
    "database" FAMILY_DATABASE = "Database" | "Database";
    "program" FAMILY_PROGRAM = "Programma" | "Program";
    "other" FAMILY_OTHER = "Overig of niet herkend" | "Other or not recognised";
    "empty" FAMILY_EMPTY = "Leeg (0 bytes)" | "Empty (0 bytes)";
}

table! { REASONS:
    "directory" REASON_DIRECTORY = "Map: heeft zelf geen inhoud" | "Folder: holds no content of its own";
    "symbolic_link" REASON_LINK = "Verwijzing naar een andere plaats" | "Link to another place";
    "device" REASON_DEVICE = "Apparaatbestand" | "Device file";
    "socket" REASON_SOCKET = "Communicatiepunt (socket)" | "Socket";
    "fifo" REASON_FIFO = "Doorgeefluik (fifo)" | "Pipe (fifo)";
    "pseudo_file" REASON_PSEUDO = "Schijnbestand van het bestandssysteem" | "Pseudo-file of the file system";
    "hard_link" REASON_HARD_LINK = "Tweede naam van een bestand dat al is geteld" | "Second name of a file that is counted already";
    "unallocated" REASON_UNALLOCATED = "Niet in gebruik genomen ruimte" | "Space not in use";
    "blank" REASON_BLANK = "Leeg: er is niets op geschreven" | "Blank: nothing was written to it";
    "listed_elsewhere" REASON_ELSEWHERE = "Al geteld op een andere plaats" | "Counted already at another place";
    "partition_table" REASON_PARTITIONS = "Partitietabel" | "Partition table";
    "link" REASON_MEMBER_LINK = "Verwijzing binnen een archiefbestand" | "Link within an archive";
    "other" REASON_MEMBER_OTHER = "Archieflid zonder inhoud" | "Archive member without content";
    "file_system_metadata" REASON_METADATA = "Eigen administratie van het bestandssysteem" | "The file system's own records";
    "deleted_empty" REASON_DELETED_EMPTY = "Gewist en leeg: er is geen inhoud meer" | "Deleted and empty: no content is left";
    "deleted_without_record" REASON_DELETED_RECORD = "Gewist: alleen de naam is er nog" | "Deleted: only the name is left";
    "deleted_reallocated" REASON_DELETED_REUSED = "Gewist: de ruimte is aan een ander bestand gegeven" | "Deleted: the space was given to another file";
    "swap" REASON_SWAP = "Wisselgeheugen van een besturingssysteem" | "Swap space of an operating system";
    "not_listed" FAILED_LISTED = "Kon niet worden opgesomd" | "Could not be listed";
    "not_opened" FAILED_OPENED = "Kon niet worden geopend" | "Could not be opened";
    "not_unpacked" FAILED_UNPACKED = "Kon niet worden uitgepakt" | "Could not be unpacked";
    "not_read_to_the_end" FAILED_END = "Kon niet tot het einde worden gelezen" | "Could not be read to the end";
    "reader_died" FAILED_DIED = "De lezer liep er twee keer op vast" | "The reader died on it twice";
    "unreadable" DEFECT_UNREADABLE = "Kon op deze plaats niet worden gelezen" | "Could not be read at this place";
    "size_differs" DEFECT_SIZE = "Andere grootte dan opgegeven" | "Size differs from the one stated";
    "malformed" DEFECT_MALFORMED = "Inhoud volgt het eigen formaat niet" | "Content does not follow its own format";
    "truncated" DEFECT_TRUNCATED = "Inhoud houdt te vroeg op" | "Content ends too early";
    "unsupported" DEFECT_UNSUPPORTED = "Formaat dat Hoeder niet leest" | "Format that Hoeder does not read";
    "encrypted" DEFECT_ENCRYPTED = "Versleuteld" | "Encrypted";
    "limit_reached" DEFECT_LIMIT = "Een grens is bereikt (diepte, omvang, tijd of geheugen)" | "A limit was reached (depth, size, time or memory)";
    "decoder_died" DEFECT_DECODER = "De lezer liep vast op deze inhoud" | "The decoder died or hung on this content";
    "strange_name" DEFECT_NAME = "De naam kan niet kloppen of loopt rond" | "The name can't be what it says, or loops";
    "checksum_differs" DEFECT_CHECKSUM = "Controlegetal past niet bij de inhoud" | "Checksum does not fit the content";
    "incomplete" DEFECT_INCOMPLETE = "De lezer weet dat hier niet alles te vinden is" | "The reader knows that not everything can be found here";
}

table! { LOCKS:
    "landlock" LOCK_LANDLOCK = "geen toegang tot bestanden buiten de bron (landlock)" | "no access to files outside the source (landlock)";
    "seccomp" LOCK_SECCOMP = "geen systeemaanroepen die bestanden, verbindingen of processen maken (seccomp)" | "no system calls that make files, connections or processes (seccomp)";
    "network" LOCK_NETWORK = "geen netwerk" | "no network";
    "no_new_privileges" LOCK_PRIVILEGES = "geen hogere rechten" | "no higher privileges";
    "memory" LOCK_MEMORY = "begrensd geheugen" | "bounded memory";
    "time" LOCK_TIME = "begrensde rekentijd" | "bounded computing time";
}

table! { VERDICTS:
    "same" VERDICT_SAME = "Dezelfde" | "The same";
    "different" VERDICT_DIFFERENT = "Een andere: valse overeenkomst" | "Another: a false match";
    "unsure" VERDICT_UNSURE = "Niet vast te stellen: blijft wachten" | "Could not tell: keeps waiting";
    "waiting" VERDICT_WAITING = "Wacht op beoordeling door een persoon" | "Waiting for review by a person";
}

table! { FORMS:
    "folder" FORM_FOLDER = "Map met bestanden" | "Folder of files";
    "archive" FORM_ARCHIVE = "Archiefbestand als bron" | "Archive as the source";
    "raw_image" FORM_RAW = "Ruwe schijfkopie" | "Raw disk image";
    "ewf_image" FORM_EWF = "Forensische schijfkopie (Expert Witness, E01)" | "Forensic disk image (Expert Witness, E01)";
    "vmdk_image" FORM_VMDK = "Virtuele schijf (VMDK)" | "Virtual disk (VMDK)";
    "vhd_image" FORM_VHD = "Virtuele schijf (VHD)" | "Virtual disk (VHD)";
    "other_image" FORM_OTHER = "Schijfkopie van een andere vorm" | "Disk image of another form";
    "file" FORM_FILE = "Los bestand" | "Single file";
}

table! { CHECKS:
    "account.found" CHECK_FOUND = "Gevonden = gelezen + overgeslagen + niet te lezen" | "Found = read + skipped + failed";
    "account.standings" CHECK_STANDINGS = "Elk gevonden item is in precies één groep geteld" | "Every item found is counted in exactly one group";
    "account.contents" CHECK_CONTENTS = "Gelezen = eerste exemplaren + kopieën + zonder inhoud" | "Read = first copies + further copies + without content";
    "account.order" CHECK_ORDER = "De items kwamen in de volgorde van het manifest" | "The items came in the order of the manifest";
}

/// The phrase of a stable name.
pub(crate) fn find(table: &'static [(&str, Phrase)], code: &str) -> Option<&'static Phrase> {
    table.iter().find(|(known, _)| *known == code).map(|(_, phrase)| phrase)
}

/// The name of a standing.
pub(crate) fn standing(standing: Standing) -> Option<&'static Phrase> {
    find(STANDINGS, standing.word())
}

/// What a standing means and does not mean.
pub(crate) fn meaning(standing: Standing) -> Option<&'static Phrase> {
    find(MEANINGS, standing.word())
}

/// The name of a family.
pub(crate) fn family(family: Family) -> Option<&'static Phrase> {
    find(FAMILIES, family.word())
}

/// A reason for not reading, or a kind of defect.
pub(crate) fn reason(code: &str) -> Option<&'static Phrase> {
    find(REASONS, code)
}

/// A lock on the decoding processes.
pub(crate) fn lock(code: &str) -> Option<&'static Phrase> {
    find(LOCKS, code)
}

/// A rule that the counts must obey.
pub(crate) fn check(code: &str) -> Option<&'static Phrase> {
    find(CHECKS, code)
}

/// What a person found, or that the match waits.
pub(crate) fn verdict(verdict: Option<Verdict>) -> Option<&'static Phrase> {
    find(VERDICTS, verdict.map_or("waiting", Verdict::word))
}

/// The form of a source.
pub(crate) fn form(form: SourceForm) -> Option<&'static Phrase> {
    find(FORMS, form.word())
}

/// The heading of a meaning of time that the profile spans.
pub(crate) fn span(meaning: TimeMeaning) -> &'static Phrase {
    match meaning {
        TimeMeaning::Taken => &super::report::TIME_TAKEN,
        _ => &super::report::TIME_MODIFIED,
    }
}

/// Every phrase of the tables.
#[cfg(test)]
pub(crate) fn phrases() -> impl Iterator<Item = &'static Phrase> {
    [STANDINGS, MEANINGS, FAMILIES, REASONS, LOCKS, VERDICTS, FORMS, CHECKS]
        .into_iter()
        .flat_map(|table| table.iter().map(|(_, phrase)| phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standing_family_and_verdict_has_its_words() {
        for each in Standing::ALL {
            assert!(standing(each).is_some() && meaning(each).is_some(), "{each}");
        }
        assert!(Family::ALL.into_iter().all(|each| family(each).is_some()));
        assert!(SourceForm::ALL.into_iter().all(|each| form(each).is_some()));
        assert!(Verdict::ALL.into_iter().map(Some).chain([None]).all(|each| verdict(each).is_some()));
    }
}
