//! The Dutch of every fault; the English is the library's own.

use ledger::{FaultKind, HeadError, ReceiptError};

pub(crate) fn fault(kind: &FaultKind) -> String {
    match kind {
        FaultKind::Unreadable { why } => format!("de band kan niet worden gelezen: {why}"),
        FaultKind::NotTape => "dit is niet de eerste regel van een logboekband van een bekende versie".into(),
        FaultKind::LineTooLong => "de regel is langer dan een logboek ooit schrijft".into(),
        FaultKind::CutOff => "de regel houdt niet op: de band is hier afgeknipt".into(),
        FaultKind::NotCanonical { why } => format!("deze regel is niet door een logboek geschreven: {why}"),
        FaultKind::Index { expected, found } => format!(
            "regel {expected} van het logboek is aan de beurt en hier staat {found}: er is er een weggelaten, verdubbeld of verplaatst"
        ),
        FaultKind::Previous { expected, found } => format!(
            "volgens deze regel heeft de vorige hash {found}, maar die heeft {expected}: een van beide is gewijzigd"
        ),
        FaultKind::Genesis => {
            "alleen de eerste regel van het logboek mag, en moet, het begin (genesis) zijn".into()
        }
        FaultKind::IntentMisplaced => {
            "een afloop of deel moet zijn voornemen noemen, en geen andere soort regel mag dat".into()
        }
        FaultKind::IntentNotOpen { intent } => {
            format!("de regel hoort bij voornemen {intent}, maar dat is geen voornemen of had al een afloop")
        }
        FaultKind::IntentDeed { intent, expected, found } => {
            format!("de regel gaat over handeling {found:?}, maar voornemen {intent} over {expected:?}")
        }
        FaultKind::HeadKey { key_id } => format!("het zegel is van sleutel {key_id}, die u niet vertrouwt"),
        FaultKind::HeadSignature { key_id } => format!(
            "de handtekening klopt niet: het zegel is gewijzigd, of sleutel {key_id} heeft het nooit gezet"
        ),
        FaultKind::HeadNumber { expected, found } => format!(
            "zegel {expected} is aan de beurt en hier staat {found}: er is er een weggelaten, verdubbeld of verplaatst"
        ),
        FaultKind::HeadSize { expected, found } => {
            format!("het zegel gaat over {found} regels van het logboek, maar er staan er {expected} voor")
        }
        FaultKind::HeadRoot { expected, found } => format!(
            "wortel {found} is verzegeld, maar de regels op de band hebben {expected}: een of meer zijn gewijzigd"
        ),
        FaultKind::NotClosed => "de band eindigt zonder slotzegel: het einde ontbreekt".into(),
        FaultKind::AfterClose => "er staat nog iets na het slotzegel".into(),
        FaultKind::ExpectedSize { expected, found } => format!(
            "het zegel dat u gaf gaat over {expected} regels van het logboek, maar de band heeft er {found}: latere zijn weggelaten"
        ),
        FaultKind::ExpectedRoot { expected, found } => format!(
            "het zegel dat u gaf heeft wortel {expected}, maar evenveel regels van de band hebben {found}: het verleden is herschreven"
        ),
        FaultKind::ExpectedHead { why } => format!("het zegel dat u gaf is niet te vertrouwen: {why}"),
    }
}

pub(crate) fn receipt(error: &ReceiptError) -> String {
    match error {
        ReceiptError::Canonical(error) => format!("de regel heeft geen vaste vorm: {error}"),
        ReceiptError::Head(HeadError::Canonical(error)) => {
            format!("het zegel heeft geen vaste vorm: {error}")
        }
        ReceiptError::Head(HeadError::UnknownKey { key_id }) => {
            fault(&FaultKind::HeadKey { key_id: key_id.clone() })
        }
        ReceiptError::Head(HeadError::Signature { key_id }) => {
            fault(&FaultKind::HeadSignature { key_id: key_id.clone() })
        }
        ReceiptError::Mismatch { index, size, entry, head } => format!(
            "het bewijs is voor regel {index} van {size}, niet voor regel {entry} onder een zegel van {head}"
        ),
        ReceiptError::Proof(error) => format!("de regel valt niet onder dit zegel: {error}"),
    }
}
