//! What `ledger-verify` says to a person, in plain English and plain Dutch.

use crate::Lang;
use crate::dutch;
use ledger::{Fault, Receipt, ReceiptError, Verdict, Warning};
use std::fmt::Write as _;
use vocab::escape_bytes;

/// Open intents shown in full; a longer list is cut, and says so.
const OPEN_SHOWN: usize = 20;

macro_rules! say {
    ($text:ident, $lang:expr, $english:literal, $dutch:literal) => {
        // Writing to a String can't fail.
        let _ = match $lang {
            Lang::English => writeln!($text, $english),
            Lang::Dutch => writeln!($text, $dutch),
        };
    };
}

fn shown(text: &str) -> String {
    escape_bytes(text.as_bytes())
}

pub(crate) fn verdict(lang: Lang, verdict: &Verdict) -> String {
    let Verdict { entries, heads, first, last, root, .. } = verdict;
    let key = &verdict.head.key_id;
    let signed = verdict.head.head.at;
    let mut text = String::new();
    say!(text, lang, "GOOD. The tape is whole and unchanged.", "GOED. De band is compleet en ongewijzigd.");
    say!(text, lang, "Entries:      {entries}", "Regels:        {entries}");
    say!(text, lang, "First moment: {first}", "Eerste moment: {first}");
    say!(text, lang, "Last moment:  {last}", "Laatste moment: {last}");
    say!(text, lang, "Root:         {root}", "Wortel:        {root}");
    say!(
        text,
        lang,
        "Signed heads: {heads}, the last at {signed}",
        "Zegels:        {heads}, het laatste op {signed}"
    );
    say!(text, lang, "Key:          {key}", "Sleutel:       {key}");
    for (kind, count) in &verdict.kinds {
        let _ = writeln!(text, "  {kind}: {count}");
    }
    open(&mut text, lang, verdict);
    warnings(&mut text, lang, verdict);
    say!(
        text,
        lang,
        "Checked: every line is in canonical form, every entry carries the hash of the one before it, every\noutcome belongs to an earlier intent, every head has a true signature and the root of what stands before it.",
        "Nagegaan: elke regel heeft de vaste vorm en draagt de hash van de regel ervoor, elke afloop hoort bij een\neerder voornemen, en elk zegel heeft een echte handtekening en de wortel van alles wat ervoor staat."
    );
    if verdict.expected_head_holds {
        say!(
            text,
            lang,
            "The head that you gave holds: nothing that it covers was left out or rewritten.",
            "Het zegel dat u gaf klopt: niets wat eronder valt, is weggelaten of herschreven."
        );
    } else {
        say!(
            text,
            lang,
            "Not shown: whether this is the newest tape. Keep the root and give a signed head with --head next time.",
            "Niet aangetoond: of dit de nieuwste band is. Bewaar de wortel en geef de volgende keer een zegel met --head."
        );
    }
    text
}

fn open(text: &mut String, lang: Lang, verdict: &Verdict) {
    let count = verdict.open.len();
    if count == 0 {
        say!(text, lang, "Every intent has its outcome.", "Elk voornemen heeft een afloop.");
        return;
    }
    say!(
        text,
        lang,
        "Intents without an outcome ({count}): broken off, or still running. This is allowed.",
        "Voornemens zonder afloop ({count}): afgebroken, of nog bezig. Dat mag."
    );
    for intent in verdict.open.iter().take(OPEN_SHOWN) {
        let (actor, deed, subject) = (shown(&intent.actor), shown(&intent.deed), shown(&intent.subject));
        let _ = writeln!(text, "  {} {} {actor}: {deed} {subject}", intent.index, intent.at);
    }
    let more = count.saturating_sub(OPEN_SHOWN);
    if more > 0 {
        say!(text, lang, "  and {more} more; --json lists all", "  en nog {more}; --json noemt ze alle");
    }
}

fn warnings(text: &mut String, lang: Lang, verdict: &Verdict) {
    for warning in &verdict.warnings {
        let Warning::TimeGoesBack { line, before, found } = warning;
        say!(
            text,
            lang,
            "Warning, line {line}: time goes back from {before} to {found}; the clock was set back.",
            "Let op, regel {line}: de tijd loopt terug van {before} naar {found}; de klok is teruggezet."
        );
    }
    let more = verdict.warnings_count - verdict.warnings.len() as u64;
    if more > 0 {
        say!(text, lang, "and {more} more warnings", "en nog {more} waarschuwingen");
    }
}

pub(crate) fn fault(lang: Lang, fault: &Fault) -> String {
    let (line, kind) = (fault.line, &fault.kind);
    let dutch = dutch::fault(kind);
    let mut text = String::new();
    say!(text, lang, "FAULT on line {line}: {kind}.", "FOUT op regel {line}: {dutch}.");
    say!(
        text,
        lang,
        "Nothing after this line has been checked. The tape can't be relied on.",
        "Alles na deze regel is niet nagegaan. Op deze band kan niet worden vertrouwd."
    );
    text
}

pub(crate) fn receipt(lang: Lang, receipt: &Receipt) -> String {
    let entry = &receipt.entry;
    let (index, at, kind) = (entry.index, entry.at, entry.kind.word());
    let (size, signed, key) = (receipt.head.head.size, receipt.head.head.at, &receipt.head.key_id);
    let mut text = String::new();
    say!(
        text,
        lang,
        "GOOD. Entry {index} is in the ledger of {size} entries that key {key} signed at {signed}.",
        "GOED. Regel {index} staat in het logboek van {size} regels dat sleutel {key} op {signed} verzegelde."
    );
    let (actor, role, deed, subject) =
        (shown(&entry.actor), shown(&entry.role), shown(&entry.deed), shown(&entry.subject));
    let _ = writeln!(text, "  {at} {kind} {actor} ({role}): {deed} {subject}");
    text
}

pub(crate) fn receipt_fault(lang: Lang, error: &ReceiptError) -> String {
    let dutch = dutch::receipt(error);
    let mut text = String::new();
    say!(text, lang, "FAULT: {error}.", "FOUT: {dutch}.");
    text
}
