//! What was read: the source, its files and tables, what was counted, and what did not fit.

use super::show::{Show, digest, strange, word};
use crate::sheet::{Column, path};
use crate::words::{Phrase, carrier as c, codes, network as w, network::names};
use maud::{Markup, html};

/// Most rows of a table whose length the source decides.
const ROWS_MAX: usize = 200;
const FACTS: [Column; 2] = [Column::Text(c::FACT), Column::Text(c::VALUE)];

pub(super) fn read(show: &Show<'_>) -> Markup {
    html! {
        p { (show.say(w::READ_TEXT)) }
        (facts(show))
        (files(show))
        (records(show))
        (tables(show))
        (unknown(show))
        (defects(show))
        (unlinked(show))
        (left_out(show))
        (sealed(show))
    }
}

fn facts(show: &Show<'_>) -> Markup {
    let report = show.report;
    let read = &report.seal.report;
    let (software, form) = (word(&read.format.software), word(&read.format.form));
    let stated = |text: &Option<String>| match text {
        Some(text) => strange(text),
        None => html! { (show.say(c::NOT_STATED)) },
    };
    let rows = html! {
        (show.fact(w::SOURCE, &path(&report.source)))
        (show.fact(w::SOFTWARE, &show.sheet.code(names::software(&software), &software)))
        (show.fact(w::FORM, &show.sheet.code(names::form(&form), &form)))
        (show.fact(w::SCHEMA_VERSION, &stated(&read.schema_version)))
        (show.fact(w::CHARACTER_SET, &stated(&read.character_set)))
        @if let Some(prefix) = &read.prefix { (show.fact(w::PREFIX, &html! { code { (strange(prefix)) } })) }
        @if !read.other_prefixes.is_empty() {
            (show.fact(w::OTHER_PREFIXES, &html! {
                ul.plain { @for prefix in read.other_prefixes.iter().take(ROWS_MAX) { li { code { (strange(prefix)) } } } }
            }))
        }
        @if read.bytes > 0 { (show.fact(w::BYTES, &html! { (show.sheet.size(read.bytes)) })) }
        (show.fact(w::NETWORK_ID, &digest(report.network)))
        (show.fact(w::CONFINED, &confined(show)))
    };
    html! {
        @if read.was_stopped { (show.sheet.notice(&show.sheet.sentence(w::STOPPED, &[]))) }
        (show.sheet.table(w::READ_TABLE, &FACTS, &rows))
    }
}

fn confined(show: &Show<'_>) -> Markup {
    let confined = &show.report.seal.confined;
    let fences = [
        ("landlock", confined.landlock_abi.is_some()),
        ("network", confined.landlock_network || confined.seccomp),
        ("seccomp", confined.seccomp),
        ("no_new_privileges", confined.no_new_privs),
        ("memory", true),
    ];
    let listed = |holds: bool| fences.iter().filter(move |fence| fence.1 == holds).map(|fence| fence.0);
    let list = |holds: bool| {
        html! { @for (at, name) in listed(holds).enumerate() { @if at > 0 { ", " } (show.sheet.code(codes::lock(name), name)) } }
    };
    html! {
        (list(true))
        @if listed(false).next().is_some() {
            span.note { strong.bad { (show.say(c::LOCKS_MISSING)) ": " (list(false)) } }
        }
    }
}

fn files(show: &Show<'_>) -> Markup {
    let files = &show.report.seal.files;
    let rows = html! {
        @for file in files.iter().take(ROWS_MAX) {
            tr {
                th scope="row" {
                    @if file.name.is_empty() { (show.say(w::WHOLE_SOURCE)) } @else { (path(&file.name)) }
                    span.note { "SHA-256 " (digest(file.sha256)) }
                }
                td.n { (show.sheet.size(file.size_bytes)) }
            }
        }
    };
    html! {
        (show.sheet.table(w::FILES_TABLE, &[Column::Text(w::FILE), Column::Number(crate::words::report::SIZE)], &rows))
        (show.more(ROWS_MAX, files.len()))
    }
}

fn records(show: &Show<'_>) -> Markup {
    let counts = &show.report.seal.report.counts;
    let records = [
        ("members", counts.members),
        ("contacts", counts.contacts),
        ("sections", counts.sections),
        ("roles", counts.roles),
        ("topics", counts.topics),
        ("posts", counts.posts),
        ("messages", counts.messages),
        ("recipients", counts.recipients),
        ("reactions", counts.reactions),
        ("files", counts.files),
        ("downloads", counts.downloads),
        ("logins", counts.logins),
        ("defects", counts.defects),
    ];
    let rows = html! {
        @for (name, count) in records {
            tr { th scope="row" { (show.sheet.code(names::record(name), name)) } td.n { (show.count(count)) } }
        }
    };
    show.sheet.table(w::RECORDS_TABLE, &[Column::Text(w::RECORD_KIND), Column::Number(w::RECORDS)], &rows)
}

