//! The carrier, its reading, the authorisation, the sets and the seal.

use crate::sheet::{Column, Sheet, path};
use crate::words::{carrier as c, codes, report as w};
use casework::profile::Class;
use casework::report::{CarrierRecord, DigestVerdict, ImageDigest, Seal, UsedSet, Volume, VolumeOutcome};
use maud::{Markup, html};

const FACTS: [Column; 2] = [Column::Text(c::FACT), Column::Text(c::VALUE)];

fn fact(name: &str, value: &Markup) -> Markup {
    html! { tr { th scope="row" { (name) } td { (value) } } }
}

fn mono(text: impl maud::Render) -> Markup {
    html! { code.digest { (text) } }
}

pub(super) fn source(sheet: &Sheet<'_>, carrier: &CarrierRecord) -> Markup {
    let exact = |bytes: Option<u64>| match bytes {
        None => html! { (sheet.say(c::NOT_STATED)) },
        Some(bytes) => html! {
            (sheet.size(bytes)) span.note { (sheet.fill(c::SIZE_EXACT, &[("bytes", &sheet.number(bytes))])) }
        },
    };
    let size_differs =
        matches!((carrier.size_stated_bytes, carrier.size_read_bytes), (Some(a), Some(b)) if a != b);
    let row = |name, value: Markup| fact(&sheet.say(name), &value);
    let rows = html! {
        (row(c::FORM, sheet.code(codes::form(carrier.form), carrier.form.word())))
        (row(c::SIZE_STATED, exact(carrier.size_stated_bytes)))
        (row(c::SIZE_READ, exact(carrier.size_read_bytes)))
        (row(c::BEGUN, html! { (sheet.lang.moment(carrier.begun_at)) }))
        (row(c::ENDED, html! { (sheet.lang.moment(carrier.ended_at)) }))
        @if carrier.resumed > 0 {
            (row(c::RESUMED, html! { (sheet.number(u64::from(carrier.resumed))) }))
        }
        (row(c::CASE_ID, mono(carrier.case_id.to_string())))
        (row(c::CARRIER_ID, mono(carrier.carrier_id.to_string())))
        (row(c::READING_ID, mono(carrier.reading_id.to_string())))
        (row(c::VERSION, html! { (carrier.hoeder_version) }))
        (row(c::LOCKS, locks(sheet, &carrier.confinement.enforced)))
        @if !carrier.confinement.missing.is_empty() {
            (row(c::LOCKS_MISSING, html! { strong.bad { (locks(sheet, &carrier.confinement.missing)) } }))
        }
    };
    html! {
        (sheet.table(c::SOURCE_TABLE, &FACTS, &rows))
        @if size_differs { (sheet.notice(&sheet.sentence(c::SIZE_DIFFERS, &[]))) }
        (digests(sheet, &carrier.digests))
        (volumes(sheet, &carrier.volumes))
        (carrier_defects(sheet, carrier))
        (segments(sheet, carrier))
    }
}

fn locks(sheet: &Sheet<'_>, names: &[String]) -> Markup {
    html! {
        @if names.is_empty() { strong.bad { (sheet.say(c::LOCKS_NONE)) } }
        @for (at, name) in names.iter().enumerate() {
            @if at > 0 { ", " }
            (sheet.code(codes::lock(name), name))
        }
    }
}

fn digests(sheet: &Sheet<'_>, digests: &[ImageDigest]) -> Markup {
    if digests.is_empty() {
        return html! { h3 { (sheet.say(c::DIGESTS_TABLE)) } p { (sheet.say(c::DIGESTS_NONE)) } };
    }
    let cell = |digest: &Option<String>| match digest {
        Some(hex) => mono(hex),
        None => html! { (sheet.say(c::NOT_STATED)) },
    };
    let rows = html! {
        @for digest in digests {
            tr {
                th scope="row" { (digest.algorithm) }
                td { (cell(&digest.stated)) }
                td { (cell(&digest.computed)) }
                td {
                    @match digest.verdict() {
                        DigestVerdict::Equal => span.good { (sheet.say(c::EQUAL)) },
                        DigestVerdict::Differs => strong.bad { (sheet.say(c::DIFFERS)) },
                        DigestVerdict::NotCompared => (sheet.say(c::NOT_COMPARED)),
                    }
                }
            }
        }
    };
    let columns = [
        Column::Text(c::ALGORITHM),
        Column::Text(c::STATED),
        Column::Text(c::COMPUTED),
        Column::Text(w::RESULT),
    ];
    let differs = digests.iter().any(|digest| digest.verdict() == DigestVerdict::Differs);
    html! {
        h3 { (sheet.say(c::DIGESTS_TABLE)) }
        @if differs { (sheet.notice(&sheet.sentence(c::DIGEST_WARNING, &[]))) }
        (sheet.table(c::DIGESTS_TABLE, &columns, &rows))
    }
}

