//! Provisions about procedure and data on which no rule of the book rests, so that they don't stand there. Each says
//! how it was read, like those of the book. May not decide anything.

use jiff::civil::Date;
use rules::{Citation, Confidence};
use std::borrow::Cow;

const SV: &str = "Wetboek van Strafvordering";
const SV_SOURCE: &str = "https://wetten.overheid.nl/BWBR0001903";
const WPG: &str = "Wet politiegegevens";
const WPG_SOURCE: &str = "https://wetten.overheid.nl/BWBR0022463";
const WJSG: &str = "Wet justitiële en strafvorderlijke gegevens";
const WJSG_SOURCE: &str = "https://wetten.overheid.nl/BWBR0014194";

const fn cite(
    id: &'static str,
    law: &'static str,
    source: &'static str,
    article: &'static str,
    confidence: Confidence,
    in_force_from: Option<Date>,
) -> Citation {
    Citation {
        provision: Cow::Borrowed(id),
        version: 1,
        law: Cow::Borrowed(law),
        article: Cow::Borrowed(article),
        in_force_from,
        in_force_to: None,
        source: Cow::Borrowed(source),
        confidence,
    }
}

const fn sv(id: &'static str, article: &'static str, confidence: Confidence) -> Citation {
    cite(id, SV, SV_SOURCE, article, confidence, None)
}

const fn wpg(id: &'static str, article: &'static str) -> Citation {
    cite(id, WPG, WPG_SOURCE, article, Confidence::Source, None)
}

/// Delivery in person, to an address, by registered letter; each one recorded.
pub(crate) const SV_257D: Citation = sv("sv-257d", "257d", Confidence::Source);
/// The ways of opposition and who may use them.
pub(crate) const SV_257E_3: Citation = sv("sv-257e-3", "257e lid 3 en 4", Confidence::Source);
/// Withdrawal of opposition.
pub(crate) const SV_257E_8: Citation = sv("sv-257e-8", "257e lid 8", Confidence::Source);
/// Withdrawal and amendment of the order.
pub(crate) const SV_257E_9: Citation = sv("sv-257e-9", "257e lid 9", Confidence::Source);
/// No new prosecution after the order was withdrawn.
pub(crate) const SV_255A_2: Citation = sv("sv-255a-2", "255a lid 2", Confidence::OldSource);
/// Written record of hand-overs.
pub(crate) const WPG_32: Citation = wpg("wpg-32", "32");
/// Privacy audits.
pub(crate) const WPG_33: Citation = wpg("wpg-33", "33");
/// Daily police task.
pub(crate) const WPG_8: Citation = wpg("wpg-8", "8");
/// Inquiry into one case.
pub(crate) const WPG_9: Citation = wpg("wpg-9", "9");
/// Organised and serious crime.
pub(crate) const WPG_10: Citation = wpg("wpg-10", "10");
/// Keeping for complaints and accountability, then destruction.
pub(crate) const WPG_14: Citation = wpg("wpg-14", "14");
/// Destruction of judicial data about crimes.
pub(crate) const WJSG_4_1: Citation =
    cite("wjsg-4-1", WJSG, WJSG_SOURCE, "4 lid 1", Confidence::Source, None);
/// The longer term for sexual offences; the stored text named 240b to 250 only.
pub(crate) const WJSG_4_4: Citation =
    cite("wjsg-4-4", WJSG, WJSG_SOURCE, "4 lid 4", Confidence::Source, None);
/// Whether that term holds for art. 252 and after; that wording was not seen.
pub(crate) const WJSG_4_4_NEW: Citation =
    cite("wjsg-4-4-252", WJSG, WJSG_SOURCE, "4 lid 4, toegepast op 252", Confidence::Inference, None);
/// Whether and how long the prosecution keeps a record of what it handed over; that text was not read.
pub(crate) const WJSG_HAND_OVER: Citation =
    cite("wjsg-hand-over", WJSG, WJSG_SOURCE, "vastleggen van verstrekkingen", Confidence::Memory, None);
/// How long the prosecution's own file is kept; that text was not read.
pub(crate) const WJSG_FILE: Citation =
    cite("wjsg-file", WJSG, WJSG_SOURCE, "bewaartermijn strafvorderlijke gegevens", Confidence::Memory, None);