fn tables(show: &Show<'_>) -> Markup {
    let tables = &show.report.seal.report.tables;
    if tables.is_empty() {
        return html! {};
    }
    let rows = html! {
        @for (name, table) in tables.iter().take(ROWS_MAX) {
            tr {
                th scope="row" { code { (strange(name)) } }
                td.n { (show.count(table.rows)) }
                td.n { (show.count(table.read)) }
            }
        }
    };
    let columns = [Column::Text(w::TABLE), Column::Number(w::ROWS), Column::Number(w::ROWS_READ)];
    html! {
        (show.sheet.table(w::TABLES_TABLE, &columns, &rows))
        (show.more(ROWS_MAX, tables.len()))
    }
}

fn unknown(show: &Show<'_>) -> Markup {
    let unknown = &show.report.seal.report.unknown_columns;
    let rows = html! {
        @for (table, columns) in unknown.iter().take(ROWS_MAX) {
            tr {
                th scope="row" { code { (strange(table)) } }
                td { @for (at, column) in columns.iter().enumerate() { @if at > 0 { ", " } code { (strange(column)) } } }
            }
        }
    };
    html! {
        h3 { (show.say(w::UNKNOWN_TABLE)) }
        @if unknown.is_empty() { p { (show.say(w::UNKNOWN_NONE)) } }
        @else {
            p { (show.say(w::UNKNOWN_TEXT)) }
            (show.sheet.table(w::UNKNOWN_TABLE, &[Column::Text(w::TABLE), Column::Text(w::COLUMNS)], &rows))
            (show.more(ROWS_MAX, unknown.len()))
        }
    }
}

fn defects(show: &Show<'_>) -> Markup {
    let defects = &show.report.seal.report.defects;
    let rows = html! {
        @for (kind, count) in defects {
            @let code = word(kind);
            tr { th scope="row" { (show.sheet.code(codes::reason(&code), &code)) } td.n { (show.count(*count)) } }
        }
    };
    let columns = [Column::Text(w::DEFECT), Column::Number(w::RECORDS)];
    chapter(show, w::DEFECTS_TABLE, None, w::DEFECTS_NONE, defects.is_empty(), &columns, &rows)
}

fn unlinked(show: &Show<'_>) -> Markup {
    let unlinked = &show.report.picture.unlinked;
    let rows = html! {
        @for (what, count) in unlinked {
            tr { th scope="row" { code { (what) } } td.n { (show.count(*count)) } }
        }
    };
    let columns = [Column::Text(w::LINK), Column::Number(w::RECORDS)];
    let text = Some(w::UNLINKED_TEXT);
    chapter(show, w::UNLINKED_TABLE, text, w::UNLINKED_NONE, unlinked.is_empty(), &columns, &rows)
}

fn left_out(show: &Show<'_>) -> Markup {
    let left_out = &show.report.picture.left_out;
    let rows = html! {
        @for (kind, why, count) in left_out {
            @let code = word(why);
            tr {
                th scope="row" { (show.sheet.code(names::tie(kind.word()), kind.word())) }
                td { (show.sheet.code(names::why_left_out(&code), &code)) }
                td.n { (show.count(*count)) }
            }
        }
    };
    let columns = [Column::Text(w::KIND), Column::Text(w::WHY), Column::Number(w::RECORDS)];
    chapter(show, w::LEFT_OUT_TABLE, None, w::LEFT_OUT_NONE, left_out.is_empty(), &columns, &rows)
}

/// A heading with a table, or with the word that there is nothing to list.
fn chapter(
    show: &Show<'_>,
    title: Phrase,
    text: Option<Phrase>,
    none: Phrase,
    is_empty: bool,
    columns: &[Column],
    rows: &Markup,
) -> Markup {
    html! {
        h3 { (show.say(title)) }
        @if is_empty { p { (show.say(none)) } }
        @else {
            @if let Some(text) = text { p { (show.say(text)) } }
            (show.sheet.table(title, columns, rows))
        }
    }
}

fn sealed(show: &Show<'_>) -> Markup {
    let rows = html! {
        @for table in &show.report.seal.tables {
            tr {
                th scope="row" { code { (table.table) } }
                td.n { (show.count(table.sealed.rows)) }
                td.n { (show.sheet.size(table.sealed.file_bytes)) }
            }
            tr.beneath {
                td.note colspan="3" {
                    (show.say(w::ROOT)) ": " (digest(table.sealed.root)) br;
                    "SHA-256: " (digest(table.sealed.file_sha256))
                }
            }
        }
    };
    let columns =
        [Column::Text(w::TABLE), Column::Number(w::ROWS), Column::Number(crate::words::report::SIZE)];
    html! {
        h3 { (show.say(w::SEALED_TABLE)) }
        p { (show.say(w::SEALED_TEXT)) }
        (show.sheet.table(w::SEALED_TABLE, &columns, &rows))
    }
}