fn volumes(sheet: &Sheet<'_>, volumes: &[Volume]) -> Markup {
    if volumes.is_empty() {
        return html! {};
    }
    let ended = |phrase, reason: &str| {
        html! {
            strong { (sheet.say(phrase)) } ": " (sheet.code(codes::reason(reason), reason))
        }
    };
    let rows = html! {
        @for volume in volumes {
            tr {
                th scope="row" {
                    (volume.number)
                    @for name in [&volume.name, &volume.label].into_iter().filter(|name| !name.is_empty()) {
                        span.note { bdi { (name) } }
                    }
                }
                td {
                    @match &volume.file_system {
                        Some(name) => bdi { (name) },
                        None => (sheet.say(c::NOT_RECOGNISED)),
                    }
                }
                td.n { (sheet.number(volume.offset_bytes)) }
                td.n { (sheet.size(volume.size_bytes)) }
                td {
                    @match &volume.outcome {
                        VolumeOutcome::Read => (sheet.say(w::READ)),
                        VolumeOutcome::Skipped(reason) => (ended(w::SKIPPED, reason)),
                        VolumeOutcome::Failed(reason) => (ended(w::FAILED, reason)),
                    }
                }
            }
        }
    };
    let columns = [
        Column::Text(c::VOLUME),
        Column::Text(c::FILE_SYSTEM),
        Column::Number(c::OFFSET),
        Column::Number(w::SIZE),
        Column::Text(w::OUTCOME),
    ];
    html! { h3 { (sheet.say(c::VOLUMES_TABLE)) } (sheet.table(c::VOLUMES_TABLE, &columns, &rows)) }
}

fn carrier_defects(sheet: &Sheet<'_>, carrier: &CarrierRecord) -> Markup {
    if carrier.defects.is_empty() {
        return html! {};
    }
    let rows = html! {
        @for defect in &carrier.defects {
            tr {
                th scope="row" { (sheet.code(codes::reason(&defect.kind), &defect.kind)) }
                td { bdi lang="en" { (defect.text) } }
            }
        }
    };
    let columns = [Column::Text(w::DEFECT), Column::Text(c::CARRIER_DEFECT_TEXT)];
    html! {
        h3 { (sheet.say(c::CARRIER_DEFECTS_TABLE)) }
        (sheet.table(c::CARRIER_DEFECTS_TABLE, &columns, &rows))
    }
}

fn segments(sheet: &Sheet<'_>, carrier: &CarrierRecord) -> Markup {
    let segments = html! {
        @for segment in &carrier.segments {
            tr {
                th scope="row" { (path(&segment.name)) }
                td.n { @if let Some(bytes) = segment.size_bytes { (sheet.number(bytes)) } }
            }
        }
    };
    let notes = html! { @for (name, text) in &carrier.notes { tr { th scope="row" { bdi { (name) } } td { bdi { (text) } } } } };
    html! {
        @if !carrier.segments.is_empty() {
            h3 { (sheet.say(c::SEGMENTS_TABLE)) }
            (sheet.table(c::SEGMENTS_TABLE, &[Column::Text(c::NAME), Column::Number(w::SIZE)], &segments))
        }
        @if !carrier.notes.is_empty() {
            h3 { (sheet.say(c::NOTES_TABLE)) }
            (sheet.table(c::NOTES_TABLE, &FACTS, &notes))
        }
    }
}

pub(super) fn authorisation(sheet: &Sheet<'_>, carrier: &CarrierRecord) -> Markup {
    let authorisation = &carrier.authorisation;
    let grant = authorisation.grant();
    let row = |name, value: Markup| fact(&sheet.say(name), &value);
    let no_limit = || html! { (sheet.say(c::NO_LIMIT)) };
    let families = grant.scope.families.as_ref().map_or_else(no_limit, |families| html! {
        ul.plain { @for family in families { li { (sheet.code(codes::family(*family), family.word())) } } }
    });
    let period = grant.scope.period.map_or_else(no_limit, |period| {
        let (from, to) = (sheet.lang.day(period.from), sheet.lang.day(period.to));
        html! { (sheet.fill(c::PERIOD_SPAN, &[("from", &from), ("to", &to)])) }
    });
    let folders = grant.scope.folders.as_ref().map_or_else(no_limit, |folders| {
        html! {
            ul.plain { @for folder in folders { li { (path(folder)) } } }
        }
    });
    let until = grant.until.map_or_else(|| sheet.say(c::NO_END), |day| sheet.lang.day(day));
    let rows = html! {
        (row(c::GIVEN_BY, html! { bdi { (grant.given_by) } ", " bdi { (grant.capacity) } }))
        (row(c::GIVEN_ON, html! { (sheet.lang.day(grant.given_on)) }))
        (row(c::OFFENCE, html! { bdi { (grant.offence) } }))
        (row(c::UNTIL, html! { (until) }))
        (row(c::SCOPE_FAMILIES, families))
        (row(c::SCOPE_PERIOD, period))
        (row(c::SCOPE_FOLDERS, folders))
        @if !grant.scope.note.is_empty() { (row(c::SCOPE_NOTE, html! { bdi { (grant.scope.note) } })) }
        (row(c::GRANT_VERSION, html! { (authorisation.version()) }))
        @if let Some(because) = authorisation.widened_because() { (row(c::WIDENED, html! { bdi { (because) } })) }
    };
    sheet.table(c::AUTHORISATION_TABLE, &FACTS, &rows)
}

pub(crate) fn sets(sheet: &Sheet<'_>, sets: &[UsedSet]) -> Markup {
    if sets.is_empty() {
        return sheet.notice(&sheet.sentence(c::SETS_NONE, &[]));
    }
    let rows = html! {
        @for set in sets {
            tr {
                th scope="row" { bdi { (set.name) } span.note { bdi { (set.source) } } }
                td {
                    @match set.class {
                        Class::Notified => (sheet.say(w::CLASS_NOTIFIED)),
                        Class::KnownGood => (sheet.say(w::CLASS_GOOD)),
                    }
                }
                td { bdi { (set.version) } }
                td.n { (sheet.number(set.entries)) }
            }
            @if let Some(sha256) = set.index_sha256 {
                tr.beneath { td colspan="4" { span.note { (sheet.say(c::INDEX_SHA256)) ": " (mono(sha256.to_string())) } } }
            }
        }
    };
    let columns = [
        Column::Text(w::SET),
        Column::Text(c::SET_CLASS),
        Column::Text(c::SET_VERSION),
        Column::Number(c::ENTRIES),
    ];
    sheet.table(c::SETS_TABLE, &columns, &rows)
}

pub(super) fn seal(sheet: &Sheet<'_>, seal: &Seal) -> Markup {
    let row = |name, value: Markup| fact(&sheet.say(name), &value);
    let rows = html! {
        (row(c::MANIFEST, mono(seal.manifest_sha256.to_string())))
        (row(c::MERKLE, mono(&seal.merkle_root)))
        (row(c::ROWS, html! { (sheet.number(seal.rows)) }))
        @if let Some(ledger) = &seal.ledger {
            (row(c::LEDGER_ENTRY, html! { (sheet.number(ledger.entry)) }))
            (row(c::LEDGER_HEAD, sheet.sentence(c::HEAD_AT, &[
                ("root", mono(&ledger.root)), ("size", html! { (sheet.number(ledger.tree_size)) }),
            ])))
        }
    };
    html! {
        p { (sheet.say(c::SEAL_TEXT)) }
        @if seal.ledger.is_none() { (sheet.notice(&sheet.sentence(c::NOT_SEALED, &[]))) }
        (sheet.table(c::SEAL_TABLE, &FACTS, &rows))
    }
}
